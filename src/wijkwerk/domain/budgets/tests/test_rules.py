from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.db import DatabaseError, transaction

from wijkwerk.domain.budgets.models import (
    AllotmentTerm,
    AmountBand,
    ApplicantCeiling,
    Application,
    BodyKindAmount,
    Category,
    CategoryCeiling,
    Committee,
    CostShare,
    Criterion,
    EligibleKind,
    HouseholdBand,
    RuleSet,
    SizeClass,
)
from wijkwerk.domain.budgets.operations import applications, funds, rounds, rules
from wijkwerk.domain.budgets.queries import allotment, ceilings, fund_pages
from wijkwerk.domain.budgets.queries import funds as fund_queries
from wijkwerk.domain.budgets.queries import rounds as round_queries
from wijkwerk.domain.budgets.queries import rules as queries
from wijkwerk.domain.budgets.queries.ledger import stands_of
from wijkwerk.domain.budgets.tests.application_factories import make_application
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
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.journal import queries as journal

JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 1)


@pytest.fixture
def fund(municipality):
    return make_fund()


# ── Which rules hold ───────────────────────────────────────────────────────────────────────────────────────────────
def test_an_area_with_rules_of_its_own_is_held_to_these_alone(fund, maarswold):
    usual, own = make_rules(fund), make_rules(fund, work_area=maarswold, valid_from=date(2025, 1, 1))
    elsewhere = make_work_area("Elders")
    assert queries.rule_set_on(fund, work_area=maarswold, on=TODAY) == own
    assert queries.rule_set_on(fund, work_area=elsewhere, on=TODAY) == usual
    assert queries.rule_set_on(fund, work_area=maarswold, on=date(2024, 12, 31)) == usual


def test_a_day_without_rules_is_told(fund):
    make_rules(fund, valid_from=JULY)
    with pytest.raises(queries.NoRules):
        queries.rule_set_on(fund, work_area=None, on=TODAY)


def test_a_draft_holds_for_nobody(fund):
    make_rules(fund, state="draft")
    assert queries.find_rule_set(fund, work_area=None, on=TODAY) is None


def test_new_rules_end_those_before_them_on_their_first_day(fund):
    first = make_rules(fund)
    draft = rules.start_rules(fund, valid_from=JULY, copy_of=first, **BY)
    later = rules.publish_rules(draft, **BY)
    first.refresh_from_db()
    assert first.valid_until == JULY
    assert queries.rule_set_on(fund, work_area=None, on=date(2025, 6, 30)) == first
    assert queries.rule_set_on(fund, work_area=None, on=JULY) == later


def test_rules_never_begin_before_those_that_hold_already(fund):
    make_rules(fund, valid_from=JULY)
    draft = rules.start_rules(fund, valid_from=JULY, **BY)
    with pytest.raises(rules.BeginsTooEarly):
        rules.publish_rules(draft, **BY)


def test_own_rules_of_an_area_stop_and_the_usual_ones_hold_again(fund, maarswold):
    usual, own = make_rules(fund), make_rules(fund, work_area=maarswold)
    rules.end_rules(own, until=JULY, **BY)
    assert queries.rule_set_on(fund, work_area=maarswold, on=JULY) == usual
    with pytest.raises(rules.NotOfAnArea):
        rules.end_rules(usual, until=JULY, **BY)


def test_there_is_one_draft_at_a_time(fund, maarswold):
    rules.start_rules(fund, valid_from=JULY, **BY)
    rules.start_rules(fund, valid_from=JULY, work_area=maarswold, **BY)
    with pytest.raises(rules.DraftIsThere):
        rules.start_rules(fund, valid_from=AUGUST, **BY)


# ── Published stays ────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_published_is_not_changed_by_any_deed(fund):
    published = make_rules(fund, Criterion(words="Voor de straat"))
    for deed in (
        lambda: rules.change_rules(published, least_applicants=9, **BY),
        lambda: rules.add_row(published, Criterion, words="Nog iets", **BY),
        lambda: rules.remove_row(published.criteria.get(), **BY),
        lambda: rules.set_allotment(published, least_cents=1, **BY),
        lambda: rules.remove_draft(published, **BY),
    ):
        with pytest.raises(rules.RulesAreFixed):
            deed()


