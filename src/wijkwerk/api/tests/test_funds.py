"""Funds for machines: what is read can be sent again, and every deed of the pages is there."""

from datetime import date

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import (
    AmountBand,
    BodyKindAmount,
    CategoryCeiling,
    Committee,
    Criterion,
    EligibleKind,
    Fund,
    RuleSet,
    SizeClass,
)
from wijkwerk.domain.budgets.operations import rules
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_category, make_fund, make_round, make_rules
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.access.roles import Role

ADDRESS = "/api/v1/budgetten"


@pytest.fixture
def key(municipality):
    return bearer(make_key(Role.TREASURER))


def send(client, address, data, key, method="post"):
    return getattr(client, method)(address, data, content_type="application/json", headers=key)


def test_everybody_reads_which_funds_there_are_and_who_sets_them_up_the_drafts_too(client, key):
    fund = make_fund("Open")
    make_rules(fund)
    draft = make_fund("Concept", state="draft")
    rows = client.get(ADDRESS).json()["resultaten"]
    assert [(row["naam"], row["aanvragenKan"], row["stand"]) for row in rows] == [("Open", True, "open")]
    assert [row["naam"] for row in client.get(ADDRESS, headers=key).json()["resultaten"]] == ["Concept", "Open"]
    assert client.get(f"{ADDRESS}/{draft.pk}").status_code == 404
    assert client.get(f"{ADDRESS}/{draft.pk}", headers=key).status_code == 200


def test_a_fund_is_set_up_opened_and_given_money_without_a_page(client, key):
    made = send(client, ADDRESS, {"naam": "Wijk aan Zet", "doel": "Voor plannen."}, key).json()
    number = made["nummer"]
    assert (made["stand"], made["soort"]) == ("concept", "initiatieven")
    content = {
        "wieBeslist": "wijkregisseur",
        "aanvraagMaximumCenten": 250_000,
        "voorwaarden": [{"tekst": "Goed voor de straat"}, {"tekst": "Winst maken", "groep": "geen"}],
        "verdeling": {"onderdelen": [{"naam": "Geld voor het jaar", "soort": "vast", "centen": 8_600_000}]},
    }
    written = send(client, f"{ADDRESS}/{number}/regels", {"geldigVanaf": "2025-01-01", "inhoud": content}, key).json()
    assert written["stand"] == "concept"
    rules_address = f"/api/v1/budgetregels/{written['nummer']}"
    assert send(client, f"{rules_address}/vaststelling", {}, key).json()["stand"] == "vastgesteld"
    assert send(client, f"{ADDRESS}/{number}/verdeling/2025", {}, key).json()["totaalCenten"] == 8_600_000
    assert send(client, f"{ADDRESS}/{number}/openstelling", {}, key).json()["stand"] == "open"
    pots = client.get(f"{ADDRESS}/{number}?jaar=2025").json()["potten"]
    assert [(pot["werkgebiedNummer"], pot["overCenten"]) for pot in pots] == [(None, 8_600_000)]
    assert send(client, f"{ADDRESS}/{number}/sluiting", {}, key).json()["stand"] == "gesloten"


def test_rules_that_were_read_can_be_sent_to_another_fund(client, key, maarswold):
    fund = make_fund(per_area=True)
    committee = Committee.objects.create(name="Noord", quorum=1)
    draft = make_rules(
        fund,
        Criterion(words="Voor de straat", group="any"),
        CategoryCeiling(category=make_category(fund), most_cents=5),
        EligibleKind(words="Eten", counts_permille=500),
        AmountBand(above_cents=9, decided_by="committee", committee=committee, committee_role="decides"),
        state="draft",
        applicant_kinds=["group"],
        intake="rounds",
    )
    term = rules.add_term(draft, kind="size_class", words="Voet", figure_month=7, **BY)
    rules.add_term_row(term, SizeClass, from_count=0, until_count=10, base_cents=5, **BY)
    kinds = rules.add_term(draft, kind="by_body_kind", words="Soort", **BY)
    rules.add_term_row(kinds, BodyKindAmount, words="Dorp", work_areas=[maarswold], base_cents=7, **BY)
    rules.publish_rules(draft, **BY)
    read = client.get(f"{ADDRESS}/{fund.pk}/geldende-regels").json()
    other = make_fund("Ander")
    sent = send(client, f"{ADDRESS}/{other.pk}/regels", {"geldigVanaf": "2025-01-01", "inhoud": read["inhoud"]}, key)
    assert sent.status_code == 201
    assert sent.json()["inhoud"] == read["inhoud"]
    assert sent.json()["inWoorden"] == read["inWoorden"]


