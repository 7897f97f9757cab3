"""The rules of a fund held to one application, one by one."""

from datetime import UTC, date, datetime

import pytest

from wijkwerk.domain.budgets.models import (
    AutomaticCheck,
    CategoryCeiling,
    Check,
    Criterion,
    CriterionGroup,
    EligibleKind,
    Intake,
    Outcome,
)
from wijkwerk.domain.budgets.operations import applications, checks, ledger
from wijkwerk.domain.budgets.operations.applications import Cost
from wijkwerk.domain.budgets.queries import applications as application_queries
from wijkwerk.domain.budgets.queries import checks as queries
from wijkwerk.domain.budgets.tests.application_factories import grant_to, make_application
from wijkwerk.domain.budgets.tests.fund_factories import (
    BY,
    TODAY,
    TUESDAY,
    make_category,
    make_fund,
    make_pot,
    make_round,
    make_rules,
)
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.foundation.access.policy import CLOCK

A, G, O = AutomaticCheck, CriterionGroup, Outcome  # noqa: E741 - stands in every line


def make_with(*criteria, work_areas=(), fund=None, also=None, **rules):
    """A fund with these criteria: (automatic check or words, group). `also` adds to the rules before they are fixed."""
    fund = fund or make_fund(work_areas=work_areas)
    made = make_rules(fund, state="draft", **rules)
    for order, (what, group) in enumerate(criteria):
        automatic = what if what in A.values else ""
        Criterion.objects.create(rule_set=made, group=group, order=order, words=str(what), automatic=automatic)
    if also is not None:
        also(made)
    made.state, made.published_at = "published", made.created_at
    made.save()
    return fund


def outcomes(application):
    return [each.outcome for each in queries.verdict_on(application).checks]


def one(check, area, *, fund=None, rules=None, **values):
    made = make_with((check, G.ALL), fund=fund, **rules or {})
    return queries.verdict_on(make_application(made, area, **values)).checks[0]


# ── Each by itself, with its edges ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("check", "rules", "values", "outcome"),
    [
        (A.APPLICANT_KIND, {"applicant_kinds": ["resident"]}, {}, O.MET),
        (A.APPLICANT_KIND, {"applicant_kinds": ["school"]}, {}, O.NOT_MET),
        (A.APPLICANT_KIND, {}, {}, O.MET),
        (A.ENOUGH_HOUSEHOLDS, {"least_applicants": 5}, {"households": 5}, O.MET),
        (A.ENOUGH_HOUSEHOLDS, {"least_applicants": 5}, {"households": 4}, O.NOT_MET),
        (A.ENOUGH_HOUSEHOLDS, {"least_applicants": 5}, {}, O.UNKNOWN),
        (A.ENOUGH_HOUSEHOLDS, {}, {}, O.MET),
        (A.AMOUNT_ABOVE_LEAST, {"least_per_application_cents": 25_000}, {}, O.MET),
        (A.AMOUNT_ABOVE_LEAST, {"least_per_application_cents": 25_001}, {}, O.NOT_MET),
        (A.AMOUNT_BELOW_CEILING, {"most_per_application_cents": 25_000}, {}, O.MET),
        (A.AMOUNT_BELOW_CEILING, {"most_per_application_cents": 24_999}, {}, O.NOT_MET),
        (A.AMOUNT_BELOW_CEILING, {"most_share_permille": 500}, {}, O.NOT_MET),
        (A.AMOUNT_BELOW_CEILING, {"most_share_permille": 500}, {"own_cents": 12_500}, O.MET),
        (A.AMOUNT_BELOW_CEILING, {"most_per_household_cents": 5_000}, {"households": 5}, O.MET),
        (A.AMOUNT_BELOW_CEILING, {"most_per_household_cents": 5_000}, {"households": 4}, O.NOT_MET),
        (A.OWN_SHARE, {"own_share_permille": 500}, {"own_cents": 12_500}, O.MET),
        (A.OWN_SHARE, {"own_share_permille": 500}, {"other_cents": 12_499}, O.NOT_MET),
        (A.BEFORE_START, {"before_start_days": 28}, {"from_day": date(2025, 4, 1)}, O.MET),
        (A.BEFORE_START, {"before_start_days": 28}, {"from_day": date(2025, 3, 31)}, O.NOT_MET),
        (A.BEFORE_START, {"before_start_days": 28}, {}, O.UNKNOWN),
        (A.BEFORE_START, {}, {"from_day": date(2025, 3, 3)}, O.NOT_MET),
        (A.WITHIN_YEAR, {}, {"from_day": date(2025, 12, 31)}, O.MET),
        (A.WITHIN_YEAR, {}, {"from_day": date(2025, 12, 31), "until_day": date(2026, 1, 1)}, O.NOT_MET),
        (A.WITHIN_YEAR, {}, {}, O.UNKNOWN),
        (A.IN_TIME, {}, {}, O.MET),
        (A.NOT_TOO_OFTEN, {"most_per_year": 1}, {}, O.MET),
        (A.NO_EARLIER_GRANT, {}, {}, O.MET),
        (A.POT_HAS_ROOM, {}, {}, O.NOT_MET),
    ],
)
def test_what_the_program_finds_out(municipality, maarswold, check, rules, values, outcome):
    assert one(check, maarswold, rules=rules, **values).outcome == outcome


