"""The real country of 2024, in a folder beside the project."""

import csv
import gzip
import time

import pytest

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.codes import AreaKind
from wijkwerk.domain.areas.models import Area, AreaYear, Indicator, Observation
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.tests.factories import BY, NOON, TODAY
from wijkwerk.foundation.tenancy.scope import in_municipality

pytestmark = [pytest.mark.country, pytest.mark.django_db]


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker, country_data):
    """The whole country, brought in once for these tests and taken out again."""

    def file(name):
        return SourceFile(name, (country_data / name).read_bytes())

    with django_db_blocker.unblock():
        files = [file(f"{sort}_2024.geojson.gz") for sort in ("gemeenten", "wijken", "buurten")]
        started = time.process_time()
        outcomes = {
            "areas": operations.import_areas(files, at=NOON),
            "areas again": operations.import_areas(files, at=NOON),
            "figures": operations.import_figures(file("kerncijfers_2024.csv.gz"), source="CBS"),
        }
        seconds = time.process_time() - started
    yield outcomes, seconds
    with django_db_blocker.unblock():
        for model in (Observation, Indicator, Area, AreaYear):
            model.objects.all().delete()


def test_all_areas_are_there_and_again_is_harmless(country):
    outcomes, _seconds = country
    assert {sort: count.new for sort, count in outcomes["areas"].counts.items()} == {
        "gemeenten": 342,
        "wijken": 3_474,
        "buurten": 14_566,
    }
    assert [(count.new, count.changed) for count in outcomes["areas again"].counts.values()] == [(0, 0)] * 3
    assert outcomes["areas"].notes == []


def test_all_figures_are_there_and_eight_buurten_have_no_border(country):
    outcomes, _seconds = country
    assert outcomes["figures"].lines() == [
        "gebieden zonder grens: 8 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "cijfers: 311.253 nieuw, 0 gewijzigd, 0 hetzelfde.",
    ]
    inhabitants = Observation.objects.filter(indicator__key="aantal_inwoners", area_code__startswith="GM")
    assert sum(inhabitants.values_list("value", flat=True)) == 17_942_942


def test_it_takes_seconds(country):
    _outcomes, seconds = country
    assert seconds < 60


@pytest.mark.parametrize(
    ("code", "wijken", "water", "buurten", "inhabitants"),
    [
        ("GM1708", 31, 1, 93, 45_472),
        ("GM0037", 5, 0, 27, 32_013),
        ("GM0637", 9, 0, 26, 128_434),
        ("GM0400", 8, 1, 65, 56_432),
        ("GM0106", 10, 0, 109, None),
    ],
)
def test_places_of_interest_are_whole(country, code, wijken, water, buurten, inhabitants):
    of_here = queries.areas(2024, AreaKind.WIJK, municipality_code=code)
    assert (of_here.filter(is_water=False).count(), of_here.filter(is_water=True).count()) == (wijken, water)
    assert queries.areas(2024, AreaKind.BUURT, municipality_code=code).count() == buurten
    figures = {row.indicator.key: row.value for row in queries.newest_figures([code])[code]}
    assert inhabitants in (None, figures["aantal_inwoners"])


def test_real_reports_of_assen_find_their_buurt(country, country_data):
    with gzip.open(country_data / "meldingen_assen_2026.csv.gz", "rt", encoding="utf-8") as file:
        points = [(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)]
    found = queries.codes_at(*zip(*points, strict=True), year=2024)
    assert len(points) == 3_024
    assert sum(code is not None and code.startswith("BU0106") for code in found) >= 3_015
    index = queries.area_index(2024, around="GM0106")
    assert [index.area_of(*point) for point in points[:500]] == found[:500]


def test_a_real_municipality_gets_its_wijken_as_work_areas(country):
    municipality = operations.add_municipality("GM1708", **BY)
    with in_municipality(municipality):
        assert queries.work_areas(TODAY).count() == 31
        assert len(queries.work_area_ids(TODAY)) == 93