def test_a_draft_is_written_anew_and_what_is_published_is_not(client, key):
    fund = make_fund()
    draft = make_rules(fund, Criterion(words="Oud"), state="draft")
    address = f"/api/v1/budgetregels/{draft.pk}"
    data = {"versie": draft.version, "geldigVanaf": "2025-02-01", "inhoud": {"voorwaarden": [{"tekst": "Nieuw"}]}}
    written = send(client, address, data, key, "put").json()
    assert [row["tekst"] for row in written["inhoud"]["voorwaarden"]] == ["Nieuw"]
    assert written["geldigVanaf"] == "2025-02-01"
    assert send(client, address, data, key, "put").status_code == 409
    send(client, f"{address}/vaststelling", {}, key)
    assert send(client, address, data | {"versie": written["versie"] + 1}, key, "put").json()["code"] == "RulesAreFixed"
    assert client.delete(address, headers=key).status_code == 409


def test_a_mistake_in_published_rules_is_withdrawn(client, key):
    wrong = make_rules(make_fund(), Criterion(words="Verkeerd"))
    address = f"/api/v1/budgetregels/{wrong.pk}/intrekking"
    assert send(client, address, {"reden": " "}, key).json()["code"] == "WithdrawnWithoutReason"
    done = send(client, address, {"reden": "Een tikfout.", "alsConcept": True}, key).json()
    assert (done["ingetrokken"]["stand"], done["ingetrokken"]["ingetrokkenOmdat"]) == ("ingetrokken", "Een tikfout.")
    assert (done["concept"]["stand"], done["concept"]["ingetrokkenOmdat"]) == ("concept", "")
    assert done["concept"]["inhoud"] == done["ingetrokken"]["inhoud"]
    assert send(client, address, {"reden": "Nog eens."}, key).status_code == 409


def test_a_draft_that_was_begun_in_vain_is_thrown_away(client, key):
    vain, used = make_fund("A", state="draft"), make_fund("B")
    assert client.delete(f"{ADDRESS}/{vain.pk}", headers=key).status_code == 204
    assert client.delete(f"{ADDRESS}/{used.pk}", headers=key).json()["code"] == "FundIsUsed"
    assert list(Fund.objects.all()) == [used]


def test_a_year_without_a_formula_begins_with_empty_pots(client, key):
    fund = make_fund()
    begun = send(client, f"{ADDRESS}/{fund.pk}/jaren/2026", {}, key).json()
    assert [(begun["jaar"], pot["beschikbaarCenten"]) for pot in begun["potten"]] == [(2026, 0)]
    assert send(client, f"{ADDRESS}/{fund.pk}/jaren/1989", {}, key).status_code == 404


def test_rules_that_contradict_themselves_are_refused_whole(client, key):
    fund = make_fund()
    content = {"verdeling": {"minimumCenten": 10, "maximumCenten": 5}}
    refused = send(client, f"{ADDRESS}/{fund.pk}/regels", {"geldigVanaf": "2025-01-01", "inhoud": content}, key)
    assert (refused.status_code, refused.json()["code"]) == (400, "Clash")
    assert RuleSet.objects.count() == 0


def test_what_is_not_there_is_told(client, key):
    fund = make_fund()

    def refusal(content, **more):
        data = {"geldigVanaf": "2025-01-01", "inhoud": content} | more
        return send(client, f"{ADDRESS}/{fund.pk}/regels", data, key).json()["code"]

    assert refusal({"commissie": 99}) == "NoSuchCommittee"
    term = {"naam": "Per inwoner", "soort": "perInwoner", "kengetal": "bestaat_niet"}
    assert refusal({"verdeling": {"onderdelen": [term]}}) == "NoSuchFigure"
    assert refusal({}, werkgebied=99) == "NoSuchArea"


