from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.budgets.models import (
    AmountBand,
    ApplicantCeiling,
    CategoryCeiling,
    Committee,
    CostShare,
    Criterion,
    Fund,
    HouseholdBand,
    RuleSet,
    SizeClass,
)
from wijkwerk.domain.budgets.operations import funds, ledger, rules
from wijkwerk.domain.budgets.queries import funds as fund_queries
from wijkwerk.domain.budgets.queries import in_words
from wijkwerk.domain.budgets.queries import rules as rule_queries
from wijkwerk.domain.budgets.starting_points import StartingPoint
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_category, make_fund, make_pot, make_round, make_rules
from wijkwerk.domain.people.tests.factories import heading, make_holder, make_work_area, sign_in
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


@pytest.fixture
def treasurer(client, municipality):
    person = make_holder(Role.TREASURER, name="Olaf Pennings")
    sign_in(client, person)
    return person


def told(page):
    return [str(message) for message in page.context["messages"]]


def text_of(page):
    return page.content.decode()


def test_somebody_who_knows_nothing_sets_up_a_fund_with_its_rules_and_opens_it(client, treasurer):
    values = {"name": "Wijk aan Zet", "what_for": "Voor plannen.", "kind": "initiatives", "divided": "samen"}
    page = client.post(reverse("budgets:new_fund"), values, follow=True)
    fund = Fund.objects.get()
    assert heading(page) == "Wijk aan Zet instellen"
    page = client.post(
        reverse("budgets:start_rules", args=[fund.pk]), {"valid_from": clock.today().isoformat()}, follow=True
    )
    rules = RuleSet.objects.get()
    assert heading(page) == "Regels van Wijk aan Zet"
    add_term = reverse("budgets:add_term", args=[rules.pk, "vast"])
    page = client.post(add_term, {"words": "Geld voor het jaar", "cents": "86.000"}, follow=True)
    assert "Geld voor het jaar: €\u00a086.000,00." in text_of(page)
    client.post(reverse("budgets:publish_rules", args=[rules.pk]))
    allot = reverse("budgets:allot", args=[fund.pk])
    assert "€\u00a086.000,00" in text_of(client.get(allot))
    assert told(client.post(allot, follow=True)) == [f"Het geld van {clock.today().year} is verdeeld."]
    assert told(client.post(allot, follow=True)) == [
        "Er is niets te verdelen: elk gebied heeft al wat de regels zeggen."
    ]
    page = client.post(reverse("budgets:open_fund", args=[fund.pk]), follow=True)
    assert told(page) == ["Het budget is open. Inwoners kunnen aanvragen."]
    client.logout()
    page = client.get(fund.get_absolute_url())
    assert "Nog te besteden" in text_of(page)
    assert "Aanvragen kan nu, het hele jaar door." in text_of(page)


@pytest.mark.parametrize("example", StartingPoint.values)
def test_each_example_to_begin_with_can_be_published_as_it_is(client, treasurer, example):
    fund = make_fund()
    values = {"valid_from": clock.today().isoformat(), "example": example}
    page = client.post(reverse("budgets:start_rules", args=[fund.pk]), values, follow=True)
    assert "Het plan is goed voor de hele straat of buurt." in text_of(page)
    client.post(reverse("budgets:publish_rules", args=[RuleSet.objects.get().pk]))
    assert RuleSet.objects.get().is_published


def test_one_begins_with_an_example_or_with_a_copy(client, treasurer):
    fund = make_fund()
    values = {"valid_from": "2025-01-01", "example": "small", "copy_of": make_rules(fund).pk}
    page = client.post(reverse("budgets:start_rules", args=[fund.pk]), values)
    assert page.context["form"].errors == {
        "example": ["Kies een voorbeeld, of de regels van een budget; niet allebei."]
    }


def test_a_fund_is_found_by_what_it_is_for(client, treasurer):
    funds.make_fund(name="Aan de slag", purpose="Een straatfeest of buurttuin.", **BY)
    found = reverse("search") + "?q=buurttuin"
    assert "Aan de slag" in text_of(client.get(found))
    client.logout()
    assert "Aan de slag" not in text_of(client.get(found))


