"""Files that an administrator brings in."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.models import Address, Area, FileImport, Indicator
from wijkwerk.domain.areas.tests.asking import ADMINISTRATOR, ask
from wijkwerk.domain.areas.tests.factories import BY, feature, geojson, make_area, square
from wijkwerk.domain.areas.tests.recorded import served
from wijkwerk.domain.areas.tests.test_source import FIGURES, layers
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

Kind, State = FileImport.Kind, FileImport.State
GOOD = geojson(feature("GM0037", "Veenkanaal", square(6.9, 52.9)), feature("BU00370000", "Oost"))
BAD = geojson(*(feature(f"BU{n}", "Kapot") for n in range(300)))


@pytest.fixture(autouse=True)
def on_commit_at_once(django_capture_on_commit_callbacks, municipality):
    """What waits for the end of the deed happens; in a test that is the end of the test's own block."""
    return django_capture_on_commit_callbacks


def take_in(content, kind=Kind.AREAS, name="gebieden_2024.geojson", **fields):
    return operations.take_in_file(kind=kind, file=SimpleUploadedFile(name, content), **fields, **BY)


def read(taken, capture):
    with capture(execute=True):
        operations.read_file.func(taken.pk)
    taken.refresh_from_db()
    return taken


def test_a_file_is_kept_until_it_was_read(municipality, on_commit_at_once):
    taken = take_in(GOOD.content)
    kept = taken.file.name
    assert (taken.state, taken.file_name, default_storage.exists(kept)) == (
        State.WAITING,
        "gebieden_2024.geojson",
        True,
    )
    read(taken, on_commit_at_once)
    assert (taken.state, taken.outcome) == (
        State.DONE,
        [
            "gemeenten: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
            "buurten: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
            "Let op: 1 gebieden waar deze gebieden in liggen zijn nog niet ingelezen, zoals WK003700.",
        ],
    )
    assert (taken.file.name, default_storage.exists(kept)) == ("", False)
    assert [entry.verb for entry in Entry.objects.order_by("id")] == ["areas.file_taken_in", "areas.file_read"]


def test_reading_twice_does_nothing_more(municipality, on_commit_at_once):
    taken = read(take_in(GOOD.content), on_commit_at_once)
    before = taken.finished_at
    assert read(taken, on_commit_at_once).finished_at == before


def test_the_faults_of_a_file_are_kept_for_the_page_up_to_a_number(municipality, on_commit_at_once):
    taken = read(take_in(BAD.content), on_commit_at_once)
    assert (taken.state, taken.fault_count, len(taken.outcome), Area.objects.count()) == (State.REFUSED, 300, 200, 0)
    page = ask(taken.get_absolute_url(), by=ADMINISTRATOR).text
    assert "Er is niets ingelezen, want er zijn 300 fouten" in page
    assert "gebieden_2024.geojson, onderdeel 1 (BU0): BU0 is geen buurtcode." in page
    assert "En nog 100 fouten." in page


def test_figures_and_addresses_are_read_too(municipality, on_commit_at_once):
    make_area("BU00370000")
    figures = take_in(b"code,eenzaam\nBU00370000,5\n", Kind.FIGURES, "cijfers.csv", year=2023, source="GGD")
    assert read(figures, on_commit_at_once).outcome == ["cijfers: 1 nieuw, 0 gewijzigd, 0 hetzelfde."]
    assert queries.newest_figures(["BU00370000"])["BU00370000"][0].indicator.source == "GGD"
    lines = b"postcode,huisnummer,straat,plaats,lat,lon\n9500AA,1,Dorpsstraat,Veenkanaal,52.9,6.9\n"
    read(take_in(lines, Kind.ADDRESSES, "adressen.csv"), on_commit_at_once)
    assert str(Address.objects.get()) == "Dorpsstraat 1, 9500 AA Veenkanaal"


def test_where_several_municipalities_share_a_house_nobody_changes_anothers_areas(municipality, on_commit_at_once):
    make_municipality("GM0106", "Assen")
    make_area("BU01060000", "Assen-Oost")
    taken = read(take_in(geojson(feature("BU01060000", "Verzonnen")).content), on_commit_at_once)
    assert queries.area("BU01060000", 2024).name == "Assen-Oost"
    assert "1 gebieden van andere gemeenten" in taken.outcome[1]