def test_the_database_itself_refuses_to_change_what_is_published(fund):
    draft = make_rules(fund, Criterion(words="Voor de straat"), state="draft")
    term = rules.add_term(draft, kind="size_class", words="Grootte", **BY)
    rules.add_term_row(term, SizeClass, from_count=0, base_cents=100, **BY)
    kinds = rules.add_term(draft, kind="by_body_kind", words="Soort", **BY)
    village = rules.add_term_row(kinds, BodyKindAmount, words="Dorp", base_cents=7, **BY)
    published = rules.publish_rules(draft, **BY)
    for deed in (
        lambda: village.work_areas.add(make_work_area("Mussel")),
        lambda: RuleSet.objects.filter(pk=published.pk).update(least_applicants=9),
        lambda: RuleSet.objects.filter(pk=published.pk).update(state="draft", published_at=None),
        lambda: Criterion.objects.update(words="Anders"),
        lambda: Criterion.objects.all().delete(),
        lambda: Criterion.objects.create(rule_set=published, words="Nog iets"),
        lambda: AllotmentTerm.objects.update(cents=5),
        lambda: SizeClass.objects.update(base_cents=5),
        lambda: SizeClass.objects.create(term=term, from_count=9),
    ):
        with pytest.raises(DatabaseError, match="published_rules_stay"), transaction.atomic():
            deed()
    RuleSet.objects.filter(pk=published.pk).update(valid_until=JULY)


# ── A mistake in what is published ─────────────────────────────────────────────────────────────────────────────────
def withdraw(rule_set, **more):
    done = rules.withdraw_rules(rule_set, reason="Verkeerd bedrag.", **more, **BY)
    rule_set.refresh_from_db()
    return done


def test_rules_that_nobody_met_are_withdrawn_with_a_reason_and_stay_to_be_read(fund):
    wrong = make_rules(fund, Criterion(words="Voor de straat"))
    done = withdraw(wrong)
    assert (done.draft, wrong.is_withdrawn, wrong.withdrawn_because) == (None, True, "Verkeerd bedrag.")
    assert queries.find_rule_set(fund, work_area=None, on=TODAY) is None
    assert [row.words for row in wrong.criteria.all()] == ["Voor de straat"]
    assert fund_pages.rule_sets_of(fund, with_drafts=False) == [wrong]
    assert [entry.verb for entry in journal.entries_about(wrong)] == ["rules.withdrawn"]
    with pytest.raises(rules.NotPublished):
        withdraw(wrong)


def test_withdrawn_rules_become_a_draft_that_begins_on_the_same_day(fund, maarswold):
    draft = rules.start_rules(fund, valid_from=TODAY, work_area=maarswold, **BY)
    wrong = rules.publish_rules(rules.change_rules(draft, least_applicants=4, **BY), **BY)
    again = withdraw(wrong, as_draft=True).draft
    assert (again.is_draft, again.least_applicants, again.valid_from) == (True, 4, TODAY)
    assert (again.work_area, again.withdrawn_at, again.withdrawn_because) == (maarswold, None, "")
    assert rules.publish_rules(again, **BY).is_published


def test_what_held_before_holds_as_it_did_when_the_rules_after_it_are_withdrawn(fund, maarswold):
    usual, own = make_rules(fund), make_rules(fund, work_area=maarswold)
    rules.end_rules(own, until=AUGUST, **BY)
    for before, area, end in ((usual, None, None), (own, maarswold, AUGUST)):
        draft = rules.start_rules(fund, valid_from=JULY, work_area=area, **BY)
        wrong = rules.publish_rules(draft, **BY)
        before.refresh_from_db()
        assert before.valid_until == JULY
        withdraw(wrong)
        before.refresh_from_db()
        assert before.valid_until == end
    assert queries.rule_set_on(fund, work_area=maarswold, on=JULY) == own
    assert queries.rule_set_on(fund, work_area=maarswold, on=AUGUST) == usual


def test_the_last_rules_are_withdrawn_first(fund):
    first = make_rules(fund)
    last = rules.publish_rules(rules.start_rules(fund, valid_from=JULY, **BY), **BY)
    with pytest.raises(rules.LaterRulesStand):
        withdraw(first)
    withdraw(last)
    assert withdraw(first).rule_set.is_withdrawn