def test_every_part_of_a_draft_has_its_page(client, treasurer):
    rules = make_rules(make_fund(), Criterion(words="Voor de straat", group="any"), state="draft")
    for part in (
        "wie",
        "voorwaarden",
        "bedragen",
        "kosten",
        "tijd",
        "besluit",
        "verantwoorden",
        "verdelen",
        "toelichting",
    ):
        assert client.get(reverse("budgets:rule_part", args=[rules.pk, part])).status_code == 200
    assert client.get(reverse("budgets:rule_part", args=[rules.pk, "anders"])).status_code == 404


def test_what_is_typed_becomes_the_rules_in_plain_words(client, treasurer):
    rules = make_rules(make_fund(), state="draft")

    def fill_in(part, **values):
        page = client.post(reverse("budgets:rule_part", args=[rules.pk, part]), values, follow=True)
        assert told(page) == ["Bewaard."]

    fill_in("wie", applicant_kinds=["resident", "group"], least_applicants=5, look_back_years=3)
    fill_in("bedragen", most_per_application_cents="1.250,50", most_share_permille="37,5", when_short="first_come")
    fill_in("tijd", valid_from="2025-01-01", intake="rounds", before_start_days=28)
    fill_in(
        "besluit",
        decided_by="coordinator",
        decide_within=10,
        decide_unit="working",
        decide_from="received",
        complete_within=14,
        object_within=6,
    )
    fill_in("verantwoorden", advance_permille="80", justify_within=42, justify_above_cents="500", save_until_years=2)
    page = text_of(client.get(rules.get_absolute_url()))
    for line in (
        "Aanvragen kan door een inwoner of een groep inwoners.",
        "Er doen ten minste 5 huishoudens mee.",
        "Een aanvraag is voor ten hoogste €\u00a01.250,50.",
        "Wij geven ten hoogste 37,5% van de kosten die meetellen.",
        "Vraag aan ten minste 28 dagen voordat het begint.",
        "De wijkregisseur beslist.",
        "Er is een besluit binnen 10 werkdagen nadat de aanvraag binnen is.",
        "Wie geld krijgt, krijgt 80% meteen en de rest achteraf.",
        "Tot en met €\u00a0500,00 is vertellen genoeg.",
        "Boven dat bedrag horen er bonnen bij.",
        "Wat in het budget overblijft, mag 2 jaar worden gespaard.",
    ):
        assert line in page


def test_each_row_of_a_draft_is_changed_moved_and_taken_away(client, treasurer, maarswold):
    rules = make_rules(make_fund(), state="draft")
    for words in ("Eerst", "Daarna"):
        client.post(reverse("budgets:add_rule_row", args=[rules.pk, "voorwaarde"]), {"words": words, "group": "all"})
    first, second = rules.criteria.all()
    row = ["voorwaarde", second.pk]
    page = client.get(reverse("budgets:change_rule_row", args=row))
    assert page.context["form"].initial["words"] == "Daarna"
    client.post(reverse("budgets:change_rule_row", args=row), {"words": "Eerder", "group": "all"})
    client.post(reverse("budgets:move_rule_row", args=[*row, "omhoog"]))
    assert [each.words for each in rules.criteria.all()] == ["Eerder", "Eerst"]
    client.post(reverse("budgets:remove_rule_row", args=["voorwaarde", first.pk]))
    assert [each.words for each in rules.criteria.all()] == ["Eerder"]


