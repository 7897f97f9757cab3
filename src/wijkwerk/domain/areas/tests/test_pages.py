"""Pages of areas: what everybody sees, and what an administrator does."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind
from wijkwerk.domain.areas.tests.asking import ADMINISTRATOR, COORDINATOR, VISITOR, ask
from wijkwerk.domain.areas.tests.factories import (
    BY,
    LONG_AGO,
    csv,
    make_address,
    make_area,
    make_buurten,
    make_work_area,
)
from wijkwerk.foundation.kit import clock

A, B, C = "BU00370000", "BU00370001", "BU00370002"


@pytest.fixture
def noord(municipality):
    make_area("GM0037", "Veenkanaal")
    make_buurten(3)
    return make_work_area("Noord", [A, B])


@pytest.fixture
def zuid(noord):
    return make_work_area("Zuid", [C])


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_sees_the_areas_on_a_map_and_in_a_list(noord, zuid):
    page = ask(reverse("areas:list")).text
    assert page.count(f'href="{noord.get_absolute_url()}"') == 2
    assert ">Zuid</text>" in page
    assert reverse("areas:keeping") not in page


def test_the_list_of_areas_costs_the_same_however_many_there_are(noord, django_assert_num_queries):
    with django_assert_num_queries(4):
        ask(reverse("areas:list"))
    make_work_area("Zuid", [C])
    with django_assert_num_queries(4):
        ask(reverse("areas:list"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Dorpsstraat 1", "Dorpsstraat 1, 9500 AA Veenkanaal ligt in"),
        ("Dorpsstraat", "Welk adres bedoelt u?"),
        ("9500 AA", "9500 AA ligt in"),
        ("Nergens 5", "“Nergens 5” is niet gevonden. Kies uw gebied op de kaart of in de lijst."),
        ("Verweg 7", "“Verweg 7, 9999 ZZ Elders” is niet gevonden."),
        ("Losse Steeg 9", "ligt wel in de gemeente, maar nog niet in een gebied."),
        ("<script>alert(1)</script>", "“&lt;script&gt;alert(1)&lt;/script&gt;” is niet gevonden."),
    ],
)
def test_an_address_says_in_which_area_it_lies(noord, words, answer):
    make_address("Dorpsstraat", 1)
    make_address("Dorpsstraat", 3)
    make_address("Verweg", 7, postcode="9999ZZ", place="Elders", lat=52.0)
    make_address("Losse Steeg", 9, postcode="9500AC", lon=6.925)
    page = ask(reverse("areas:list") + f"?adres={words}").text
    assert answer in " ".join(page.split())


def test_addresses_are_offered_while_somebody_types(noord):
    make_address("Dorpsstraat", 1)
    assert ask(reverse("areas:address_options") + "?adres=dorps").text == (
        '<option value="Dorpsstraat 1, 9500 AA Veenkanaal"></option>\n'
    )
    assert ask(reverse("areas:address_options")).text == "\n"


def test_the_page_of_an_area_says_what_it_consists_of(noord):
    page = ask(noord.get_absolute_url()).text
    assert "Buurt 0, Buurt 1" in page
    assert "Dit gebied beheren" not in page


def test_the_page_of_an_area_that_ended_says_in_what_it_lives_on(noord, zuid):
    today = clock.today()
    operations.end_work_area(noord, on=today, reason="Samen verder", successors=[zuid], **BY)
    page = ask(noord.get_absolute_url()).text
    assert "Dit gebied is er vandaag niet" in page
    assert "Samen verder" in page
    assert f'Het gaat verder als: <a class="nl-link" href="{zuid.get_absolute_url()}">Zuid</a>' in page
    assert "Buurt 0, Buurt 1" in page
    assert "Kwam voort uit" in ask(zuid.get_absolute_url()).text


def test_the_page_shows_figures_of_buurten_beside_the_municipality(noord):
    operations.import_figures(
        csv("code,aantal_inwoners,eenzaam", f"{A},1200,", f"{B},3,41.5", "GM0037,32013,45.9"), source="CBS"
    )
    page = ask(noord.get_absolute_url()).text
    assert "1.200" in page
    assert "32.013" in page
    assert "45,9%" in page
    assert "minder dan 5" in page
    assert "CBS" in page


def test_an_area_that_is_a_wijk_has_the_figures_of_that_wijk(municipality):
    make_area("WK003700", "Wijk Noord")
    make_buurten(7)
    work_area = make_work_area("Noord", [f"BU0037000{n}" for n in range(7)])
    names = [column.name for column in queries.figure_columns(work_area, clock.today())]
    assert names == ["Wijk Noord", "Veenkanaal"]


def test_many_buurten_that_are_no_wijk_have_no_figures_side_by_side(municipality):
    make_buurten(7)
    work_area = make_work_area("Noord", [f"BU0037000{n}" for n in range(6)])
    assert [column.name for column in queries.figure_columns(work_area, clock.today())] == ["Veenkanaal"]


def test_an_area_that_is_not_there_is_not_found(municipality):
    with pytest.raises(Http404):
        ask("/gebieden/99-weg/")


# ── For administrators ─────────────────────────────────────────────────────────────────────────────────────────────
KEEPING = ["keeping", "add_work_area", "join_work_areas", "file_imports"]
KEEPING_ONE = ["rename_work_area", "change_buurten", "split_work_area", "end_work_area"]


@pytest.mark.parametrize("name", [*KEEPING, *KEEPING_ONE])
def test_only_an_administrator_keeps_areas(noord, name):
    address = reverse(f"areas:{name}", args=[noord.pk] if name in KEEPING_ONE else [])
    assert ask(address, by=VISITOR).status_code == 302
    assert ask(address, by=COORDINATOR).status_code == 403
    assert ask(address, by=ADMINISTRATOR).status_code == 200


def test_the_list_names_buurten_without_an_area(noord):
    page = ask(reverse("areas:keeping"), by=ADMINISTRATOR).text
    assert "<p>Buurt 2</p>" in page


def test_an_area_is_made(noord):
    values = {"name": "Zuid", "kind": "dorp", "valid_from": "2024-01-01", "codes": [C]}
    response = ask(reverse("areas:add_work_area"), by=ADMINISTRATOR, post=values)
    made = WorkArea.objects.get(name="Zuid")
    assert response["Location"] == made.get_absolute_url()
    assert (made.kind, queries.work_area_of(C, clock.today())) == (WorkAreaKind.VILLAGE, made)


def test_what_is_refused_is_said_and_nothing_typed_is_lost(noord):
    values = {"name": "Noordrand", "kind": "wijk", "valid_from": "2024-01-01", "codes": [A]}
    page = ask(reverse("areas:add_work_area"), by=ADMINISTRATOR, post=values).text
    assert "Buurt BU00370000 hoort dan al bij Noord." in page
    assert 'value="Noordrand"' in page
    assert 'data-code="BU00370000"' in page


def test_an_area_is_renamed_and_two_at_once_are_told(noord):
    address = reverse("areas:rename_work_area", args=[noord.pk])
    values = {"name": "Noorderkwartier", "kind": "wijk", "seen": noord.version}
    assert ask(address, by=ADMINISTRATOR, post=values).status_code == 302
    page = ask(address, by=ADMINISTRATOR, post=values | {"name": "Anders"}).text
    assert "Iemand anders heeft dit gebied intussen gewijzigd." in page
    assert 'value="Anders"' in page
    noord.refresh_from_db()
    assert noord.name == "Noorderkwartier"


def test_an_area_gets_other_buurten(noord):
    values = {"codes": [B, C], "on": clock.today().isoformat(), "seen": noord.version}
    ask(reverse("areas:change_buurten", args=[noord.pk]), by=ADMINISTRATOR, post=values)
    assert [part.code for part in queries.parts_of(noord, clock.today())] == [B, C]


def test_areas_are_joined(noord, zuid):
    values = {"work_areas": [noord.pk, zuid.pk], "name": "Samen", "kind": "wijk", "reason": "Beter"}
    values["on"] = clock.today().isoformat()
    ask(reverse("areas:join_work_areas"), by=ADMINISTRATOR, post=values)
    assert [each.name for each in queries.work_areas(clock.today())] == ["Samen"]


def test_an_area_is_split(noord):
    values = {"name_one": "Noord", "name_two": "Noordrand", "codes": [B], "kind": "wijk", "reason": "Te groot"}
    values["on"] = clock.today().isoformat()
    ask(reverse("areas:split_work_area", args=[noord.pk]), by=ADMINISTRATOR, post=values)
    assert [each.name for each in queries.work_areas(clock.today())] == ["Noord", "Noordrand"]


def test_an_area_ends(noord, zuid):
    values = {"on": (clock.today() + timedelta(days=30)).isoformat(), "reason": "Op", "successors": [zuid.pk]}
    ask(reverse("areas:end_work_area", args=[noord.pk]), by=ADMINISTRATOR, post=values)
    noord.refresh_from_db()
    assert (noord.end_reason, list(noord.successors.all())) == ("Op", [zuid])


def test_a_reason_that_is_missing_is_asked_for(noord):
    page = ask(
        reverse("areas:end_work_area", args=[noord.pk]),
        by=ADMINISTRATOR,
        post={"on": clock.today().isoformat(), "reason": ""},
    ).text
    assert "Dit veld is verplicht" in page
    assert queries.work_areas(LONG_AGO).get() == noord
