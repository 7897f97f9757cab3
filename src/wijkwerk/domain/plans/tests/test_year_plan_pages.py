"""The pages of the year plan: the board, each deed without a script, the tables and their documents."""

import io
from datetime import date

import odfdo
import openpyxl
import pytest
from pypdf import PdfReader

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.tests.factories import make_person, make_work_area, sign_in
from wijkwerk.domain.plans.example.year_plans import IN_2012, NORTH, SOUTH, make_example_year_plans
from wijkwerk.domain.plans.models import PlanMove, PlannedActivity, YearPlan
from wijkwerk.domain.plans.operations import year_plans as operations
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.tests.board_factories import BY, make_codes, make_year_plan, put
from wijkwerk.domain.plans.tests.factories import TUESDAY, make_coordinator


@pytest.fixture
def marit(maarswold, client):
    """The coordinator of Maarswold, signed in."""
    coordinator = make_coordinator(maarswold, name="Marit")
    sign_in(client, coordinator)
    return coordinator


@pytest.fixture
def codes(municipality):
    return make_codes()


@pytest.fixture
def plan(maarswold, codes):
    return make_year_plan()


@pytest.fixture
def row(plan):
    return plan.rows.get()


def words_of(answer):
    return answer.content.decode()


def test_the_board_shows_areas_by_months_and_who_has_too_much(client, marit, plan, row, codes):
    operations.set_limit(plan, load_limit=3, **BY)
    operations.change_row(row, coordinator=marit, tasks="V", **BY)
    put(row, codes["V"], 2, is_doubtful=True, words="<b>")
    page = words_of(client.get("/jaarplanning/2026/"))
    assert ("V? &lt;b&gt;" in page, "Te veel te doen" in page, "Maarswold" in page) == (True, True, True)


def test_the_board_of_this_year_or_the_nearest_is_opened(client, marit, plan):
    assert client.get("/jaarplanning/").url == "/jaarplanning/2026/"
    YearPlan.objects.all().delete()
    assert "Maak de eerste jaarplanning" in words_of(client.get("/jaarplanning/"))


def test_the_board_is_asked_for_one_coordinator_and_one_month(client, marit, plan, row, codes):
    put(row, codes["V"], 2, 4)
    operations.change_row(row, coordinator=marit, tasks="", **BY)
    shown = words_of(client.get(f"/jaarplanning/2026/?wie={marit.pk}&maand=3"))
    assert (shown.count('data-month="3"'), shown.count('data-month="2"')) == (2, 0)
    assert 'data-activity="' not in words_of(client.get("/jaarplanning/2026/?maand=7"))


def test_a_year_without_a_plan_is_not_found(client, marit):
    assert [client.get(f"/jaarplanning/{address}").status_code for address in ("2031/", "2031/tabellen/")] == [404] * 2


def test_a_deed_of_each_kind_goes_without_a_script(client, marit, plan, row, codes):
    base = f"/jaarplanning/rijen/{row.pk}"
    client.post(f"{base}/nieuw/", {"code": codes["V"].pk, "from_month": "2", "until_month": "3"})
    activity = PlannedActivity.objects.get()
    at = activity.get_absolute_url()
    client.post(f"{at}verplaatsen/", {"from_month": "4", "version": "1"})
    client.post(f"{at}duur/", {"from_month": "4", "until_month": "8", "version": "2"})
    client.post(f"{at}twijfel/", {"is_doubtful": "on", "version": "3"})
    client.post(f"{at}splitsen/", {"at_month": "6", "version": "4"})
    assert [(each.title, each.months) for each in PlannedActivity.objects.all()] == [
        ("V?", range(4, 6)),
        ("V?", range(6, 9)),
    ]
    changed = {"code": codes["PA"].pk, "from_month": "1", "until_month": "1", "version": "5", "words": "kort"}
    assert client.post(f"{at}wijzigen/", changed).url == "/jaarplanning/2026/"
    client.post(f"{PlannedActivity.objects.last().get_absolute_url()}weg/", {"version": "1"})
    assert [each.title for each in PlannedActivity.objects.all()] == ["PA26 kort"]
    client.post("/jaarplanning/2026/ongedaan/")
    assert PlannedActivity.objects.count() == 2
    move = PlanMove.objects.filter(verb="activity_changed").get()
    client.post(f"/jaarplanning/zetten/{move.pk}/ongedaan/")
    assert sorted(each.title for each in PlannedActivity.objects.all()) == ["V?", "V?"]
    page = words_of(client.get("/jaarplanning/2026/zetten/"))
    assert ("Marit maakte ongedaan: wijzigde een activiteit" in page, "ongedaan gemaakt" in page) == (True, True)