def test_each_line_of_the_sum_is_changed_and_taken_away(client, treasurer, maarswold):
    rules = make_rules(make_fund(per_area=True), state="draft")
    values = {"words": "Grootte", "counting": "all", "year_is": "fixed", "reference_year": "2023", "years_before": ""}
    client.post(reverse("budgets:add_term", args=[rules.pk, "naar-grootte"]), values)
    term = rules.allotment.terms.get()
    assert (term.reference_year, term.year_of_figure(2030)) == (2023, 2023)
    client.post(reverse("budgets:add_term_row", args=[term.pk, "klasse"]), {"from_count": "0", "base_cents": "10"})
    size = term.classes.get()
    page = client.get(reverse("budgets:change_rule_row", args=["klasse", size.pk]))
    assert page.context["form"].initial["last_count"] is None
    values = {"from_count": "5", "last_count": "9", "base_cents": "20"}
    client.post(reverse("budgets:change_rule_row", args=["klasse", size.pk]), values)
    size.refresh_from_db()
    assert (size.from_count, size.until_count, size.base_cents) == (5, 10, 2_000)
    assert client.get(reverse("budgets:change_rule_row", args=["onderdeel", term.pk])).status_code == 200
    client.post(reverse("budgets:remove_rule_row", args=["klasse", size.pk]))
    client.post(reverse("budgets:remove_rule_row", args=["onderdeel", term.pk]))
    assert rules.allotment.terms.count() == 0
    assert client.get(reverse("budgets:change_rule_row", args=["anders", 1])).status_code == 404


def test_usual_points_are_added_at_once_and_each_stands_once(client, treasurer):
    rules = make_rules(make_fund(), state="draft")
    address = reverse("budgets:add_usual_criteria", args=[rules.pk])
    for _turn in range(2):
        client.post(address, {"checks": ["in_time", "own_share"]})
    assert [row.automatic for row in rules.criteria.all()] == ["in_time", "own_share"]


def test_a_fixed_day_to_justify_is_typed_as_people_write_it(client, treasurer):
    rules = make_rules(make_fund(), state="draft")
    address = reverse("budgets:rule_part", args=[rules.pk, "verantwoorden"])
    values = {"advance_permille": "100", "justify_within": 42, "save_until_years": 0}
    page = client.post(address, values | {"justify_on": "31-4"})
    assert page.context["form"].errors == {"justify_on": ["Dit is geen dag. Schrijf het zo: 1-4."]}
    client.post(address, values | {"justify_on": "1-4"})
    rules.refresh_from_db()
    assert (rules.justify_on_day, rules.justify_on_month) == (1, 4)
    assert "Uiterlijk op 1 april van het jaar erna" in text_of(client.get(rules.get_absolute_url()))
    assert client.get(address).context["form"].initial["justify_on"] == "1-4"


def test_a_class_is_typed_with_both_edges_and_one_that_overlaps_is_refused(client, treasurer):
    fund = make_fund(per_area=True)
    rules = make_rules(fund, state="draft")
    term = {"words": "Naar grootte", "counting": "all", "year_is": "before", "years_before": "1"}
    client.post(reverse("budgets:add_term", args=[rules.pk, "naar-grootte"]), term)
    add = reverse("budgets:add_term_row", args=[rules.allotment.terms.get().pk, "klasse"])
    client.post(add, {"from_count": "0", "last_count": "999", "base_cents": "2500"})
    page = client.post(add, {"from_count": "999", "last_count": "", "base_cents": "5000"})
    assert page.context["form"].errors == {
        "from_count": ["Deze klasse loopt door een andere klasse heen. Een aantal mag maar in één klasse vallen."]
    }
    client.post(add, {"from_count": "1000", "last_count": "", "base_cents": "5000", "rate": "0,4725"})
    assert list(SizeClass.objects.values_list("from_count", "until_count", "base_cents", "rate")) == [
        (0, 1000, 250_000, 0),
        (1000, None, 500_000, 4725),
    ]


def test_numbers_that_the_municipality_counted_itself_are_typed_per_area(client, treasurer):
    fund = make_fund(per_area=True)
    area = make_work_area("Maarswold")
    rules = make_rules(fund, state="draft", valid_from=date(2025, 1, 1))
    values = {"words": "Per inwoner", "rate": "1,25", "year_is": "before", "years_before": "1"}
    client.post(reverse("budgets:add_term", args=[rules.pk, "per-inwoner"]), values)
    term = rules.allotment.terms.get()
    page = client.post(
        reverse("budgets:type_figures", args=[term.pk, 2025]), {f"aantal-{area.pk}": "1234"}, follow=True
    )
    assert "1.234 inwoners (eigen telling op 1 januari 2024) × €\u00a01,25 = €\u00a01.542,50" in text_of(page)


