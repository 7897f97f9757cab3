"""Who did what to which thing: written with the deed, read by many."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.journal import operations, queries
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.tenancy.models import ClosingDay
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def day(municipality):
    return ClosingDay.objects.create(on=date(2025, 5, 30), name="Brugdag")


def test_an_entry_says_who_did_what_to_which_thing_and_when(day, municipality):
    entry = operations.record("tenancy.day_closed", about=day, by=CLOCK, at=NOON, details={"days": 1})
    entry.refresh_from_db()
    assert (entry.verb, entry.about_kind, entry.about_id, entry.actor_kind, entry.actor_id, entry.at) == (
        "tenancy.day_closed",
        "tenancy.closingday",
        day.pk,
        "clock",
        None,
        NOON,
    )
    assert (entry.details, entry.is_on_behalf, entry.municipality) == ({"days": 1}, False, municipality)


def test_what_staff_did_for_a_resident_says_so(day):
    assert operations.record("tenancy.day_closed", about=day, by=VISITOR, at=NOON, on_behalf=True).is_on_behalf


def test_a_deed_that_is_undone_leaves_no_entry(day):
    with transaction.atomic():
        operations.record("tenancy.day_closed", about=day, by=CLOCK, at=NOON)
        transaction.set_rollback(True)
    assert list(Entry.objects.all()) == []


def test_what_happened_to_things_is_read_oldest_first_in_one_question(day, django_assert_num_queries):
    other = ClosingDay.objects.create(on=date(2025, 12, 24), name="Kerstavond")
    third = ClosingDay.objects.create(on=date(2025, 12, 31), name="Oudjaar")
    entries = [
        operations.record(f"tenancy.{n}", about=thing, by=CLOCK, at=NOON) for n, thing in enumerate([other, day])
    ]
    operations.record("tenancy.3", about=third, by=CLOCK, at=NOON)
    with django_assert_num_queries(1):
        assert list(queries.entries_about(day, other)) == entries
    assert list(queries.entries_about()) == []


def test_who_reads_up_gets_what_is_new(day):
    first, second, third = (
        operations.record(verb, about=day, by=CLOCK, at=NOON)
        for verb in ("tenancy.day_closed", "tenancy.day_opened", "tenancy.day_closed")
    )
    assert list(queries.entries_after(first.pk, ["tenancy.day_closed"])) == [third]
    assert list(queries.entries_after(0, ["tenancy.day_closed", "tenancy.day_opened"])) == [first, second, third]


def test_another_municipalitys_journal_is_not_read(day):
    operations.record("tenancy.day_closed", about=day, by=CLOCK, at=NOON)
    with in_municipality(make_municipality("GM0106", "Elders")):
        assert list(queries.entries_about(day)) == []
        assert list(queries.entries_after(0, ["tenancy.day_closed"])) == []