def test_the_page_of_an_activity_has_every_deed_for_who_plans_and_none_for_others(client, marit, plan, row, codes):
    activity = put(row, codes["V"], 2, 3)
    page = words_of(client.get(activity.get_absolute_url()))
    deeds = ["Wijzigen", "Een maand eerder", "Een maand later", "Nog niet zeker", "Haal weg", "Deel in tweeën"]
    assert [deed for deed in deeds if deed not in page] == []
    sign_in(client, make_coordinator(make_work_area("Mussel"), name="Jelle"))
    page = words_of(client.get(activity.get_absolute_url()))
    assert [deed for deed in deeds if deed in page] == []
    assert client.post(f"{activity.get_absolute_url()}weg/").status_code == 403


def test_what_is_refused_is_one_sentence_and_nothing_typed_is_lost(client, marit, plan, row, codes):
    put(row, codes["V"], 2)
    values = {"code": codes["V"].pk, "from_month": "2", "until_month": "1", "words": "bewaar mij"}
    page = words_of(client.post(f"/jaarplanning/rijen/{row.pk}/nieuw/", values))
    assert ("Kies maanden van dit jaar" in page, "bewaar mij" in page) == (True, True)
    again = words_of(client.post(f"/jaarplanning/rijen/{row.pk}/nieuw/", values | {"until_month": "2", "words": ""}))
    assert "Deze activiteit staat hier al" in again


def test_somebody_elses_change_meanwhile_is_shown_and_sent_again_it_is_kept(client, marit, plan, row, codes):
    activity = put(row, codes["V"], 2)
    operations.move_activity(activity, from_month=7, **BY)
    values = {"code": codes["V"].pk, "from_month": "3", "until_month": "3", "version": "1", "words": "mijn woorden"}
    page = words_of(client.post(f"{activity.get_absolute_url()}wijzigen/", values))
    assert ("Zo staat het er nu" in page, "juli 2026" in page, "mijn woorden" in page) == (True, True, True)
    assert client.post(f"{activity.get_absolute_url()}wijzigen/", values | {"version": "2"}).status_code == 302


def test_the_script_gets_the_board_and_what_happened_or_why_not(client, marit, plan, row, codes):
    activity = put(row, codes["V"], 2)
    at = f"{activity.get_absolute_url()}verplaatsen/"
    done = client.post(at, {"from_month": "5", "version": "1"}, headers={"X-Board": "1"})
    assert (done.status_code, 'data-told="V staat nu in Maarswold, mei 2026."' in words_of(done)) == (200, True)
    assert "<html" not in words_of(done)
    stale = client.post(at, {"from_month": "6", "version": "1"}, headers={"X-Board": "1"})
    assert (stale.status_code, "Iemand anders heeft dit intussen gewijzigd" in words_of(stale)) == (409, True)
    wrong = client.post(at, {"from_month": "99", "version": "2"}, headers={"X-Board": "1"})
    assert (wrong.status_code, PlannedActivity.objects.get().from_month) == (400, 5)


def test_an_activity_does_not_go_to_an_area_of_another(client, marit, plan, row, codes):
    make_work_area("Mussel")
    other = operations.make_year_plan(2026, **BY).rows.last()
    activity = put(row, codes["V"], 2)
    values = {"from_month": "2", "row": other.pk, "version": "1"}
    answer = client.post(f"{activity.get_absolute_url()}verplaatsen/", values, headers={"X-Board": "1"})
    assert (answer.status_code, PlannedActivity.objects.get().row) == (403, row)


HUGE = "9" * 30


def test_numbers_that_no_database_holds_are_not_found(client, marit, plan, row, codes):
    activity = put(row, codes["V"], 2).get_absolute_url()
    asked = [f"{HUGE}/", f"{HUGE}/tabellen/pdf/", f"rijen/{HUGE}/", f"activiteiten/{HUGE}/", f"codes/{HUGE}/"]
    found = [client.get(f"/jaarplanning/{address}").status_code for address in asked]
    found += [client.get(f"/stappen/{address}").status_code for address in (f"gebied/{HUGE}/", f"plans.vision/{HUGE}/")]
    assert found == [404] * 7
    values = {"from_month": "3", "row": HUGE, "version": HUGE}
    assert client.post(f"{activity}verplaatsen/", values, headers={"X-Board": "1"}).status_code == 400
    values = {"code": HUGE, "from_month": HUGE, "until_month": "-1", "code_year": HUGE}
    assert client.post(f"/jaarplanning/rijen/{row.pk}/nieuw/", values).status_code == 200
    assert client.get(f"/jaarplanning/2026/stand/?versie={HUGE}").status_code == 200
    assert client.get(f"/jaarplanning/2026/?wie={HUGE}&maand=13").status_code == 200
    assert client.get(f"/jaarplanning/rijen/{row.pk}/nieuw/?maand={HUGE}").status_code == 200
    assert client.get(f"/jaarplanning/nieuw/?jaar={HUGE}").status_code == 200


