"""Terms: chosen within bounds, carried out in batches, recorded, harmless when done again."""

from datetime import timedelta

import pytest

from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.privacy import operations as privacy
from wijkwerk.foundation.privacy import queries
from wijkwerk.foundation.privacy.models import RetentionTerm
from wijkwerk.foundation.privacy.tests.factories import ADMINISTRATOR, NOON, make_line
from wijkwerk.foundation.tenancy.models import ClosingDay
from wijkwerk.foundation.tenancy.scope import everywhere, in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


def erase_days(line, *, before, at):
    """Two closing days a batch, as a room would."""
    ids = list(ClosingDay.objects.filter(on__lt=before.date()).values_list("pk", flat=True)[:2])
    ClosingDay.objects.filter(pk__in=ids).delete()
    return len(ids)


def stumble(line, *, before, at):
    ClosingDay.objects.all().delete()
    raise RuntimeError("a fault in this room")


@pytest.fixture
def term_line(empty_register):
    empty_register.enter(make_line(), erase_days)
    return empty_register.term_line("tenancy.closingday.test")


def make_days(*ages):
    for age in ages:
        ClosingDay.objects.create(on=(NOON - timedelta(days=age)).date(), name=f"{age} days ago")


def ages_left():
    return sorted((NOON.date() - day.on).days for day in ClosingDay.objects.all())


def test_rows_go_when_their_term_ended_and_the_journal_says_how_many(municipality, term_line):
    make_days(99, 100, 101, 102, 103)
    assert privacy.carry_out_terms(at=NOON) == 3
    assert ages_left() == [99, 100]
    assert [(entry.verb, entry.actor_kind, entry.details["rows"]) for entry in Entry.objects.order_by("id")] == [
        ("privacy.term_carried_out", "clock", 2),
        ("privacy.term_carried_out", "clock", 1),
    ]


def test_carrying_out_again_does_and_records_nothing(municipality, term_line):
    make_days(101)
    privacy.carry_out_terms(at=NOON)
    assert (privacy.carry_out_terms(at=NOON), Entry.objects.count()) == (0, 1)


def test_a_municipality_can_keep_rows_longer_or_shorter(municipality, term_line):
    privacy.set_term(term_line, days=10, by=ADMINISTRATOR, at=NOON)
    make_days(9, 11)
    privacy.carry_out_terms(at=NOON)
    assert ages_left() == [9]


def test_what_one_municipality_chose_holds_for_no_other(municipality, term_line):
    privacy.set_term(term_line, days=10, by=ADMINISTRATOR, at=NOON)
    make_days(11)
    with in_municipality(make_municipality("GM0106", "Essen")):
        make_days(11)
        assert (privacy.carry_out_terms(at=NOON), ages_left()) == (0, [11])
    assert ages_left() == [11]


def test_choosing_a_term_is_recorded_with_what_it_was(municipality, term_line):
    privacy.set_term(term_line, days=20, by=ADMINISTRATOR, at=NOON)
    privacy.set_term(term_line, days=30, by=ADMINISTRATOR, at=NOON)
    assert [entry.details for entry in Entry.objects.order_by("id")] == [
        {"line": "tenancy.closingday.test", "days": 20, "before": 100},
        {"line": "tenancy.closingday.test", "days": 30, "before": 20},
    ]
    assert RetentionTerm.objects.get().days == 30


@pytest.mark.parametrize("days", [-1, 0, 9, 1001])
def test_a_term_outside_the_bounds_is_refused_with_the_bounds(municipality, term_line, days):
    with pytest.raises(privacy.TermOutOfBounds, match="10 tot en met 1000"):
        privacy.set_term(term_line, days=days, by=ADMINISTRATOR, at=NOON)
    assert list(RetentionTerm.objects.all()) == []


@pytest.mark.parametrize(("chosen", "holds"), [(5, 10), (5000, 1000), (50, 50)])
def test_bounds_that_changed_hold_for_old_choices(term_line, chosen, holds):
    assert queries.days_of(term_line, {term_line.line.key: chosen}) == holds


def test_a_room_that_fails_stops_no_other_and_undoes_its_batch(municipality, empty_register):
    empty_register.enter(make_line("first"), stumble)
    empty_register.enter(make_line("second"), erase_days)
    make_days(50, 101)
    with pytest.raises(ExceptionGroup, match="not carried out"):
        privacy.carry_out_terms(at=NOON)
    assert ages_left() == [50]
    assert [entry.details["line"] for entry in Entry.objects.all()] == ["tenancy.closingday.second"]


def test_the_terms_of_all_rooms_can_be_carried_out(municipality):
    assert privacy.carry_out_terms(at=NOON) == 0
    with everywhere(because="the test looks for what was written"):
        assert list(Entry.objects.all()) == []
