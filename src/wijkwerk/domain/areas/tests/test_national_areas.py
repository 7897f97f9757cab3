"""Bringing areas in: everything or nothing, and again is harmless."""

import pytest
from django.core.management import CommandError, call_command

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.models import Area, AreaYear
from wijkwerk.domain.areas.reading.faults import FileRefused
from wijkwerk.domain.areas.tests.factories import NOON, feature, geojson, make_area, middle, square

pytestmark = pytest.mark.django_db

TOWN = geojson(
    feature("GM0037", "Veenkanaal", square(6.9, 52.99, 0.02)),
    feature("WK003700", "Noord", square(6.9, 52.99, 0.02)),
    feature("WK003799", "Groot water", square(6.92, 52.99), water="JA"),
    feature("BU00370000", "Oost", square(6.9, 52.99)),
    feature("BU00370001", "West"),
    feature("BU00379900", "Het meer", square(6.92, 52.99)),
)


def counts_of(outcome):
    return {sort: (count.new, count.changed, count.same) for sort, count in outcome.counts.items()}


def test_areas_are_brought_in():
    outcome = operations.import_areas([TOWN], at=NOON)
    assert counts_of(outcome) == {"gemeenten": (1, 0, 0), "wijken": (2, 0, 0), "buurten": (3, 0, 0)}
    assert outcome.notes == []
    assert list(Area.objects.order_by("code").values_list("code", "parent_code", "is_water")) == [
        ("BU00370000", "WK003700", False),
        ("BU00370001", "WK003700", False),
        ("BU00379900", "WK003799", True),
        ("GM0037", "NL00", False),
        ("WK003700", "GM0037", False),
        ("WK003799", "GM0037", True),
    ]
    assert AreaYear.objects.get().imported_at == NOON


def test_bringing_them_in_again_changes_nothing():
    operations.import_areas([TOWN], at=NOON)
    before = list(Area.objects.order_by("id").values())
    outcome = operations.import_areas([TOWN], at=NOON)
    assert counts_of(outcome) == {"gemeenten": (0, 0, 1), "wijken": (0, 0, 2), "buurten": (0, 0, 3)}
    assert list(Area.objects.order_by("id").values()) == before


def test_what_changed_is_counted_and_kept():
    operations.import_areas([TOWN], at=NOON)
    outcome = operations.import_areas([geojson(feature("BU00370001", "West-Indië", square(6.91, 52.99)))], at=NOON)
    assert counts_of(outcome) == {"buurten": (0, 1, 0)}
    assert queries.area("BU00370001", 2024).name == "West-Indië"
    assert queries.area("BU00370001", 2024).lat == 52.995


def test_years_stand_beside_each_other():
    operations.import_areas([TOWN], at=NOON)
    operations.import_areas([TOWN], at=NOON, year=2023)
    assert queries.years() == [2024, 2023]
    assert Area.objects.filter(code="GM0037").count() == 2


def test_one_faulty_row_and_nothing_is_kept():
    file = geojson(feature("GM0106", "Assen"), feature("BU37", "Kapot"))
    with pytest.raises(FileRefused) as refused:
        operations.import_areas([TOWN, file], at=NOON)
    assert "onderdeel 2 (BU37)" in refused.value.words
    assert (Area.objects.count(), AreaYear.objects.count()) == (0, 0)


def test_an_area_in_two_files_is_a_fault():
    again = geojson(feature("GM0037", "Veenkanaal"), name="nog_een_2024.geojson")
    with pytest.raises(FileRefused, match=r"nog_een_2024.geojson: GM0037 staat ook in een ander bestand"):
        operations.import_areas([TOWN, again], at=NOON)


def test_areas_whose_wijk_is_not_there_yet_are_kept_and_it_is_said():
    outcome = operations.import_areas([geojson(feature("BU00370000", "Oost"))], at=NOON)
    assert outcome.notes == ["Let op: 1 gebieden waar deze gebieden in liggen zijn nog niet ingelezen, zoals WK003700."]


def test_on_a_shared_installation_areas_of_another_municipality_stay_as_they_are():
    make_area("BU01060000", "Assen-Oost")
    file = geojson(feature("BU01060000", "Verzonnen"), feature("BU01060001", "Nieuw"), feature("BU00370000", "Eigen"))
    outcome = operations.import_areas([file], at=NOON, may_change="GM0037")
    assert counts_of(outcome) == {"buurten": (2, 0, 1)}
    assert queries.area("BU01060000", 2024).name == "Assen-Oost"
    assert "1 gebieden van andere gemeenten" in outcome.notes[0]


def test_a_running_process_sees_a_new_import():
    operations.import_areas([TOWN], at=NOON)
    assert queries.codes_at(*zip(middle(0), middle(1), strict=True), year=2024) == ["BU00370000", None]
    operations.import_areas([geojson(feature("BU00370001", "West", square(6.91, 52.99)))], at=NOON)
    assert queries.codes_at(*zip(middle(0), middle(1), strict=True), year=2024) == ["BU00370000", "BU00370001"]


def test_progress_is_told():
    told = []
    operations.import_areas([TOWN], at=NOON, tick=lambda done, total, sentence: told.append((done, total, sentence)))
    assert told == [(90, 100, "gebieden_2024.geojson wordt gelezen"), (90, 100, "De gebieden worden bewaard")]


def test_the_command_names_every_fault(tmp_path, capsys):
    path = tmp_path / "buurten_2024.geojson"
    path.write_bytes(geojson(feature("BU37", "Kapot"), feature("BU38", "Ook kapot")).content)
    with pytest.raises(CommandError, match="Er is niets ingelezen, want er zijn 2 fouten"):
        call_command("import_areas", str(path))
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "buurten_2024.geojson, onderdeel 1 (BU37)",
        "buurten_2024.geojson, onderdeel 2 (BU38)",
    ]


def test_the_command_says_what_was_new(tmp_path, capsys):
    path = tmp_path / "gebieden_2024.geojson"
    path.write_bytes(TOWN.content)
    call_command("import_areas", str(path), "--municipality", "GM0037")
    assert capsys.readouterr().out.splitlines() == [
        "gemeenten: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "wijken: 2 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "buurten: 3 nieuw, 0 gewijzigd, 0 hetzelfde.",
    ]


def test_the_command_says_that_a_file_is_not_there():
    with pytest.raises(CommandError, match=r"weg.geojson is niet te lezen"):
        call_command("import_areas", "weg.geojson")