def test_rules_by_which_somebody_applied_or_money_was_allotted_stay(fund, maarswold):
    applied = make_rules(fund)
    application = make_application(fund, maarswold)
    allotting = make_fund("Verdeeld")
    draft = make_rules(allotting, state="draft")
    rules.add_term(draft, kind="fixed", words="Geld voor het jaar", cents=5_000, **BY)
    allotted = rules.publish_rules(draft, **BY)
    funds.allot_year(allotting, year=2025, **BY)
    for used, refusal in ((applied, rules.AppliedByThem), (allotted, rules.AllottedByThem)):
        with pytest.raises(refusal):
            withdraw(used)
        with pytest.raises(DatabaseError, match="rules_that_were_used_stay"), transaction.atomic():
            RuleSet.objects.filter(pk=used.pk).update(state="withdrawn", withdrawn_at=TUESDAY, withdrawn_because="x")
    assert application.rule_set == applied


def test_no_rules_are_withdrawn_without_a_reason(fund):
    with pytest.raises(rules.WithdrawnWithoutReason):
        rules.withdraw_rules(make_rules(fund), reason=" ", **BY)


def test_the_database_lets_nothing_go_by_rules_that_are_not_published_and_keeps_what_was_withdrawn(fund, maarswold):
    wrong = make_rules(fund, Criterion(words="Voor de straat"))
    withdraw(wrong)
    with pytest.raises(DatabaseError, match="published_rules_stay"), transaction.atomic():
        RuleSet.objects.filter(pk=wrong.pk).update(state="published", withdrawn_at=None, withdrawn_because="")
    with pytest.raises(DatabaseError, match="published_rules_stay"), transaction.atomic():
        Criterion.objects.filter(rule_set=wrong).update(words="Anders")
    with pytest.raises(DatabaseError, match="published_rules_stay"), transaction.atomic():
        RuleSet.objects.filter(pk=wrong.pk)._raw_delete("default")
    right = make_rules(fund)
    application = make_application(fund, maarswold)
    for other in (wrong, make_rules(make_fund("Ander"), state="draft")):
        with pytest.raises(DatabaseError, match="rules_that_are_not_published"), transaction.atomic():
            Application.objects.filter(pk=application.pk).update(rule_set=other)
    assert application.rule_set == right


def test_new_rules_do_not_begin_before_what_came_in_by_the_old_ones(fund, maarswold):
    usual = make_rules(fund)
    make_application(fund, maarswold)
    for area in (None, maarswold):
        early = rules.start_rules(fund, valid_from=TODAY, work_area=area, **BY)
        with pytest.raises(rules.AppliedSince, match="Op 04-03-2025"):
            rules.publish_rules(early, **BY)
        rules.change_rules(early, valid_from=date(2025, 3, 5), **BY)
        assert rules.publish_rules(early, **BY).is_published
    elsewhere = rules.start_rules(fund, valid_from=TODAY, work_area=make_work_area("Elders"), **BY)
    assert rules.publish_rules(elsewhere, **BY).is_published
    usual.refresh_from_db()
    assert usual.valid_until == date(2025, 3, 5)


def test_own_rules_of_an_area_do_not_stop_in_the_past(fund, maarswold):
    own = make_rules(fund, work_area=maarswold)
    with pytest.raises(rules.EndsTooEarly):
        rules.end_rules(own, until=date(2025, 3, 3), **BY)
    assert rules.end_rules(own, until=TODAY, **BY).valid_until == TODAY


def test_what_the_rules_begin_to_ask_is_among_the_points_that_are_checked(fund):
    draft = make_rules(fund, state="draft")
    rules.change_rules(draft, least_applicants=5, before_start_days=0, intake="rounds", most_per_year=None, **BY)
    assert [row.automatic for row in draft.criteria.all()] == ["enough_households", "in_time"]
    rules.remove_row(draft.criteria.get(automatic="in_time"), **BY)
    rules.change_rules(draft, least_applicants=6, intake="tranches", before_start_days=14, **BY)
    assert [row.automatic for row in draft.criteria.all()] == ["enough_households", "before_start"]


def test_rules_that_promise_a_committee_name_it(fund):
    draft = rules.start_rules(fund, valid_from=JULY, **BY)
    rules.change_rules(draft, decided_by="committee", **BY)
    with pytest.raises(rules.CommitteeMissing):
        rules.publish_rules(draft, **BY)
    committee = Committee.objects.create(name="Noord", quorum=1)
    rules.change_rules(draft, committee=committee, committee_role="decides", **BY)
    assert rules.publish_rules(draft, **BY).is_published