def test_a_calendar_is_made_at_once_and_shown_to_everybody(client, treasurer):
    fund = make_fund()
    make_rules(fund, intake="rounds")
    values = {"closing_days": "1-3-2025\n1-9-2025", "opens_on": "2025-01-01", "decides_after_weeks": "6"}
    page = client.post(reverse("budgets:new_calendar", args=[fund.pk]), values, follow=True)
    assert told(page) == ["De rondes staan in de kalender."]
    assert [(str(each), each.decides_on) for each in fund.rounds.all()] == [
        ("Ronde 1, tot en met 1-3-2025", date(2025, 4, 12)),
        ("Ronde 2, tot en met 1-9-2025", date(2025, 10, 13)),
    ]
    client.logout()
    assert "Ronde 2" in text_of(client.get(reverse("budgets:rounds", args=[fund.pk])))


def test_the_round_that_is_open_stands_first_and_what_is_over_apart(client, municipality):
    fund = make_fund()
    make_rules(fund, intake="rounds")
    make_round(fund, "Eerder")
    make_round(fund, "Later", opens_at=datetime(2098, 1, 1, tzinfo=UTC), closes_at=datetime(2099, 1, 1, tzinfo=UTC))
    make_round(fund, "Nu", closes_at=datetime(2097, 1, 1, tzinfo=UTC))
    address = reverse("budgets:rounds", args=[fund.pk])
    shown = [[row.name for row in client.get(place).context["table"].rows] for place in (address, f"{address}?voorbij")]
    assert shown == [["Nu", "Later"], ["Eerder"]]


def test_a_day_that_is_no_day_is_asked_back(client, treasurer):
    page = client.post(
        reverse("budgets:new_calendar", args=[make_fund().pk]), {"closing_days": "31-2-2025", "opens_on": "2025-01-01"}
    )
    assert page.context["form"].errors == {"closing_days": ["“31-2-2025” is geen datum. Schrijf het zo: 1-3-2027."]}


def test_a_year_with_a_slip_is_asked_back(client, treasurer):
    fund = make_fund()
    days = {"name": "Voorjaar", "opens_on": "0205-01-01", "closes_on": "9999-12-31"}
    page = client.post(reverse("budgets:new_round", args=[fund.pk]), days)
    told = ["Controleer het jaar. Schrijf de datum als 31-12-2026."]
    assert page.context["form"].errors == {"opens_on": told, "closes_on": told}
    calendar = {"closing_days": "1-1-9999", "opens_on": "2025-01-01"}
    page = client.post(reverse("budgets:new_calendar", args=[fund.pk]), calendar)
    assert page.context["form"].errors == {"closing_days": ["“1-1-9999” is geen datum. Schrijf het zo: 1-3-2027."]}


def test_a_round_is_called_off_with_a_reason(client, treasurer):
    spring = make_round(make_fund())
    assert client.get(reverse("budgets:change_round", args=[spring.pk])).status_code == 200
    address = reverse("budgets:cancel_round", args=[spring.pk])
    assert client.post(address, {"reason": " "}).context["form"].errors == {"reason": ["Schrijf op waarom."]}
    page = client.post(address, {"reason": "Het geld is op."}, follow=True)
    assert "Het geld is op." in text_of(page)


def test_a_draft_is_seen_by_who_sets_it_up_alone(client, municipality):
    fund = make_fund(state="draft")
    rules = make_rules(fund)
    for address in (
        fund.get_absolute_url(),
        rules.get_absolute_url(),
        reverse("budgets:rule_sets", args=[fund.pk]),
        reverse("budgets:rounds", args=[fund.pk]),
    ):
        assert client.get(address).status_code == 404
    assert fund.name not in text_of(client.get(reverse("budgets:funds")))
    sign_in(client, make_holder(Role.TREASURER))
    assert client.get(fund.get_absolute_url()).status_code == 200


