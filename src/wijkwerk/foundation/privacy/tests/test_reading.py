"""Who read what is sensitive."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.tests.factories import Employee
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.privacy import operations as privacy
from wijkwerk.foundation.privacy import privacy as own_terms
from wijkwerk.foundation.privacy import queries
from wijkwerk.foundation.privacy.models import AccessLog, NeverChanged
from wijkwerk.foundation.privacy.tests.factories import NOON
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

SOMEBODY, ELSE = Employee(number=7), Employee(number=8, name="Second Employee")


def read(thing, by=SOMEBODY, at=NOON):
    privacy.log_reading(thing, by=by, at=at, why="Behandelt de melding")


def test_a_reading_says_who_what_when_and_why(municipality):
    read(municipality)
    log = AccessLog.objects.get()
    assert (log.actor_kind, log.actor_id, log.actor_name, log.about, log.at, log.why) == (
        "person",
        7,
        "Ina Berends",
        ref(municipality),
        NOON,
        "Behandelt de melding",
    )


def test_the_same_reading_counts_once_a_quarter_of_an_hour(municipality):
    for minutes in (0, 1, 14, 15, 29):
        read(municipality, at=NOON + timedelta(minutes=minutes))
    assert [log.at for log in AccessLog.objects.order_by("at")] == [NOON, NOON + timedelta(minutes=15)]


def test_another_reader_and_another_thing_count_by_themselves(municipality):
    other = make_municipality("GM0106", "Essen")
    read(municipality)
    read(municipality, by=ELSE)
    read(municipality, by=CLOCK)
    read(other)
    assert AccessLog.objects.count() == 4
    assert queries.readings(about=ref(municipality)).count() == 3


def test_reading_again_within_the_quarter_asks_once_and_writes_nothing(municipality, django_assert_num_queries):
    read(municipality)
    with django_assert_num_queries(1):
        read(municipality)


def test_a_line_of_the_log_is_never_changed_or_removed(municipality):
    read(municipality)
    log = AccessLog.objects.get()
    log.why = "Iets anders"
    for deed in (log.save, log.delete, AccessLog.objects.all().delete, lambda: AccessLog.objects.update(why="x")):
        with pytest.raises(NeverChanged):
            deed()
    assert AccessLog.objects.get().why == "Behandelt de melding"


def test_a_line_of_the_log_goes_when_its_term_ended(municipality):
    read(municipality, at=NOON - timedelta(days=731))
    read(municipality)
    [line] = own_terms.LINES
    gone = [own_terms.erase(line, before=NOON - timedelta(days=730), at=NOON) for _ in range(2)]
    assert (gone, [log.at for log in AccessLog.objects.all()]) == ([1, 0], [NOON])


def test_one_municipality_does_not_see_the_log_of_another(municipality):
    read(municipality)
    with in_municipality(make_municipality("GM0106", "Essen")):
        assert list(queries.readings()) == []


@pytest.mark.django_db(transaction=True)
def test_of_twenty_windows_at_once_one_reading_is_written():
    municipality, begin, faults = make_municipality(), threading.Barrier(20), []

    def window():
        begin.wait()
        try:
            with in_municipality(municipality):
                read(municipality)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    windows = [threading.Thread(target=window) for _ in range(20)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    with in_municipality(municipality):
        assert (faults, AccessLog.objects.count()) == ([], 1)