def test_more_of_any_than_there_are_is_refused(fund):
    draft = rules.start_rules(fund, valid_from=JULY, **BY)
    rules.add_row(draft, Criterion, group="any", words="Groen", **BY)
    rules.change_rules(draft, least_of_any=2, **BY)
    with pytest.raises(rules.TooFewOfAny):
        rules.publish_rules(draft, **BY)


def test_what_somebody_else_changed_meanwhile_is_not_lost(fund):
    draft = rules.start_rules(fund, valid_from=JULY, **BY)
    rules.change_rules(draft, version=draft.version, least_applicants=2, **BY)
    with pytest.raises(rules.RulesChangedMeanwhile):
        rules.change_rules(draft, version=draft.version, least_applicants=3, **BY)


# ── Copies ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_copy_has_every_row_of_what_it_was_made_of(fund, maarswold):
    party = make_category(fund)
    draft = make_rules(
        fund,
        Criterion(words="Voor de straat", group="none"),
        CategoryCeiling(category=party, most_cents=100_000),
        ApplicantCeiling(applicant_kind="school", most_per_application_cents=5_000),
        EligibleKind(words="Eten", counts_permille=500),
        AmountBand(above_cents=100_000, decided_by="alderman"),
        state="draft",
        least_applicants=4,
    )
    rules.set_allotment(draft, least_cents=7, **BY)
    term = rules.add_term(draft, kind="size_class", words="Grootte", **BY)
    rules.add_term_row(term, SizeClass, from_count=0, base_cents=100, **BY)
    rules.type_figures(term, {maarswold: 12}, year=2025, **BY)
    rules.publish_rules(draft, **BY)

    other = make_fund("Ander budget")
    copy = rules.start_rules(other, valid_from=JULY, work_area=maarswold, copy_of=draft, **BY)
    assert (copy.least_applicants, copy.valid_from, copy.work_area, copy.is_draft) == (4, JULY, maarswold, True)
    assert [row.words for row in copy.criteria.all()] == ["Voor de straat"]
    assert [row.most_cents for row in copy.category_ceilings.all()] == [100_000]
    assert copy.category_ceilings.get().category == Category.objects.get(fund=other, name=party.name)
    assert [row.applicant_kind for row in copy.applicant_ceilings.all()] == ["school"]
    assert [row.counts_permille for row in copy.eligible_kinds.all()] == [500]
    assert [row.decided_by for row in copy.amount_bands.all()] == ["alderman"]
    assert copy.allotment.least_cents == 7
    copied = copy.allotment.terms.get()
    assert [row.base_cents for row in copied.classes.all()] == [100]
    assert [row.count for row in copied.typed_figures.all()] == [12]


def test_empty_rules_begin_with_what_nearly_every_fund_asks(fund):
    draft = rules.start_rules(fund, valid_from=JULY, **BY)
    assert [row.automatic for row in draft.criteria.all()] == [
        "area_matches",
        "applicant_kind",
        "amount_below_ceiling",
        "pot_has_room",
    ]


# ── Who decides ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("cents", "decider"), [(50_000, "coordinator"), (100_000, "coordinator"), (100_001, "alderman"), (600_000, "vote")]
)
def test_above_an_amount_somebody_else_decides(fund, cents, decider):
    rule_set = make_rules(
        fund,
        AmountBand(above_cents=100_000, decided_by="alderman"),
        AmountBand(above_cents=500_000, decided_by="vote"),
    )
    assert queries.who_decides(rule_set, cents).decided_by == decider


# ── What can be given ──────────────────────────────────────────────────────────────────────────────────────────────
def test_each_kind_of_costs_counts_for_its_part_up_to_its_bounds(fund):
    rule_set = make_rules(
        fund,
        EligibleKind(words="Eten", most_share_permille=250),
        EligibleKind(words="Uren", is_eligible=False),
        EligibleKind(words="Huur", counts_permille=500, most_cents=20_000),
    )
    kinds = {kind.words: kind for kind in rule_set.eligible_kinds.all()}
    costs = ceilings.costs_that_count(
        [
            ceilings.Cost(kinds["Eten"], 60_000),
            ceilings.Cost(kinds["Uren"], 99_900),
            ceilings.Cost(kinds["Huur"], 50_000),
            ceilings.Cost(None, 20_000),
        ]
    )
    assert {each.words: each.counts_cents for each in costs.kinds} == {
        "Eten": 25_000,  # a quarter of 60.000 + 20.000 + 20.000
        "Uren": 0,
        "Huur": 20_000,
        "Andere kosten": 20_000,
    }
    assert (costs.all_cents, costs.counting_cents) == (229_900, 65_000)