def test_an_area_that_was_taken_out_of_the_fund_afterwards_does_not_match_any_more(municipality, maarswold):
    fund = make_with((A.AREA_MATCHES, G.ALL))
    application = make_application(fund, maarswold)
    assert outcomes(application) == [O.MET]
    fund.work_areas.set([make_work_area("Mussel")])
    assert outcomes(application) == [O.NOT_MET]


@pytest.mark.parametrize(
    ("group", "outcome", "told"),
    [
        (G.ALL, O.MET, "voldoet"),
        (G.NONE, O.MET, "niet het geval"),
        (G.NONE, O.NOT_MET, "wel het geval"),
        (G.NONE, O.UNKNOWN, "iemand beoordeelt dit"),
    ],
)
def test_what_may_not_be_the_case_is_told_as_such(group, outcome, told):
    assert queries.Checked(Criterion(words="Er wordt winst gemaakt", group=group), outcome).label == told


def test_the_sum_is_told_in_words(municipality, maarswold):
    told = one(A.AMOUNT_BELOW_CEILING, maarswold, rules={"most_share_permille": 500}).words
    assert told == (
        "€\xa0250,00 gevraagd; het meeste is €\xa0125,00 (deel van de kosten die meetellen: 50% van €\xa0250,00)"
    )


def test_in_time_is_of_its_round(municipality, maarswold):
    fund = make_with((A.IN_TIME, G.ALL), intake=Intake.ROUNDS)
    late = make_application(fund, maarswold)
    assert outcomes(late) == [O.UNKNOWN]
    make_round(fund)
    assert outcomes(make_application(fund, maarswold)) == [O.MET]


def test_costs_that_do_not_count_do_not_raise_what_can_be_given(municipality, maarswold):
    fund = make_with(
        (A.AMOUNT_BELOW_CEILING, G.ALL),
        also=lambda rules: EligibleKind.objects.create(rule_set=rules, words="Drank", is_eligible=False),
    )
    costs = [Cost("Bier", 5_000, EligibleKind.objects.get()), Cost("Eten", 20_000)]
    application = make_application(fund, maarswold, costs=costs)
    assert application_queries.most_for(application).cents == 20_000
    assert outcomes(application) == [O.NOT_MET]