def test_a_mistake_in_published_rules_is_withdrawn_and_mended(client, treasurer):
    wrong = make_rules(make_fund(), least_applicants=9)
    address = reverse("budgets:withdraw_rules", args=[wrong.pk])
    assert address in text_of(client.get(wrong.get_absolute_url()))
    assert client.post(address, {"reason": " "}).context["form"].errors == {"reason": ["Schrijf op wat er niet klopt."]}
    page = client.post(address, {"reason": "Het waren er vijf.", "as_draft": "on"}, follow=True)
    draft = RuleSet.objects.get(state="draft")
    assert page.redirect_chain[-1][0] == draft.get_absolute_url()
    assert told(client.post(address, {"reason": "Nog eens."}, follow=True)) == []
    client.logout()
    page = text_of(client.get(wrong.get_absolute_url()))
    assert "Het waren er vijf." in page
    assert "Er doen ten minste 9 huishoudens mee." in page
    assert client.post(address, {"reason": "Ik ook."}).status_code == 302
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_rules_that_were_used_say_why_they_stay(client, treasurer, maarswold):
    rules = make_rules(make_fund(), valid_from=date(2020, 1, 1))
    make_application(rules.fund, maarswold)
    page = text_of(client.get(rules.get_absolute_url()))
    assert "Volgens deze regels is al aangevraagd." in page
    assert reverse("budgets:withdraw_rules", args=[rules.pk]) not in page


def test_what_is_missing_is_asked_on_its_own_page_when_rules_are_published(client, treasurer):
    rules = make_rules(make_fund(), state="draft", decided_by="committee")
    page = client.post(reverse("budgets:publish_rules", args=[rules.pk]), follow=True)
    assert heading(page) == "Wie beslist, en wanneer?"


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("plafond", {"most_per_application_cents": "0"}),
        ("plafond", {"costs_share_permille": "0"}),
        ("aanvrager", {"applicant_kind": "school", "most_per_application_cents": "0"}),
        ("aanvrager", {"applicant_kind": "school", "most_share_permille": "0"}),
    ],
)
def test_a_zero_by_which_nobody_gets_anything_is_asked_back(client, treasurer, row, values):
    fund = make_fund()
    rules = make_rules(fund, state="draft")
    values = values | {"category": make_category(fund).pk}
    page = client.post(reverse("budgets:add_rule_row", args=[rules.pk, row]), values)
    assert list(page.context["form"].errors.values()) == [
        ["Met 0 krijgt niemand iets. Laat het leeg als er geen grens is."]
    ]


def test_amounts_that_leave_nothing_are_asked_back(client, treasurer):
    rules = make_rules(make_fund(), state="draft")

    def errors(part, **values):
        return dict(client.post(reverse("budgets:rule_part", args=[rules.pk, part]), values).context["form"].errors)

    zero = ["Met 0 krijgt niemand iets. Laat het leeg als er geen grens is."]
    most = ("most_per_application_cents", "most_per_household_cents", "most_share_permille")
    assert errors("bedragen", when_short="lot", **dict.fromkeys(most, "0")) == dict.fromkeys(most, zero)
    who = {"least_applicants": 1, "look_back_years": 3, "most_per_applicant_cents": "0"}
    assert errors("wie", **who) == {"most_per_applicant_cents": zero}
    turned = {"least_per_application_cents": "500", "most_per_application_cents": "499,99", "when_short": "lot"}
    assert errors("bedragen", **turned) == {
        "most_per_application_cents": ["Dit is minder dan iemand ten minste vraagt."]
    }


def test_the_money_of_a_fund_in_rounds_is_that_of_its_first_round(client, treasurer):
    fund, year = make_fund(), clock.today().year + 1
    make_rules(fund, intake="rounds")
    steps = reverse("budgets:set_up_fund", args=[fund.pk])
    assert "De regels vragen om rondes, en er komt er geen." in text_of(client.get(steps))
    now = clock.now()
    make_round(fund, opens_at=now, closes_at=now.replace(year=year, month=3, day=1), decides_on=None)
    page = text_of(client.get(steps))
    assert "1 ronde is nog niet voorbij" in page
    assert f"Er is nog geen geld voor {year}." in page
    ledger.allot(make_pot(fund, year), cents=700, **BY)
    assert f"Beschikbaar in {year}" in text_of(client.get(fund.get_absolute_url()))