def test_the_lowest_bound_says_what_can_be_given(fund):
    party = make_category(fund)
    rule_set = make_rules(
        fund,
        ApplicantCeiling(applicant_kind="school", most_per_application_cents=90_000),
        CategoryCeiling(category=party, most_per_application_cents=40_000),
        most_per_application_cents=150_000,
        most_per_household_cents=5_000,
        most_share_permille=500,
        own_share_permille=250,
    )
    costs = ceilings.costs_that_count([ceilings.Cost(None, 200_001)])
    most = ceilings.most_for(rule_set, costs, applicant_kind="school", category_id=party.pk, households=7)
    assert [bound.cents for bound in most.bounds] == [100_000, 90_000, 40_000, 35_000, 150_000]
    assert most.cents == 35_000


def test_a_category_has_a_ceiling_over_the_whole_pot(fund):
    party = make_category(fund)
    rule_set = make_rules(fund, CategoryCeiling(category=party, most_cents=50_000, most_share_permille=333))
    assert queries.category_ceiling_cents(rule_set, party.pk, allotted_cents=100_001) == 33_300
    assert queries.category_ceiling_cents(rule_set, party.pk, allotted_cents=900_000) == 50_000
    assert queries.category_ceiling_cents(rule_set, None, allotted_cents=900_000) is None


# ── Rounds and tranches ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_moment_of_closing_is_too_late_and_the_next_round_is_known(fund):
    make_rules(fund, intake="rounds")
    spring = make_round(fund)
    autumn = make_round(
        fund,
        "Najaar",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 9, 30, tzinfo=UTC),
        decides_on=None,
    )
    assert round_queries.round_at(fund, spring.opens_at) == spring
    assert round_queries.round_at(fund, spring.closes_at) is None
    assert round_queries.next_round(fund, spring.closes_at) == autumn
    assert queries.last_day_of(spring) == date(2025, 3, 31)
    assert fund_pages.chance_of(fund, at=TUESDAY).is_open
    assert not fund_pages.chance_of(fund, at=spring.closes_at).is_open


def test_an_area_with_a_calendar_of_its_own_has_no_other(fund, maarswold):
    make_round(fund)
    own = make_round(fund, "Eigen", work_area=maarswold)
    assert round_queries.round_at(fund, TUESDAY, work_area=maarswold) == own


def test_a_calendar_of_four_closing_days_divides_the_year_in_tranches(fund):
    days = [date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)]
    made = rounds.make_rounds(fund, closing_days=days, opens_on=date(2025, 1, 1), in_tranches=True, **BY)
    assert [each.tranche_permille for each in made] == [333, 333, 334]
    assert [queries.last_day_of(each) for each in made] == days
    assert [each.opens_at == before.closes_at for before, each in pairwise(made)] == [True, True]


def test_what_a_tranche_leaves_moves_to_the_next_where_the_rules_say_so(fund):
    days = [date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)]
    first, second, third = rounds.make_rounds(
        fund, closing_days=days, opens_on=date(2025, 1, 1), in_tranches=True, **BY
    )
    given = {first.pk: 200_000, second.pk: 100_000}
    left = [
        round_queries.left_in_tranche(each, allotted_cents=1_000_000, given_cents=given)
        for each in (first, second, third)
    ]
    assert left == [133_000, 366_000, 700_000]
    second.rest_moves_on = False
    second.save()
    assert round_queries.left_in_tranche(third, allotted_cents=1_000_000, given_cents=given) == 334_000


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"closes_on": date(2024, 12, 31)}, rounds.ClosesTooEarly),
        ({"decides_on": date(2025, 3, 1)}, rounds.DecidesTooEarly),
        ({"tranche_cents": 1, "tranche_permille": 1}, rounds.AmountOrPart),
        ({"name": " "}, rounds.RoundNameMissing),
    ],
)
def test_a_round_that_cannot_be_is_refused(fund, values, refusal):
    usual = {"name": "Voorjaar", "opens_on": date(2025, 1, 1), "closes_on": date(2025, 3, 1)}
    with pytest.raises(refusal):
        rounds.add_round(fund, **usual | values, **BY)