def test_the_pot_and_the_category_have_room_to_the_cent(municipality, maarswold):
    fund = make_fund()
    sport = make_category(fund, "Sport")
    make_with(
        (A.POT_HAS_ROOM, G.ALL),
        (A.CATEGORY_HAS_ROOM, G.ALL),
        fund=fund,
        also=lambda rules: CategoryCeiling.objects.create(rule_set=rules, category=sport, most_cents=30_000),
    )
    pot = make_pot(fund)
    ledger.allot(pot, cents=25_000, reason="Begroting", **BY)
    fits = make_application(fund, maarswold, category=sport)
    assert outcomes(fits) == [O.MET, O.MET]
    assert outcomes(make_application(fund, maarswold, category=sport, asked_cents=25_001)) == [O.NOT_MET, O.MET]
    grant_to(make_application(fund, maarswold, category=sport), 5_001, pot=pot)
    assert outcomes(fits) == [O.MET, O.NOT_MET]
    assert outcomes(make_application(fund, maarswold, category=None)) == [O.MET, O.MET]


def test_who_got_enough_this_year_is_told_so(municipality, maarswold):
    fund = make_with((A.NOT_TOO_OFTEN, G.ALL), most_per_year=2, most_per_applicant_cents=60_000)
    pot = make_pot(fund)
    grant_to(make_application(fund, maarswold), 25_000, pot=pot)
    assert outcomes(make_application(fund, maarswold)) == [O.MET]
    assert outcomes(make_application(fund, maarswold, asked_cents=35_001)) == [O.NOT_MET]
    grant_to(make_application(fund, maarswold), 1_000, pot=pot)
    assert outcomes(make_application(fund, maarswold)) == [O.NOT_MET]
    assert outcomes(make_application(fund, maarswold, reply_address="jan@example.nl")) == [O.MET]


def test_earlier_grants_that_look_alike_are_shown_and_a_person_decides(municipality, maarswold):
    fund = make_with((A.NO_EARLIER_GRANT, G.ALL), look_back_years=3)
    pot = make_pot(fund)
    same_words = make_application(fund, maarswold, title="Buurtbarbecue in de Brugstraat", reply_address="a@example.nl")
    same_applicant = make_application(fund, maarswold, title="Kerstboom", place="Plein")
    make_application(fund, maarswold, title="Voetbal", place="Sportveld", reply_address="b@example.nl")
    old = make_application(fund, maarswold)
    for application, at in (
        (same_words, TUESDAY),
        (same_applicant, TUESDAY),
        (old, datetime(2022, 3, 3, tzinfo=UTC)),
    ):
        grant_to(application, 10_000, pot=pot, at=at)
    new = make_application(fund, maarswold)
    found = {each.grant.application: each.why for each in application_queries.similar_grants(new)}
    assert found == {same_words: ("place", "words"), same_applicant: ("applicant",)}
    assert outcomes(new) == [O.UNKNOWN]


def test_what_is_for_all_areas_is_held_beside_each_of_them(municipality, maarswold):
    fund = make_with()
    of_area = make_application(fund, maarswold)
    of_all = make_application(fund, None, place="", reply_address="jan@example.nl")
    assert application_queries.similar_open(of_area) == [(of_all, ("words",))]
    assert application_queries.similar_open(of_all) == [(of_area, ("words",))]


# ── Together ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("judged", "together"),
    [
        ({}, O.UNKNOWN),
        ({"alle": O.MET, "geen": O.MET}, O.UNKNOWN),
        ({"alle": O.MET, "geen": O.MET, "een": O.MET}, O.MET),
        ({"alle": O.MET, "geen": O.MET, "een": O.NOT_MET}, O.UNKNOWN),
        ({"alle": O.MET, "geen": O.MET, "een": O.NOT_MET, "of": O.NOT_MET}, O.NOT_MET),
        ({"alle": O.NOT_MET, "een": O.MET}, O.NOT_MET),
        ({"geen": O.NOT_MET}, O.NOT_MET),
    ],
)
def test_all_of_any_of_none_of(municipality, maarswold, judged, together):
    fund = make_with(("alle", G.ALL), ("een", G.ANY), ("of", G.ANY), ("geen", G.NONE))
    application = make_application(fund, maarswold)
    judge = make_coordinator(maarswold)
    for words, outcome in judged.items():
        checks.judge(application, Criterion.objects.get(words=words), outcome=outcome, by=judge, at=TUESDAY)
    assert queries.verdict_on(application).outcome == together