def test_bounds_in_steps_say_what_holds_below_the_first(municipality):
    rules = make_rules(
        make_fund(),
        CostShare(above_cents=50_000, share_permille=600),
        HouseholdBand(from_households=5, most_cents=150_000),
        committee=Committee.objects.create(name="Adviescommissie Noord", quorum=1),
        committee_role="advises",
    )
    assert in_words.how_much(rules)[:4] == [
        "Van de kosten die meetellen tot en met €\u00a0500,00 geven wij 100%.",
        "Van de kosten die meetellen boven €\u00a0500,00 geven wij 60%.",
        "Doen er 5 of meer huishoudens mee, dan is het ten hoogste €\u00a01.500,00.",
        "Doen er minder dan 5 huishoudens mee, dan geven wij niets.",
    ]
    assert in_words.decision(rules)[0] == "De wijkregisseur beslist; de adviescommissie Noord geeft eerst advies."


def test_money_without_a_formula_is_filled_in_by_hand(client, treasurer):
    fund, year = make_fund(per_area=True), clock.today().year
    make_work_area("Maarswold")
    allot = reverse("budgets:allot", args=[fund.pk])
    assert "nog geen regels vastgesteld" in text_of(client.get(allot))
    make_rules(fund)
    address = reverse("budgets:begin_year", args=[fund.pk, year])
    assert address in text_of(client.get(allot))
    for _turn in range(2):
        page = client.post(address, follow=True)
    assert page.redirect_chain[-1][0] == f"{reverse('budgets:ledger', args=[fund.pk])}?jaar={year}"
    assert [(pot.year, str(pot.work_area)) for pot in fund.pots.all()] == [(year, "Maarswold")]
    assert client.post(reverse("budgets:begin_year", args=[fund.pk, 1989])).status_code == 404
    of_all = make_fund("Samen")
    page = client.post(reverse("budgets:begin_year", args=[of_all.pk, year]), follow=True)
    assert heading(page) == "Geld toewijzen"
    values = {"cents": "60.000", "reason": "Begroting"}
    client.post(page.redirect_chain[-1][0], values)
    assert "€\u00a060.000,00" in text_of(client.get(of_all.get_absolute_url()))


def test_a_fund_that_was_begun_in_vain_is_thrown_away_and_one_that_is_used_is_not(client, treasurer):
    funds.make_fund(name="Kan weg", purpose="Iets.", **BY)
    vain = Fund.objects.get()
    make_rules(vain, CategoryCeiling(category=make_category(vain), most_cents=5), state="draft")
    make_round(vain)
    used = make_fund("Blijft", state="draft")
    make_rules(used)
    page = client.post(reverse("budgets:remove_fund", args=[vain.pk]), follow=True)
    assert told(page) == ["“Kan weg” is weg."]
    assert vain.get_absolute_url() not in text_of(client.get(reverse("search") + "?q=weg"))
    page = client.post(reverse("budgets:remove_fund", args=[used.pk]), follow=True)
    assert told(page) == ["Dit budget was al open, of heeft al vastgestelde regels of geld. Het kan niet meer weg."]
    assert "Gooi dit budget weg" not in text_of(page)
    assert list(Fund.objects.all()) == [used]


def test_what_may_be_a_slip_is_told_to_who_writes_the_rules(client, treasurer):
    rules = make_rules(
        make_fund(),
        AmountBand(above_cents=50_000, decided_by="alderman"),
        ApplicantCeiling(applicant_kind="school", most_per_application_cents=9_999),
        decide_from="closing",
        least_per_application_cents=10_000,
        most_per_application_cents=50_000,
    )
    no_rounds, never, too_little = rule_queries.oddities(rules)
    assert no_rounds.startswith("De tijd om te beslissen begint na een sluitingsdatum, maar er zijn geen rondes.")
    assert never == "Boven €\u00a0500,00 komt niemand: een aanvraag is voor ten hoogste €\u00a0500,00."
    assert too_little.endswith("is het hoogste bedrag minder dan wat iemand ten minste vraagt (€\u00a0100,00).")
    assert "komt niemand" in text_of(client.get(rules.get_absolute_url()))
    client.logout()
    assert "komt niemand" not in text_of(client.get(rules.get_absolute_url()))