def test_the_tranche_of_a_round_that_is_called_off_moves_on_too(fund):
    days = [date(2025, 4, 1), date(2025, 6, 1)]
    first, second = rounds.make_rounds(fund, closing_days=days, opens_on=date(2025, 1, 1), in_tranches=True, **BY)
    rounds.cancel_round(first, reason="De commissie is ziek.", **BY)
    assert round_queries.left_in_tranche(second, allotted_cents=1_000_000, given_cents={}) == 1_000_000


def test_a_round_is_decided_when_it_is_over_and_nothing_waits(fund, maarswold):
    make_rules(fund, intake="rounds")
    spring = make_round(fund)
    application = make_application(fund, maarswold)
    with pytest.raises(rounds.RoundStillOpen):
        rounds.close_round(spring, **BY)
    after = BY | {"at": spring.closes_at}
    with pytest.raises(rounds.RoundNotDecided, match="Er wacht nog 1 aanvraag"):
        rounds.close_round(spring, **after)
    applications.withdraw(application, **after)
    assert rounds.close_round(spring, **after).state == "decided"


# ── Funds and their money ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_fund_opens_when_it_has_rules(fund):
    draft = make_fund("Nieuw", state="draft")
    with pytest.raises(funds.NoRulesYet):
        funds.open_fund(draft, **BY)
    make_rules(draft)
    assert funds.open_fund(draft, **BY).is_open
    assert funds.close_fund(draft, **BY).is_closed
    assert not fund_pages.chance_of(draft, at=TUESDAY).is_open


def test_two_funds_never_have_one_name(fund):
    with pytest.raises(funds.FundNameTaken):
        funds.make_fund(name=fund.name, purpose="Iets", **BY)


def test_how_money_is_divided_stays_once_there_is_money(fund, maarswold):
    make_pot(fund)
    with pytest.raises(funds.PotsAreThere):
        funds.change_fund(fund, name="A", purpose="B", kind="other", per_area=True, work_areas=[], **BY)


def test_an_area_with_money_stays_among_the_areas(maarswold, municipality):
    fund, elsewhere = make_fund(per_area=True), make_work_area("Elders")
    make_pot(fund, work_area=maarswold)
    with pytest.raises(funds.AreaHasMoney, match="Maarswold"):
        funds.change_fund(fund, name="A", purpose="B", kind="other", per_area=True, work_areas=[elsewhere], **BY)


def test_a_year_is_allotted_once_and_a_corrected_figure_gives_the_difference(maarswold, municipality):
    fund = make_fund(per_area=True)
    draft = make_rules(fund, state="draft")
    term = rules.add_term(draft, kind="per_inhabitant", words="Per inwoner", rate=100_00, **BY)
    rules.publish_rules(draft, **BY)
    rules.type_figures(term, {maarswold: 1000}, year=2025, **BY)
    (pot,) = funds.allot_year(fund, year=2025, **BY)
    with pytest.raises(funds.NothingToAllot):
        funds.allot_year(fund, year=2025, **BY)
    assert stands_of(pot).left == 100_000
    rules.type_figures(term, {maarswold: 900}, year=2025, **BY)
    funds.allot_year(fund, year=2025, **BY)
    assert stands_of(pot).left == 90_000
    assert pot.allotments.first().lines == [
        ["Per inwoner", "900 inwoners (eigen telling op 1 januari 2024) × €\u00a01,00", 90_000]
    ]


def test_nothing_is_allotted_while_a_figure_is_missing(maarswold, municipality):
    fund = make_fund(per_area=True)
    draft = make_rules(fund, state="draft")
    rules.add_term(draft, kind="per_inhabitant", words="Per inwoner", rate=100_00, **BY)
    rules.publish_rules(draft, **BY)
    with pytest.raises(funds.AllotmentIncomplete):
        funds.allot_year(fund, year=2025, **BY)


def test_a_category_that_was_taken_off_comes_back(fund):
    party = funds.add_category(fund, name="Straatfeest", **BY)
    with pytest.raises(funds.CategoryNameTaken):
        funds.add_category(fund, name="Straatfeest", **BY)
    funds.remove_category(party, **BY)
    assert funds.add_category(fund, name="Straatfeest", **BY) == party