def test_more_than_one_of_any_can_be_asked(municipality, maarswold):
    fund = make_with(("een", G.ANY), ("twee", G.ANY), ("drie", G.ANY), least_of_any=2)
    application = make_application(fund, maarswold)
    judge = make_coordinator(maarswold)
    for words, outcome, together in (
        ("een", O.MET, O.UNKNOWN),
        ("twee", O.NOT_MET, O.UNKNOWN),
        ("drie", O.MET, O.MET),
        ("drie", O.NOT_MET, O.NOT_MET),
    ):
        checks.judge(application, Criterion.objects.get(words=words), outcome=outcome, by=judge, at=TUESDAY)
        assert queries.verdict_on(application).outcome == together


def test_without_criteria_all_is_well(municipality, maarswold):
    assert queries.verdict_on(make_application(make_with(), maarswold)).outcome == O.MET


# ── Judging, keeping ───────────────────────────────────────────────────────────────────────────────────────────────
def test_who_judges_otherwise_than_the_program_says_why_and_it_stays(municipality, maarswold):
    fund = make_with((A.AMOUNT_BELOW_CEILING, G.ALL), most_per_application_cents=10_000)
    application, judge = make_application(fund, maarswold), make_coordinator(maarswold)
    criterion = Criterion.objects.get()
    with pytest.raises(checks.SaysNotWhy):
        checks.judge(application, criterion, outcome=O.MET, by=judge, at=TUESDAY)
    checks.judge(application, criterion, outcome=O.MET, words="Uitzondering", by=judge, at=TUESDAY)
    applications.change(application, {"title": "Anders"}, by=CLOCK, at=TUESDAY)
    found = queries.verdict_on(application).checks[0]
    assert (found.outcome, found.words, found.by) == (O.MET, "Uitzondering", judge)
    checks.judge(application, criterion, outcome=O.UNKNOWN, by=judge, at=TUESDAY)
    found = queries.verdict_on(application).checks[0]
    assert (found.outcome, found.by) == (O.NOT_MET, None)


def test_a_rule_of_other_rules_is_not_judged(municipality, maarswold):
    application = make_application(make_with(("een", G.ALL)), maarswold)
    make_with(("ander", G.ALL), fund=make_fund("Ander"))
    with pytest.raises(checks.NotOneOfItsRules):
        checks.judge(
            application,
            Criterion.objects.get(words="ander"),
            outcome=O.MET,
            by=make_coordinator(maarswold),
            at=TUESDAY,
        )


def test_what_was_decided_keeps_its_checks_as_they_were(municipality, maarswold):
    fund = make_with((A.POT_HAS_ROOM, G.ALL))
    pot = make_pot(fund)
    ledger.allot(pot, cents=25_000, reason="Begroting", **BY)
    application = make_application(fund, maarswold)
    applications.close_as_decided(application, at=TUESDAY, ends_link=True)
    ledger.withdraw_allotment(pot, cents=25_000, reason="Toch niet", **BY)
    assert outcomes(application) == [O.MET]
    assert [check.outcome for check in Check.objects.filter(application=application)] == [O.MET]
    assert outcomes(make_application(fund, maarswold)) == [O.NOT_MET]


def test_an_application_is_judged_by_the_rules_of_its_own_day(municipality, maarswold):
    fund = make_with((A.AMOUNT_BELOW_CEILING, G.ALL), most_per_application_cents=25_000, valid_until=TODAY)
    make_with((A.AMOUNT_BELOW_CEILING, G.ALL), fund=fund, most_per_application_cents=10_000, valid_from=TODAY)
    old = make_application(fund, maarswold, received_on=date(2025, 3, 3))
    new = make_application(fund, maarswold)
    assert (outcomes(old), outcomes(new)) == ([O.MET], [O.NOT_MET])
