"""Asking for money: by the rules of the day, once, in time or kept for a next round."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wijkwerk.domain.areas.queries import OutsideMunicipality
from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import Application, ApplicationPhoto, AttachmentKind, CostLine, Intake, TermUnit
from wijkwerk.domain.budgets.operations import applications, completing, rounds
from wijkwerk.domain.budgets.operations.application_moves import ChangedMeanwhile, MoveNotPossible
from wijkwerk.domain.budgets.operations.applications import Cost
from wijkwerk.domain.budgets.queries import applications as queries
from wijkwerk.domain.budgets.queries.rules import NoRules
from wijkwerk.domain.budgets.tests.application_factories import COSTS, PLAN, make_application
from wijkwerk.domain.budgets.tests.fund_factories import (
    BY,
    TODAY,
    TUESDAY,
    make_category,
    make_fund,
    make_round,
    make_rules,
)
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.domain.signals.tests.factories import photo_file
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.files.tests.factories import pdf_of, picture, upload
from wijkwerk.foundation.journal.queries import entries_about
from wijkwerk.foundation.outbox.models import Channel, Letter

S = ApplicationState


@pytest.fixture
def fund(municipality):
    fund = make_fund()
    make_rules(fund, decide_within=10, decide_unit=TermUnit.WORKING)
    return fund


@pytest.fixture
def coordinator(maarswold):
    return make_coordinator(maarswold, email="marit@example.nl", name="Marit Hoekzema")


def letters():
    return list(Letter.objects.order_by("id").values_list("template", "to_address"))


# ── Coming in ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_application_gets_a_number_a_date_and_who_takes_it_up(fund, maarswold, coordinator):
    first, second = make_application(fund, maarswold), make_application(fund, maarswold)
    assert [first.number, second.number] == ["2025-0001", "2025-0002"]
    assert (first.state, first.asked_cents, first.decide_by) == (S.SENT, 25_000, date(2025, 3, 18))
    assert (first.handler, first.rule_set, first.round) == (coordinator, fund.rule_sets.get(), None)
    assert letters()[:2] == [
        ("budgets/application_received", "rika@example.nl"),
        ("budgets/application_received_handler", "marit@example.nl"),
    ]
    assert list(queries.applications_visible_to(coordinator, on=TODAY).order_by("id")) == [first, second]


def test_the_same_sent_twice_is_one(fund, maarswold):
    draft = applications.start(at=TUESDAY)
    values = {**PLAN, "fund": fund, "work_area": maarswold}
    first = applications.send(draft, values, COSTS, by=VISITOR, at=TUESDAY)
    again = applications.send(draft, values | {"title": "Iets anders"}, COSTS, by=VISITOR, at=TUESDAY)
    assert (again, again.title, CostLine.objects.count(), len(letters())) == (first, PLAN["title"], 2, 1)


def test_a_draft_with_the_same_key_is_the_same_draft(municipality):
    first = applications.start(at=TUESDAY)
    assert applications.start(at=TUESDAY, client_key=first.client_key) == first
    assert applications.start(at=TUESDAY) != first


def test_what_was_typed_is_kept_as_it_was_typed(municipality):
    draft = applications.start(at=TUESDAY)
    applications.keep_typed(draft, step="geld", typed={"cost_1_cents": "12,5,0"}, at=TUESDAY)
    applications.keep_typed(draft, step="plan", typed={"title": "Feest"}, at=TUESDAY)
    draft.refresh_from_db()
    assert draft.typed == {"geld": {"cost_1_cents": "12,5,0"}, "plan": {"title": "Feest"}}


@pytest.mark.parametrize(
    ("missing", "refusal"),
    [
        ({"title": " "}, applications.SaysNotWhat),
        ({"fund": None}, applications.FundMissing),
        ({"applicant_name": ""}, applications.ApplicantUnknown),
        ({"reply_address": ""}, applications.CannotBeReached),
        ({"reply_by": Channel.NONE}, applications.CannotBeReached),
        ({"own_cents": 25_000}, applications.NothingAsked),
        ({"asked_cents": 25_001}, applications.AsksMoreThanItCosts),
        ({"asked_cents": 20_000, "other_cents": 5_001}, applications.AsksMoreThanItCosts),
    ],
)
def test_what_is_missing_is_said_and_nothing_comes_in(fund, maarswold, missing, refusal):
    with pytest.raises(refusal):
        make_application(missing.pop("fund", fund), maarswold, costs=list(COSTS), **missing)
    assert (Application.objects.came_in().count(), letters()) == (0, [])


def test_less_than_all_costs_may_be_asked(fund, maarswold):
    assert make_application(fund, maarswold, costs=list(COSTS), asked_cents=10_000).asked_cents == 10_000


def test_own_money_is_taken_off_what_is_asked(fund, maarswold):
    asked = make_application(fund, maarswold, costs=list(COSTS), own_cents=2_500, other_cents=7_500)
    assert (asked.asked_cents, asked.total_cents) == (15_000, 25_000)


def test_a_fund_of_another_area_or_a_closed_one_is_refused_in_one_sentence(fund, maarswold):
    mussel = make_work_area("Mussel")
    own = make_fund("Budget Mussel", work_areas=[mussel])
    make_rules(own)
    with pytest.raises(applications.NotForThisArea) as wrong:
        make_application(own, maarswold)
    assert wrong.value.words == "Budget Mussel is niet voor Maarswold. Kies een ander budget of een ander gebied."
    with pytest.raises(applications.NotForThisArea) as nowhere:
        make_application(own, None)
    assert nowhere.value.words == "Kies het gebied waar uw plan is: Budget Mussel is per gebied."
    with pytest.raises(applications.FundNotOpen):
        make_application(make_fund("Oud", state="closed"), maarswold)
    with pytest.raises(NoRules):
        make_application(make_fund("Nieuw"), maarswold)


def test_a_place_in_another_municipality_is_refused_in_one_sentence(fund, maarswold):
    with pytest.raises(OutsideMunicipality):
        make_application(fund, maarswold, lat=52.37, lon=4.89)
    assert Application.objects.came_in().count() == 0


def test_a_category_of_another_fund_does_not_come_along(fund, maarswold):
    other = make_category(make_fund("Ander"), "Sport")
    assert make_application(fund, maarswold, category=other).category is None


def test_a_form_on_paper_counts_from_the_day_that_it_came(fund, maarswold):
    fund.rule_sets.update(valid_until=date(2025, 3, 1))
    make_rules(fund, valid_from=date(2025, 3, 1), most_per_application_cents=10_000)
    old = make_application(fund, maarswold, received_on=date(2025, 2, 28))
    new = make_application(fund, maarswold, received_on=date(2025, 3, 1))
    assert [old.rule_set.most_per_application_cents, new.rule_set.most_per_application_cents] == [None, 10_000]
    assert old.sent_at == datetime(2025, 2, 28, 11, 0, tzinfo=UTC)
    with pytest.raises(applications.ReceivedLater):
        make_application(fund, maarswold, received_on=date(2025, 3, 5))


def test_numbers_begin_anew_each_year(fund, maarswold):
    make_application(fund, maarswold)
    assert make_application(fund, maarswold, at=TUESDAY + timedelta(days=365)).number == "2026-0001"


# ── Rounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def rounds_fund(municipality):
    fund = make_fund("In rondes")
    make_rules(fund, intake=Intake.ROUNDS)
    return fund


def test_in_time_is_of_the_round_and_decided_by_its_calendar(rounds_fund, maarswold):
    spring = make_round(rounds_fund)
    made = make_application(rounds_fund, maarswold)
    assert (made.state, made.round, made.decide_by) == (S.SENT, spring, date(2025, 4, 15))


def test_at_the_very_moment_of_closing_it_is_too_late(rounds_fund, maarswold):
    spring = make_round(rounds_fund)
    before = make_application(rounds_fund, maarswold, at=spring.closes_at - timedelta(microseconds=1))
    after = make_application(rounds_fund, maarswold, at=spring.closes_at)
    assert [before.state, after.state] == [S.SENT, S.MOVED]


def test_too_late_is_told_with_the_next_chance_and_kept(rounds_fund, maarswold, coordinator):
    autumn = make_round(
        rounds_fund,
        "Najaar",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 9, 30, tzinfo=UTC),
        decides_on=date(2025, 10, 15),
    )
    late = make_application(rounds_fund, maarswold)
    assert (late.state, late.round, late.decide_by) == (S.MOVED, autumn, date(2025, 10, 15))
    letter = Letter.objects.get(template="budgets/application_too_late")
    assert "De volgende ronde is “Najaar”: van 1 september 2025 tot 30 september 2025." in letter.body
    assert applications.take_into_rounds(at=TUESDAY) == 0
    assert applications.take_into_rounds(at=autumn.opens_at) == 1
    late.refresh_from_db()
    assert (late.state, late.decide_by) == (S.SENT, date(2025, 10, 15))
    assert applications.take_into_rounds(at=autumn.opens_at) == 0
    assert "budgets/application_round_began" in [name for name, _to in letters()]


def test_without_a_next_round_it_waits_until_there_is_one(rounds_fund, maarswold):
    late = make_application(rounds_fund, maarswold)
    assert (late.state, late.round, late.decide_by) == (S.MOVED, None, None)
    assert "nog geen volgende ronde bekend" in Letter.objects.get(template="budgets/application_too_late").body
    assert applications.take_into_rounds(at=TUESDAY) == 0
    spring = make_round(rounds_fund, opens_at=TUESDAY + timedelta(days=2))
    assert applications.take_into_rounds(at=TUESDAY) == 1
    late.refresh_from_db()
    assert (late.state, late.round, late.decide_by) == (S.MOVED, spring, date(2025, 4, 15))
    assert applications.take_into_rounds(at=TUESDAY) == 0
    assert "budgets/application_round_known" in [name for name, _to in letters()]


def test_the_rules_of_its_own_day_stay_when_the_rules_change(rounds_fund, maarswold):
    late = make_application(rounds_fund, maarswold)
    own = late.rule_set
    rounds_fund.rule_sets.update(valid_until=date(2025, 3, 5))
    make_rules(rounds_fund, valid_from=date(2025, 3, 5), intake=Intake.ROUNDS)
    make_round(rounds_fund, opens_at=TUESDAY + timedelta(days=2))
    applications.take_into_rounds(at=TUESDAY + timedelta(days=3))
    late.refresh_from_db()
    assert (late.state, late.rule_set) == (S.SENT, own)


def test_what_takes_part_in_a_round_that_is_called_off_goes_to_the_next_and_hears_why(rounds_fund, maarswold):
    spring = make_round(rounds_fund)
    made = make_application(rounds_fund, maarswold)
    asked = make_application(rounds_fund, maarswold)
    completing.ask_to_complete(asked, text="En?", by=CLOCK, at=TUESDAY)
    autumn = make_round(
        rounds_fund,
        "Najaar",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 9, 30, tzinfo=UTC),
        decides_on=date(2025, 10, 15),
    )
    rounds.cancel_round(spring, reason="Te weinig plannen", **BY)
    for row in (made, asked):
        row.refresh_from_db()
        assert (row.state, row.round, row.decide_by, row.asked_on) == (S.MOVED, autumn, date(2025, 10, 15), None)
    bodies = list(Letter.objects.filter(template="budgets/application_round_cancelled").values_list("body", flat=True))
    assert len(bodies) == 2
    assert all("gaat niet door: Te weinig plannen" in body and "“Najaar”" in body for body in bodies)


def test_what_takes_part_in_a_round_that_is_called_off_goes_on_in_one_that_is_open(rounds_fund, maarswold):
    spring = make_round(rounds_fund)
    made = make_application(rounds_fund, maarswold)
    other = make_round(rounds_fund, "Extra", closes_at=datetime(2025, 4, 30, tzinfo=UTC), decides_on=date(2025, 5, 20))
    rounds.cancel_round(spring, reason="Samengevoegd", **BY)
    made.refresh_from_db()
    assert (made.state, made.round, made.decide_by) == (S.SENT, other, date(2025, 5, 20))


def test_other_days_of_a_round_are_other_days_of_its_applications(rounds_fund, maarswold):
    spring = make_round(rounds_fund)
    made = make_application(rounds_fund, maarswold)
    days = {"name": "Voorjaar", "opens_on": date(2025, 3, 1), "closes_on": date(2025, 3, 31), "year": None}
    days |= {"tranche_cents": None, "tranche_permille": None, "rest_moves_on": True}
    rounds.change_round(spring, **days, decides_on=date(2025, 4, 22), **BY)
    rounds.change_round(spring, **days, decides_on=date(2025, 4, 22), **BY)
    made.refresh_from_db()
    assert made.decide_by == date(2025, 4, 22)
    assert [name for name, _to in letters()].count("budgets/application_term_changed") == 1


# ── The clock ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_clock_stands_still_while_the_applicant_completes(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    asked_at = datetime(2025, 3, 6, 10, 0, tzinfo=UTC)  # Thursday
    completing.ask_to_complete(made, text="Wat kost het springkussen?", by=coordinator, at=asked_at)
    made.refresh_from_db()
    assert (made.state, made.asked_on, made.complete_by) == (S.INCOMPLETE, date(2025, 3, 6), date(2025, 3, 20))
    assert Letter.objects.filter(template="budgets/application_incomplete").count() == 1
    completed_at = datetime(2025, 3, 12, 10, 0, tzinfo=UTC)  # Wednesday: four working days
    completing.complete(made, text="75 euro.", by=VISITOR, at=completed_at)
    made.refresh_from_db()
    assert (made.state, made.suspended_days, made.decide_by) == (S.SENT, 4, date(2025, 3, 24))
    assert (made.asked_on, made.complete_by) == (None, None)


def test_twice_still_stands_still_twice(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    for day in (6, 13):
        completing.ask_to_complete(made, text="En?", by=coordinator, at=datetime(2025, 3, day, 10, 0, tzinfo=UTC))
        completing.complete(made, text="Dit.", by=VISITOR, at=datetime(2025, 3, day + 1, 10, 0, tzinfo=UTC))
    made.refresh_from_db()
    assert (made.suspended_days, made.decide_by) == (2, date(2025, 3, 20))


def test_who_does_not_complete_in_time_is_decided_on_with_what_there_is(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    completing.ask_to_complete(made, text="En?", by=coordinator, at=TUESDAY)
    assert completing.go_on_without_completion(at=datetime(2025, 3, 18, 10, 0, tzinfo=UTC)) == 0
    assert completing.go_on_without_completion(at=datetime(2025, 3, 19, 10, 0, tzinfo=UTC)) == 1
    made.refresh_from_db()
    assert (made.state, made.suspended_days, made.decide_by) == (S.SENT, 11, date(2025, 4, 2))
    assert letters()[-1] == ("budgets/application_not_completed_handler", "marit@example.nl")


def test_an_answer_sent_twice_is_one(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    key = made.client_key
    first = completing.complete(made, text="Nog iets.", by=VISITOR, at=TUESDAY, client_key=key)
    assert completing.complete(made, text="Nog iets.", by=VISITOR, at=TUESDAY, client_key=key) == first
    assert made.messages.count() == 1


# ── Changing, withdrawing ──────────────────────────────────────────────────────────────────────────────────────────
def test_what_came_in_is_changed_with_its_number_and_fund(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    changed = applications.change(
        made,
        {"title": "Straatbarbecue", "asked_cents": None, "fund": None},
        [Cost("Vlees", 10_000)],
        by=coordinator,
        at=TUESDAY,
        on_behalf=True,
    )
    assert (changed.title, changed.asked_cents, changed.fund, changed.number) == (
        "Straatbarbecue",
        10_000,
        fund,
        made.number,
    )
    entry = entries_about(made).last()
    assert (entry.verb, entry.is_on_behalf) == ("application.changed", True)
    assert entry.details == {"fields": ["asked_cents", "title", "costs"]}
    with pytest.raises(ChangedMeanwhile):
        applications.change(made, {"title": "Nog anders"}, by=coordinator, at=TUESDAY, version=made.version)


def test_what_is_changed_still_says_all_when_its_fund_was_closed_since(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    fund.state = "closed"
    fund.save()
    with pytest.raises(applications.ApplicantUnknown):
        applications.change(made, {"applicant_name": " "}, by=coordinator, at=TUESDAY)
    mussel = make_work_area("Mussel")
    assert applications.change(made, {"work_area": mussel}, by=coordinator, at=TUESDAY).work_area == mussel
    assert entries_about(made).last().details == {"fields": ["work_area"]}


def test_a_draft_that_is_withdrawn_is_gone_with_its_photos(municipality):
    draft = applications.start(at=TUESDAY)
    applications.add_file(draft, photo_file(), **BY)
    assert applications.withdraw(draft, **BY) is None
    assert (Application.objects.count(), ApplicationPhoto.objects.count()) == (0, 0)


def test_what_came_in_is_withdrawn_and_stays(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    gone = applications.withdraw(made, by=VISITOR, at=TUESDAY, reason="Het gaat niet door")
    assert (gone.state, gone.ended_at, gone.link_until) == (S.WITHDRAWN, TUESDAY, date(2026, 3, 4))
    assert letters()[-2:] == [
        ("budgets/application_withdrawn", "rika@example.nl"),
        ("budgets/application_withdrawn_handler", "marit@example.nl"),
    ]
    assert applications.withdraw(made, by=VISITOR, at=TUESDAY) == gone
    with pytest.raises(MoveNotPossible):
        completing.ask_to_complete(made, text="En?", by=coordinator, at=TUESDAY)
    with pytest.raises(applications.CannotBeChanged):
        applications.change(made, {"title": "Toch"}, by=VISITOR, at=TUESDAY)


def test_who_lets_their_name_go_is_nowhere_any_more(fund, maarswold, coordinator):
    made = make_application(fund, maarswold)
    for kind in AttachmentKind:
        applications.add_file(made, photo_file(), kind=kind, **BY)
    completing.ask_to_complete(made, text="En?", by=coordinator, at=TUESDAY)
    applications.keep_typed(made, step="over-u", typed={"applicant_name": "Rika Veen"}, at=TUESDAY)
    applications.withdraw(made, by=VISITOR, at=TUESDAY)
    gone = applications.forget_applicant(made, by=VISITOR, at=TUESDAY)
    assert (gone.applicant_name, gone.reply_address, gone.typed) == ("", "", {})
    assert [each.kind for each in gone.photos.all()] == [AttachmentKind.PICTURE]


def test_what_was_decided_is_not_withdrawn_nor_changed(fund, maarswold):
    made = make_application(fund, maarswold)
    applications.close_as_decided(made, at=TUESDAY, ends_link=True)
    with pytest.raises(applications.IsDecided):
        applications.withdraw(made, by=VISITOR, at=TUESDAY)
    with pytest.raises(applications.CannotBeChanged):
        applications.change(made, {"title": "Toch"}, by=CLOCK, at=TUESDAY)


def test_no_more_photos_and_pages_than_fit(municipality, monkeypatch):
    assert applications.MOST_PHOTOS == 20
    monkeypatch.setattr(applications, "MOST_PHOTOS", 4)
    draft, quote = applications.start(at=TUESDAY), pdf_of(picture(30, 20), picture(30, 20))
    applications.add_file(draft, upload(quote, "offerte.pdf"), **BY)
    applications.add_file(draft, photo_file(), **BY)
    with pytest.raises(applications.TooManyPhotos):
        applications.add_file(draft, upload(quote, "offerte.pdf"), **BY)
    applications.add_file(draft, photo_file(), **BY)
    with pytest.raises(applications.TooManyPhotos):
        applications.add_file(draft, photo_file(), **BY)
    assert draft.photos.count() == 4