def test_who_looks_hears_what_somebody_else_did(client, marit, plan, row, codes):
    seen = YearPlan.objects.get().version
    put(row, codes["V"], 2, by=marit)
    put(row, codes["P"], 2, by=make_person("Jelle"))
    told = client.get(f"/jaarplanning/2026/stand/?versie={seen}").json()
    assert told == {"versie": seen + 2, "anderen": ["Jelle zette iets op het bord"]}
    assert client.get("/jaarplanning/2026/stand/?versie=x").json()["anderen"] == ["Jelle zette iets op het bord"]


def test_rows_years_codes_and_the_limit_have_their_pages(client, marit, plan, row, codes):
    values = {"coordinator": marit.pk, "tasks": "R, V en PA", "version": row.version}
    client.post(f"/jaarplanning/rijen/{row.pk}/wijzigen/", values)
    page = words_of(client.get(f"/jaarplanning/rijen/{row.pk}/"))
    assert ("R, V en PA" in page, "Marit" in page) == (True, True)
    assert "R, V en PA" in words_of(client.get(f"/jaarplanning/rijen/{row.pk}/wijzigen/"))
    client.post("/jaarplanning/2026/grens/", {"load_limit": "30"})
    client.post("/jaarplanning/2026/regel/", {"name": "Communicatiemiddelen"})
    client.post(
        "/jaarplanning/codes/nieuw/", {"code": "W", "name": "Wandeling", "tone": "ok", "weight": "2", "is_active": "on"}
    )
    client.post("/jaarplanning/nieuw/", {"year": "2027", "copies": "on"})
    plan = YearPlan.objects.get(year=2027)
    assert (plan.load_limit, [each.row.title for each in queries.board(plan).rows]) == (
        30,
        ["Maarswold", "Communicatiemiddelen"],
    )
    assert queries.board(plan).rows[0].tasks_words == "R, V en PA"
    code = queries.codes().last()
    assert (code.code, code.weight) == ("W", 2)
    client.post(f"/jaarplanning/codes/{code.pk}/", {"code": "W", "name": "Wijkwandeling", "tone": "ok", "weight": "3"})
    code.refresh_from_db()
    assert (code.name, code.weight, code.is_active) == ("Wijkwandeling", 3, False)
    assert "Wijkwandeling" in words_of(client.get("/jaarplanning/codes/"))


def test_a_new_area_is_told_and_put_on_the_board(client, marit, plan):
    make_work_area("Nieuw dorp")
    assert "Zet ze op het bord" in words_of(client.get("/jaarplanning/2026/"))
    client.post("/jaarplanning/2026/gebieden/")
    assert [row.title for row in plan.rows.all()] == ["Maarswold", "Nieuw dorp"]


# ── The documents ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def example(municipality, marit):
    for name in (NORTH, SOUTH):
        make_person(name)
    for row in IN_2012[:-1]:
        if row.name != "Maarswold":
            make_work_area(row.name, valid_from=date(2007, 5, 1))
    WorkArea.objects.filter(name="Maarswold").update(valid_from=date(2007, 5, 1))
    make_example_year_plans(municipality, at=TUESDAY)
    board = queries.board(YearPlan.objects.get(year=2012))
    return [queries.division_table(board), queries.months_table(board)]


def test_the_tables_read_the_same_on_the_page(client, example):
    page = words_of(client.get("/jaarplanning/2012/tabellen/"))
    for words in ("Uitvoering wijkplan<br>R, V, P, PA en E", "E, pilot wns (projectplan in B&amp;W)", "V?", "PA12"):
        assert words in page


def test_the_tables_read_the_same_in_both_spreadsheets(client, example):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/jaarplanning/2012/tabellen/xlsx/").content))
    document = odfdo.Document(io.BytesIO(client.get("/jaarplanning/2012/tabellen/ods/").content))
    for number, table in enumerate(example):
        page = book.worksheets[number]
        rows = list(page.iter_rows(min_row=2, max_row=2 + len(table.rows), values_only=True))
        wanted = [tuple(cell or None for cell in row) for row in (table.columns, *table.rows)]
        assert rows == wanted
        sheet = document.body.get_table(number)
        for at, row in enumerate((table.columns, *table.rows), start=1):
            assert [sheet.get_cell((place, at)).value or "" for place in range(len(row))] == list(row)


def test_the_tables_read_the_same_in_an_accessible_pdf(client, example):
    answer = client.get("/jaarplanning/2012/tabellen/pdf/")
    reader = PdfReader(io.BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")
    assert (answer["Content-Type"], reader.metadata.title) == ("application/pdf", "Jaarplanning 2012 Stadskanaal")
    for word in ("De Hagen / De Borgen / Vogelwijk", "PA13", "V?", "inloopbijeenkomsten", "De pilot wns heeft een"):
        assert word in words


def test_another_kind_of_document_is_not_there(client, marit, plan):
    assert client.get("/jaarplanning/2026/tabellen/docx/").status_code == 404
