"""GeoJSON files, without a database."""

import pytest
import shapely

from wijkwerk.domain.areas.codes import AreaKind
from wijkwerk.domain.areas.reading.areas import read_areas, year_of
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import Faults, FileRefused
from wijkwerk.domain.areas.tests.factories import feature, geojson, square

HERE = square(6.9, 52.9)


def faults_of(file):
    faults = Faults()
    rows = read_areas(file, faults)
    return rows, [str(fault) for fault in faults.named]


def refusal_of(file):
    with pytest.raises(FileRefused) as refused:
        read_areas(file, Faults())
    return refused.value.words


def test_sorts_are_recognised_by_their_properties():
    rows, faults = faults_of(
        geojson(
            feature("GM0363", "Amsterdam", HERE),
            feature("WK0363AA", "Burgwallen", HERE, gemeentecode="GM0363", water="JA"),
            feature("BU0363AA01", "Kop Zeedijk", HERE, wijkcode="WK0363AA", gemeentecode="GM0363"),
            zipped=True,
        )
    )
    assert faults == []
    assert [(row.code, row.kind, row.name, row.is_water) for row in rows] == [
        ("GM0363", AreaKind.MUNICIPALITY, "Amsterdam", False),
        ("WK0363AA", AreaKind.WIJK, "Burgwallen", True),
        ("BU0363AA01", AreaKind.BUURT, "Kop Zeedijk", False),
    ]
    assert (rows[0].west, rows[0].south, rows[0].east, rows[0].north) == (6.9, 52.9, 6.91, 52.91)
    assert shapely.from_wkb(rows[0].border).equals(HERE)


def test_older_names_of_properties_are_known_too():
    rows, faults = faults_of(
        geojson({"properties": {"BU_CODE": "BU00370001", "BU_NAAM": "Noord", "GM_NAAM": "Stad"}, "geometry": None})
    )
    assert (faults, rows[0].code, rows[0].name) == ([], "BU00370001", "Noord")


def test_an_area_without_a_polygon_is_ordinary():
    rows, faults = faults_of(geojson(feature("BU00370001", "Noord")))
    assert faults == []
    assert (rows[0].border, rows[0].south, rows[0].lat) == (None, None, None)


def test_a_border_that_crosses_itself_is_mended():
    bow = {"type": "Polygon", "coordinates": [[[6, 52], [6.1, 52.1], [6.1, 52], [6, 52.1], [6, 52]]]}
    rows, faults = faults_of(geojson(feature("BU00370001", "Noord", bow)))
    assert faults == []
    assert shapely.from_wkb(rows[0].border).is_valid


def test_every_faulty_feature_is_named():
    rows, faults = faults_of(
        geojson(
            feature("BU00370001", "Goed", HERE),
            feature("BU0037000", "Te kort", HERE),
            feature("BU00370002", "", HERE),
            feature("BU00370003", "Verkeerde wijk", HERE, wijkcode="WK003709"),
            feature("BU00370001", "Nog een keer", HERE),
            feature("BU00370004", "Lijn", {"type": "LineString", "coordinates": [[6, 52], [6.1, 52]]}),
            feature("BU00370005", "Elders", square(12.0, 52.9)),
            feature("BU00370006", "Andersom", square(52.9, 6.9)),
            feature("BU00370007", "Kapot", {"type": "Polygon", "coordinates": [[["a"]]]}),
            {"properties": {"naam": "Zonder code"}, "geometry": None},
            "geen onderdeel",
            feature("BU00370008", "n" * 101, HERE),
        )
    )
    assert [row.code for row in rows] == ["BU00370001"]
    assert faults == [
        (
            "gebieden_2024.geojson, onderdeel 2 (BU0037000): BU0037000 is geen buurtcode. "
            "Een buurtcode ziet eruit als BU00370001."
        ),
        "gebieden_2024.geojson, onderdeel 3 (BU00370002): Dit gebied heeft geen naam.",
        (
            "gebieden_2024.geojson, onderdeel 4 (BU00370003): "
            "De wijk is volgens de eigenschappen WK003709, maar volgens de code WK003700."
        ),
        "gebieden_2024.geojson, onderdeel 5 (BU00370001): Deze code staat ook al bij onderdeel 1.",
        "gebieden_2024.geojson, onderdeel 6 (BU00370004): De grens van dit gebied is geen vlak.",
        "gebieden_2024.geojson, onderdeel 7 (BU00370005): Dit gebied ligt buiten Nederland.",
        (
            "gebieden_2024.geojson, onderdeel 8 (BU00370006): Lengte en breedte staan verwisseld. "
            "In GeoJSON staat de lengte (bijvoorbeeld 6,9) voor de breedte."
        ),
        "gebieden_2024.geojson, onderdeel 9 (BU00370007): De grens van dit gebied is niet te lezen.",
        "gebieden_2024.geojson, onderdeel 10: Dit onderdeel heeft geen gemeentecode, wijkcode of buurtcode.",
        "gebieden_2024.geojson, onderdeel 11: Dit onderdeel heeft geen eigenschappen.",
        "gebieden_2024.geojson, onderdeel 12 (BU00370008): De naam van dit gebied is langer dan 100 tekens.",
    ]


def test_coordinates_in_metres_are_refused_with_what_to_do():
    words = "rijksdriehoekscoördinaten (RD, EPSG:28992). Haal het bestand op met lengte en breedte in graden"
    said = geojson(feature("GM0037"), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}})
    assert words in refusal_of(said)
    _rows, faults = faults_of(geojson(feature("GM0037", "Stad", square(260_000, 560_000, 500))))
    assert words in faults[0]


def test_only_one_municipality_can_be_taken_out_of_a_country():
    file = geojson(
        feature("GM0037", "Hier", HERE), feature("WK010600", "Daar", HERE), feature("WK003700", "Hier", HERE)
    )
    assert [row.code for row in read_areas(file, Faults(), only="GM0037")] == ["GM0037", "WK003700"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code,naam\n", "Dit is geen GeoJSON-bestand."),
        (b"[1]", "geen lijst van gebieden"),
        (b'{"features": []}', "geen enkel gebied"),
        (b"\x1f\x8b\x08kapot", "niet uit te pakken"),
        (geojson(feature("GM0037"), zipped=True).content[:-12], "niet uit te pakken"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, words):
    assert words in refusal_of(SourceFile("bestand", content))


def test_the_year_is_said_or_stands_in_the_name():
    assert year_of(SourceFile("buurten_2024.geojson.gz", b""), None) == 2024
    assert year_of(SourceFile("buurten_2024.geojson.gz", b""), 2023) == 2023
    with pytest.raises(FileRefused, match="Van welk jaar"):
        year_of(SourceFile("buurten.geojson", b""), None)


def test_all_faults_are_counted_and_the_first_are_named():
    faults = Faults()
    for n in range(1_234):
        faults.add(f"regel {n}", "Fout.")
    with pytest.raises(FileRefused) as refused:
        faults.refuse_if_any()
    assert refused.value.words == "Er is niets ingelezen, want er zijn 1.234 fouten."
    assert (len(refused.value.faults), refused.value.not_named) == (200, 1_034)