def test_areas_and_figures_come_straight_from_the_source(municipality, on_commit_at_once, settings):
    with served({"/2024/wfs": layers(), "/85984NED/TypedDataSet": FIGURES}) as (address, _asked):
        settings.AREAS_SOURCE, settings.FIGURES_SOURCE = address + "/{year}/wfs", address
        areas = operations.take_in_file(kind=Kind.AREAS, file=None, year=2024, is_from_source=True, **BY)
        figures = operations.take_in_file(kind=Kind.FIGURES, file=None, year=2024, is_from_source=True, **BY)
        assert read(areas, on_commit_at_once).state == State.DONE
        assert read(figures, on_commit_at_once).state == State.DONE
    assert queries.area("BU00370000", 2024).name == "Oost"
    assert set(Indicator.objects.values_list("source", flat=True)) == {"CBS, Kerncijfers wijken en buurten"}


def test_of_a_file_of_the_country_only_ones_own_municipality_can_be_taken(municipality, on_commit_at_once):
    country = geojson(
        feature("GM0037", "Veenkanaal", square(6.9, 52.9)),
        feature("BU00370000", "Oost"),
        feature("BU01060000", "Assen-Oost"),
    )
    fields = {
        "kind": "gebieden",
        "file": SimpleUploadedFile("gebieden_2024.geojson", country.content),
        "only_own": "on",
    }
    ask(reverse("areas:file_imports"), by=ADMINISTRATOR, post=fields)
    areas = read(FileImport.objects.get(), on_commit_at_once)
    assert sorted(Area.objects.values_list("code", flat=True)) == ["BU00370000", "GM0037"]
    assert "Alleen onze gemeente" in ask(areas.get_absolute_url(), by=ADMINISTRATOR).text
    lines = b"code,eenzaam\nBU00370000,5\nBU01060000,6\n"
    figures = take_in(lines, Kind.FIGURES, "cijfers_2024.csv", only_own=True)
    assert read(figures, on_commit_at_once).outcome == ["cijfers: 1 nieuw, 0 gewijzigd, 0 hetzelfde."]


def test_a_source_that_is_down_is_said(municipality, on_commit_at_once, settings):
    settings.AREAS_SOURCE = "http://127.0.0.1:9/{year}"
    taken = operations.take_in_file(kind=Kind.AREAS, file=None, year=2024, is_from_source=True, **BY)
    assert read(taken, on_commit_at_once).outcome == [
        "De landelijke bron geeft nu geen antwoord. Probeer het later opnieuw, of lees een bestand in."
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"file": None}, "Kies een bestand, of kies de landelijke bron."),
        ({"file": SimpleUploadedFile("leeg.csv", b"")}, "Dit bestand is leeg. Kies een ander bestand."),
        ({"file": None, "is_from_source": True}, "Vul het jaar in dat van de landelijke bron opgehaald moet worden."),
        (
            {"file": None, "is_from_source": True, "kind": Kind.ADDRESSES, "year": 2024},
            "Adressen kunnen alleen uit een bestand komen.",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_words(municipality, fields, words):
    with pytest.raises(Refusal) as refused:
        operations.take_in_file(**{"kind": Kind.AREAS} | fields, **BY)
    assert refused.value.words == words


def test_a_file_that_is_too_large_is_refused(municipality):
    file = SimpleUploadedFile("groot.csv", b"x")
    file.size = operations.LARGEST + 1
    with pytest.raises(operations.FileTooLarge):
        operations.take_in_file(kind=Kind.FIGURES, file=file, **BY)


def test_a_file_is_brought_in_by_the_page(municipality):
    values = {"kind": "gebieden", "file": SimpleUploadedFile("../gebieden_2024.geojson", GOOD.content)}
    response = ask(reverse("areas:file_imports"), by=ADMINISTRATOR, post=values)
    taken = FileImport.objects.get()
    assert response["Location"] == taken.get_absolute_url()
    assert taken.file_name == "gebieden_2024.geojson"
    assert taken.file_name in ask(reverse("areas:file_imports"), by=ADMINISTRATOR).text


def test_a_refusal_stands_beside_the_field(municipality):
    page = ask(reverse("areas:file_imports"), by=ADMINISTRATOR, post={"kind": "cijfers"}).text
    assert "Kies een bestand, of kies de landelijke bron." in page


def test_the_page_of_a_file_asks_again_until_it_is_read(municipality, on_commit_at_once):
    taken = take_in(GOOD.content)
    whole = ask(taken.get_absolute_url(), by=ADMINISTRATOR).text
    part = ask(taken.get_absolute_url(), by=ADMINISTRATOR, htmx=True).text
    assert 'hx-trigger="every 1s"' in whole
    assert part.strip().startswith("<div")
    assert part.strip() in whole
    read(taken, on_commit_at_once)
    assert "hx-trigger" not in ask(taken.get_absolute_url(), by=ADMINISTRATOR, htmx=True).text
    assert "gemeenten: 1 nieuw" in ask(taken.get_absolute_url(), by=ADMINISTRATOR).text