def test_rounds_are_planned_changed_and_called_off(client, key):
    fund = make_fund()
    days = {"sluitingsdata": ["2025-03-01", "2025-09-01"], "aanvragenVanaf": "2025-01-01", "inTranches": True}
    made = send(client, f"{ADDRESS}/{fund.pk}/kalender", days, key).json()["resultaten"]
    assert [(row["aanvragenTotEnMet"], row["tranchePromille"]) for row in made] == [
        ("2025-03-01", 500),
        ("2025-09-01", 500),
    ]
    address = f"/api/v1/budgetrondes/{made[0]['nummer']}"
    other = {"naam": "Voorjaar", "aanvragenVanaf": "2025-01-01", "aanvragenTotEnMet": "2025-02-01"}
    assert send(client, address, other, key, "put").json()["naam"] == "Voorjaar"
    assert send(client, f"{address}/afzegging", {"reden": "Op."}, key).json()["stand"] == "afgezegd"
    assert send(client, f"{address}/beslist", {}, key).status_code == 409
    last = f"/api/v1/budgetrondes/{made[1]['nummer']}"
    assert send(client, f"{last}/beslist", {}, key).json()["stand"] == "beslist"
    assert len(client.get(f"{ADDRESS}/{fund.pk}/rondes").json()["resultaten"]) == 2
    one = other | {"naam": "Najaar", "geldVanJaar": 2026}
    assert send(client, f"{ADDRESS}/{fund.pk}/rondes", one, key).json()["geldVanJaar"] == 2026


def test_own_counts_change_what_an_area_gets(client, key, maarswold):
    fund = make_fund(per_area=True)
    draft = make_rules(fund, state="draft")
    term = rules.add_term(draft, kind="per_inhabitant", words="Per inwoner", rate=100_00, **BY)
    address = f"/api/v1/verdeelonderdelen/{term.pk}/aantallen/2025"
    counts = {"aantallen": [{"werkgebied": maarswold.pk, "aantal": 40}]}
    sheet = send(client, address, counts, key, "put").json()
    assert (sheet["compleet"], sheet["totaalCenten"]) == (True, 4_000)
    rules.publish_rules(draft, **BY)
    assert client.get(f"{ADDRESS}/{fund.pk}/verdeling/2025", headers=key).json()["totaalCenten"] == 4_000


def test_categories_come_and_go(client, key):
    fund = make_fund()
    made = send(client, f"{ADDRESS}/{fund.pk}/soorten", {"naam": "Groen"}, key).json()
    address = f"/api/v1/budgetsoorten/{made['nummer']}"
    assert send(client, address, {"naam": "Groener"}, key, "put").json()["naam"] == "Groener"
    assert client.delete(address, headers=key).status_code == 204
    assert client.get(f"{ADDRESS}/{fund.pk}").json()["soorten"] == []


def test_an_area_stops_its_own_rules(client, key, maarswold):
    fund = make_fund()
    make_rules(fund)
    own = make_rules(fund, work_area=maarswold)
    ended = send(client, f"/api/v1/budgetregels/{own.pk}/einde", {"tot": "2030-01-01"}, key).json()
    assert ended["geldigTot"] == "2030-01-01"
    asked = f"{ADDRESS}/{fund.pk}/geldende-regels?werkgebied={maarswold.pk}&op=2030-01-01"
    assert client.get(asked).json()["werkgebiedNummer"] is None
    assert len(client.get(f"{ADDRESS}/{fund.pk}/regels").json()["resultaten"]) == 2
    assert client.get(f"/api/v1/budgetregels/{own.pk}").json()["nummer"] == own.pk


def test_a_fund_is_changed_as_it_was_read(client, key):
    fund, area = make_fund(), make_work_area("Elders")
    data = {"naam": "Anders", "doel": "Iets", "versie": fund.version, "werkgebieden": [area.pk]}
    assert send(client, f"{ADDRESS}/{fund.pk}", data, key, "put").json()["werkgebieden"] == [area.pk]
    assert send(client, f"{ADDRESS}/{fund.pk}", data, key, "put").status_code == 409


def test_nobody_else_sets_up_a_fund(client, municipality):
    fund = make_fund()
    make_round(fund)
    assert send(client, ADDRESS, {"naam": "A", "doel": "B"}, {}).status_code == 401
    coordinator = bearer(make_key(Role.COORDINATOR))
    assert send(client, ADDRESS, {"naam": "A", "doel": "B"}, coordinator).status_code == 403
    assert Fund.objects.count() == 1
    assert fund.rounds.get().decides_on == date(2025, 4, 15)