def test_open_funds_are_those_with_rules_for_this_area(maarswold, municipality):
    elsewhere = make_work_area("Elders")
    everywhere, here, closed = make_fund("A"), make_fund("B", work_areas=[maarswold]), make_fund("C", state="closed")
    for each in (everywhere, here, closed):
        make_rules(each)
    make_fund("Zonder regels")
    assert fund_queries.open_to_applications(TUESDAY, maarswold) == [everywhere, here]
    assert fund_queries.open_to_applications(TUESDAY, elsewhere) == [everywhere]


def test_the_pot_is_that_of_the_area_or_of_all(maarswold, municipality):
    per_area, of_all = make_fund("A", per_area=True), make_fund("B")
    own, whole = make_pot(per_area, work_area=maarswold), make_pot(of_all)
    assert fund_queries.find_pot(per_area, work_area=maarswold, year=2025) == own
    assert fund_queries.find_pot(of_all, work_area=maarswold, year=2025) == whole
    assert fund_queries.find_pot(of_all, work_area=None, year=2026) is None


# ── Odd rules of real municipalities ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("costs", "cents"), [(40_000, 40_000), (50_000, 50_000), (150_000, 100_000), (300_001, 150_000), (800_000, 150_000)]
)
def test_the_first_costs_are_given_whole_and_the_rest_in_part(fund, costs, cents):
    rule_set = make_rules(
        fund, CostShare(above_cents=50_000, share_permille=500), CostShare(above_cents=250_000, share_permille=0)
    )
    counted = ceilings.costs_that_count([ceilings.Cost(None, costs)])
    assert ceilings.most_for(rule_set, counted).cents == cents


def test_a_category_may_have_a_share_of_its_own(fund):
    sport, green = make_category(fund, "Sport"), make_category(fund, "Groen")
    rule_set = make_rules(fund, CategoryCeiling(category=sport, costs_share_permille=500), most_share_permille=800)
    costs = ceilings.costs_that_count([ceilings.Cost(None, 100_000)])
    assert ceilings.most_for(rule_set, costs, category_id=sport.pk).cents == 50_000
    assert ceilings.most_for(rule_set, costs, category_id=green.pk).cents == 80_000


@pytest.mark.parametrize(("households", "cents"), [(9, 0), (10, 25_000), (24, 25_000), (25, 50_000), (400, 50_000)])
def test_the_amount_goes_by_the_number_of_households(fund, households, cents):
    rule_set = make_rules(
        fund,
        HouseholdBand(from_households=10, most_cents=25_000),
        HouseholdBand(from_households=25, most_cents=50_000),
    )
    costs = ceilings.costs_that_count([ceilings.Cost(None, 90_000)])
    assert ceilings.most_for(rule_set, costs, households=households).cents == cents


def test_what_became_of_it_is_told_within_days_or_before_a_day_of_the_next_year(fund):
    assert queries.justify_by(make_rules(fund), ended_on=TODAY) == date(2025, 4, 15)
    fixed = make_rules(make_fund("Ander"), justify_on_month=4, justify_on_day=1)
    assert queries.justify_by(fixed, ended_on=TODAY) == date(2026, 4, 1)


def test_a_round_in_autumn_may_give_the_money_of_the_next_year(fund):
    autumn = rounds.add_round(
        fund, name="Voor 2026", opens_on=date(2025, 8, 1), closes_on=date(2025, 10, 1), year=2026, **BY
    )
    assert autumn.money_year == 2026
    assert make_round(fund, closes_at=datetime(2026, 1, 1, tzinfo=UTC)).money_year == 2026
    last_of_year = rounds.add_round(
        fund, name="Tot oud en nieuw", opens_on=date(2025, 8, 1), closes_on=date(2025, 12, 31), **BY
    )
    assert last_of_year.money_year == 2025


def test_figures_of_another_day_than_the_first_of_january_are_typed(maarswold, municipality):
    fund = make_fund(per_area=True)
    draft = make_rules(fund, state="draft")
    term = rules.add_term(
        draft, kind="per_inhabitant", words="Per inwoner", rate=100_00, figure_month=7, figure_day=1, **BY
    )
    rules.publish_rules(draft, **BY)
    (share,) = allotment.sheet(fund, 2025).shares
    assert share.lines[0].sum == "er is geen cijfer voor inwoners op 1 juli 2024"
    rules.type_figures(term, {maarswold: 250}, year=2025, **BY)
    (share,) = allotment.sheet(fund, 2025).shares
    assert (share.cents, share.lines[0].sum) == (25_000, "250 inwoners (eigen telling op 1 juli 2024) × €\u00a01,00")
