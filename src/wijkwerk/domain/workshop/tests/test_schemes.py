"""The scheme: a budget that nobody overspends, awards that add up, and whether the bicycle is still ridden."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from wijkwerk.domain.workshop.models import BicycleWish, Scheme, SchemeEntry, Visit
from wijkwerk.domain.workshop.operations import bicycles, schemes
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import SAYS
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_facility, make_resident
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel, Letter


def agrees(scheme):
    scheme.refresh_from_db()
    return scheme.awarded_cents == queries.balance_of(scheme).awarded_cents


def test_a_bicycle_is_given_and_counts_in_the_scheme(workshop, rika, host):
    scheme, bicycle = made.make_scheme(workshop), made.ready(workshop)
    entry = schemes.give_bicycle(scheme, bicycle, resident=rika, by=host, at=MONDAY)
    bicycle.refresh_from_db()
    assert (bicycle.state, bicycle.to_resident, bicycle.ended_on) == ("given", rika, MONDAY_ON)
    assert (entry.award, entry.amount_cents, entry.by) == ("bicycle", 10_000, host.name)
    assert agrees(scheme)
    assert scheme.left_cents == 40_000
    assert [visit.function for visit in Visit.objects.all()] == ["bicycles"]


def test_money_instead_of_a_bicycle(workshop, rika):
    scheme = made.make_scheme(workshop)
    entry = schemes.give_money(scheme, resident=rika, amount_cents=7_500, **SAYS)
    assert (entry.award, entry.bicycle, entry.ask_on) == ("money", None, None)
    assert agrees(scheme)
    assert [letter.template for letter in Letter.objects.all()] == ["workshop/scheme_money"]
    with pytest.raises(schemes.NotAnAmount):
        schemes.give_money(scheme, resident=rika, amount_cents=0, **SAYS)
    with pytest.raises(schemes.NotAnAmount):
        schemes.give_money(scheme, resident=rika, amount_cents=-500, **SAYS)


def test_a_bicycle_that_is_not_ready_is_not_given(workshop, rika):
    scheme = made.make_scheme(workshop)
    for bicycle in (made.receive(workshop), made.checked(workshop), made.refurbishing(workshop)):
        with pytest.raises(bicycles.MoveNotPossible):
            schemes.give_bicycle(scheme, bicycle, resident=rika, **SAYS)
    assert SchemeEntry.objects.count() == 0


def test_the_last_euros_are_not_spent_twice(workshop, rika):
    scheme = made.make_scheme(workshop, budget_cents=15_000)
    schemes.give_bicycle(scheme, made.ready(workshop), resident=rika, **SAYS)
    with pytest.raises(schemes.BudgetIsSpent) as refused:
        schemes.give_bicycle(scheme, made.ready(workshop), resident=rika, **SAYS)
    assert "50,00" in refused.value.words
    with pytest.raises(schemes.BudgetIsSpent):
        schemes.give_money(scheme, resident=rika, amount_cents=5_001, **SAYS)
    schemes.give_money(scheme, resident=rika, amount_cents=5_000, **SAYS)
    assert agrees(scheme)
    assert scheme.left_cents == 0


def test_the_database_itself_does_not_let_a_scheme_be_overspent(workshop):
    scheme = made.make_scheme(workshop, budget_cents=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scheme.objects.filter(pk=scheme.pk).update(awarded_cents=F("awarded_cents") + 101)


def test_sent_twice_is_one_award(workshop, rika):
    scheme, key = made.make_scheme(workshop), "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10"
    bicycle = made.ready(workshop)
    first = schemes.give_bicycle(scheme, bicycle, resident=rika, client_key=key, **SAYS)
    assert schemes.give_bicycle(scheme, bicycle, resident=rika, client_key=key, **SAYS) == first
    assert agrees(scheme)


def test_who_waited_longest_for_that_kind_is_off_the_list_and_hears_nothing_twice(workshop, rika):
    wishes = [
        bicycles.wish_for_bicycle(workshop, resident=rika, kind=kind, **SAYS) for kind in ("child", "ladies", "ladies")
    ]
    schemes.give_bicycle(made.make_scheme(workshop), made.ready(workshop), resident=rika, **SAYS)
    assert [wish.ended_at is None for wish in BicycleWish.objects.order_by("pk")] == [True, False, True]
    assert len(wishes) == 3
    assert Letter.objects.count() == 0


def test_an_award_that_was_a_mistake_is_withdrawn_with_a_reason(workshop, rika):
    scheme, bicycle = made.make_scheme(workshop), made.ready(workshop)
    entry = schemes.give_bicycle(scheme, bicycle, resident=rika, **SAYS)
    with pytest.raises(bicycles.ReasonMissing):
        schemes.withdraw_award(entry, because="", **SAYS)
    schemes.withdraw_award(entry, because="Verkeerde inwoner gekozen", **SAYS)
    bicycle.refresh_from_db()
    assert (bicycle.state, bicycle.to_resident, agrees(scheme), scheme.awarded_cents) == ("ready", None, True, 0)
    assert [letter.template for letter in Letter.objects.all()] == ["workshop/scheme_withdrawn"]
    with pytest.raises(schemes.WithdrawnAlready):
        schemes.withdraw_award(entry, because="Nog eens", **SAYS)
    assert schemes.give_bicycle(scheme, bicycle, resident=make_resident(workshop, "Jan Smit"), **SAYS).pk != entry.pk


def test_a_budget_is_never_lower_than_what_was_awarded(workshop, rika):
    scheme = made.make_scheme(workshop)
    schemes.give_money(scheme, resident=rika, amount_cents=7_500, **SAYS)
    values = {"name": scheme.name, "bicycle_cents": 9_000}
    with pytest.raises(schemes.BudgetBelowAwards):
        schemes.change_scheme(scheme, budget_cents=7_499, **values, **SAYS)
    assert schemes.change_scheme(scheme, budget_cents=7_500, **values, **SAYS).left_cents == 0


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, schemes.NameMissing),
        ({"budget_cents": -1}, schemes.NotAnAmount),
        ({"bicycle_cents": 0}, schemes.NotAnAmount),
    ],
)
def test_a_scheme_needs_a_name_and_amounts(workshop, fields, refusal):
    with pytest.raises(refusal):
        made.make_scheme(workshop, **fields)


def test_two_schemes_of_a_year_have_two_names(workshop):
    made.make_scheme(workshop)
    with pytest.raises(schemes.NameTaken):
        made.make_scheme(workshop)


def test_nobody_of_another_workshop_gets_anything(workshop, parkwijk):
    stranger = make_resident(make_facility(parkwijk, name="Andere werkplaats"))
    with pytest.raises(bicycles.NotFromHere):
        schemes.give_money(made.make_scheme(workshop), resident=stranger, amount_cents=100, **SAYS)


# ── Is it still ridden? ────────────────────────────────────────────────────────────────────────────────────────────
def test_after_half_a_year_we_ask_once_whether_it_is_ridden(workshop, rika):
    entry = schemes.give_bicycle(made.make_scheme(workshop), made.ready(workshop), resident=rika, **SAYS)
    assert entry.ask_on == date(2026, 9, 2)
    assert schemes.ask_whether_ridden(at=MONDAY + timedelta(days=183)) == 0
    later = MONDAY + timedelta(days=184)
    assert [schemes.ask_whether_ridden(at=later), schemes.ask_whether_ridden(at=later)] == [1, 0]
    assert [letter.template for letter in Letter.objects.all()] == ["workshop/bicycle_still_ridden"]
    assert [line.tone for line in queries.desk_lines(rika, at=later)] == ["info"]
    schemes.note_ridden(entry, ridden="yes", **SAYS)
    assert queries.desk_lines(rika, at=later) == []
    assert queries.balance_of(entry.scheme).still_ridden == 1


def test_who_wants_no_letters_is_asked_at_the_desk(workshop):
    quiet = make_resident(workshop, reply_by=Channel.NONE)
    schemes.give_bicycle(made.make_scheme(workshop), made.ready(workshop), resident=quiet, **SAYS)
    later = MONDAY + timedelta(days=200)
    schemes.ask_whether_ridden(at=later)
    assert (Letter.objects.count(), len(queries.desk_lines(quiet, at=later))) == (0, 1)


def test_of_money_nobody_asks_whether_it_is_ridden(workshop, rika):
    entry = schemes.give_money(made.make_scheme(workshop), resident=rika, amount_cents=100, **SAYS)
    with pytest.raises(schemes.NotABicycle):
        schemes.note_ridden(entry, ridden="yes", **SAYS)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 2), 6, date(2026, 9, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert schemes.months_after(day, months) == later


# ── Two, or fifty, at once ─────────────────────────────────────────────────────────────────────────────────────────
def test_fifty_at_once_spend_the_budget_and_not_a_cent_more(threads, workshop):
    scheme = made.make_scheme(workshop, budget_cents=100_000)
    residents = [make_resident(workshop, f"Inwoner {number}") for number in range(50)]

    def award(number):
        try:
            return schemes.give_money(scheme, resident=residents[number], amount_cents=15_000, by=CLOCK, at=MONDAY)
        except Refusal as refusal:
            return type(refusal)

    given = threads(50, award)
    assert sum(isinstance(each, SchemeEntry) for each in given) == 6
    assert {each for each in given if not isinstance(each, SchemeEntry)} == {schemes.BudgetIsSpent}
    assert agrees(scheme)
    assert scheme.left_cents == 10_000


def test_one_bicycle_that_fifty_want_at_once_goes_to_one(threads, workshop):
    scheme, bicycle = made.make_scheme(workshop, budget_cents=10_000_000), made.ready(workshop)
    residents = [make_resident(workshop, f"Inwoner {number}") for number in range(50)]

    def give(number):
        try:
            return schemes.give_bicycle(scheme, bicycle, resident=residents[number], by=CLOCK, at=MONDAY)
        except Refusal as refusal:
            return type(refusal)

    given = threads(50, give)
    assert sum(isinstance(each, SchemeEntry) for each in given) == 1
    assert {each for each in given if not isinstance(each, SchemeEntry)} == {bicycles.MoveNotPossible}
    assert agrees(scheme)