def test_what_was_allotted_already_is_told(client, treasurer):
    fund, year = make_fund(), clock.today().year
    draft = make_rules(fund, state="draft")
    rules.add_term(draft, kind="fixed", words="Geld voor het jaar", cents=5_000, **BY)
    rules.publish_rules(draft, **BY)
    allot = reverse("budgets:allot", args=[fund.pk])
    assert "Verdeel dit geld" in text_of(client.get(allot))
    client.post(allot)
    page = text_of(client.get(allot))
    assert f"Dit is al verdeeld: het staat in het budget van {year}." in page
    assert "Verdeel dit geld" not in page
    assert client.get(f"{allot}?jaar=020001").status_code == 200


def test_a_fund_of_next_year_says_so_and_its_money_is_that_of_next_year(client, treasurer):
    fund, year = make_fund(), clock.today().year + 1
    make_rules(fund, valid_from=date(year, 1, 1))
    page = text_of(client.get(fund.get_absolute_url()))
    assert f"Aanvragen kan vanaf 1 januari {year}." in page
    assert f"De regels vanaf 1 januari {year}" in page
    assert f"Er is nog geen geld voor {year}." in text_of(client.get(reverse("budgets:set_up_fund", args=[fund.pk])))
    assert heading(client.get(reverse("budgets:allot", args=[fund.pk]))) == f"Geld verdelen in {year}"


def test_published_rules_have_no_page_to_change_them(client, treasurer):
    rules = make_rules(make_fund())
    assert client.get(reverse("budgets:rule_part", args=[rules.pk, "wie"])).url == rules.get_absolute_url()
    page = client.post(reverse("budgets:publish_rules", args=[rules.pk]), follow=True)
    assert told(page) == [
        "Deze regels zijn vastgesteld en veranderen niet meer. Maak nieuwe regels die vanaf een dag gelden."
    ]


def test_the_page_of_a_fund_tells_what_is_left_per_area_and_who_has_own_rules(client, maarswold):
    fund = make_fund(per_area=True)
    make_rules(fund)
    make_rules(fund, work_area=maarswold)
    year = clock.today().year
    ledger.allot(make_pot(fund, year, work_area=maarswold), cents=123_456, **BY)
    page = text_of(client.get(fund.get_absolute_url()))
    assert page.count("€\u00a01.234,56") == 4
    assert "Gebieden met eigen regels" in page


def test_rules_that_come_and_years_that_were_are_one_step_away(client, municipality):
    fund, year = make_fund(), clock.today().year
    make_rules(fund, valid_until=date(year + 1, 1, 1))
    later = make_rules(fund, valid_from=date(year + 1, 1, 1))
    for each, cents in ((year, 100), (year - 1, 700)):
        ledger.allot(make_pot(fund, each), cents=cents, **BY)
    page = text_of(client.get(fund.get_absolute_url()))
    assert later.get_absolute_url() in page
    assert "€\u00a01,00" in page
    assert "€\u00a07,00" in text_of(client.get(f"{fund.get_absolute_url()}?jaar={year - 1}"))


def test_a_plan_for_the_whole_municipality_goes_to_a_fund_with_one_pot(municipality):
    one, per_area = make_fund("A"), make_fund("B", per_area=True)
    for each in (one, per_area):
        make_rules(each)
    assert fund_queries.open_to_applications(clock.now(), None) == [one]


def test_a_list_of_three_funds_asks_no_more_than_one_of_one(client, municipality):
    def make(name):
        fund = make_fund(name)
        make_rules(fund, intake="rounds")
        make_round(fund, closes_at=clock.now().replace(year=2099))

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("budgets:funds")).status_code == 200
        return len(asked)

    make("A")
    client.get(reverse("budgets:funds"))
    with_one = questions()
    make("B")
    make("C")
    assert questions() == with_one


def test_who_is_late_reads_when_the_next_round_begins(client, municipality):
    fund = make_fund()
    make_rules(fund, intake="rounds")
    make_round(fund, name="Later", opens_at=clock.now().replace(year=2099), closes_at=clock.now().replace(year=2100))
    assert "De volgende ronde begint op" in text_of(client.get(fund.get_absolute_url()))
