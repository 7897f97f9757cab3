"""Hours: work is logged once for each thing, and never by guess."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.facilities.models import FunctionKind
from wijkwerk.domain.workshop.models import WorkLog
from wijkwerk.domain.workshop.operations import hours
from wijkwerk.domain.workshop.queries import participants
from wijkwerk.domain.workshop.tests.factories import (
    LONG_AGO,
    MONDAY,
    MONDAY_ON,
    make_kind,
    make_participant,
    make_resident,
    make_skill,
    make_tool,
)


@pytest.fixture
def sam(workshop):
    return make_participant(make_resident(workshop, "Sam Kuiper"))


def logged(participant):
    return list(WorkLog.objects.filter(participant=participant).values_list("on", "minutes", "function"))


def test_work_on_a_thing_is_logged_once_and_said_again_it_is_replaced(workshop, host, sam):
    thing = make_tool(make_kind(workshop))
    hours.log_work(sam, minutes=90, on=MONDAY_ON, about=thing, by=host, at=MONDAY)
    hours.log_work(sam, minutes=75, on=MONDAY_ON, about=thing, function=FunctionKind.REPAIR, by=host, at=MONDAY)
    assert logged(sam) == [(MONDAY_ON, 75, "repair")]


def test_other_work_is_logged_once_a_day_and_function(workshop, host, sam):
    for minutes in (30, 45):
        hours.log_work(sam, minutes=minutes, on=MONDAY_ON, function=FunctionKind.FORMS, by=host, at=MONDAY)
    hours.log_work(sam, minutes=20, on=MONDAY_ON, by=host, at=MONDAY)
    assert sorted(logged(sam)) == [(MONDAY_ON, 20, "other"), (MONDAY_ON, 45, "forms")]


@pytest.mark.parametrize("minutes", [0, -5, 24 * 60 + 1])
def test_a_time_that_cannot_be_is_refused(host, sam, minutes):
    with pytest.raises(hours.TimeCannotBe):
        hours.log_work(sam, minutes=minutes, on=MONDAY_ON, by=host, at=MONDAY)


def test_the_database_too_refuses_more_than_a_day(sam):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkLog.objects.create(
            facility=sam.facility, participant=sam, kind=sam.kind, on=MONDAY_ON, minutes=1441, function="other"
        )


def test_work_of_tomorrow_is_refused(host, sam):
    with pytest.raises(hours.WorkIsStillToCome):
        hours.log_work(sam, minutes=30, on=MONDAY_ON + timedelta(days=1), by=host, at=MONDAY)


def test_work_outside_the_period_that_somebody_takes_part_is_refused(workshop, host):
    ended = make_participant(make_resident(workshop, "Els Bos"), until_on=MONDAY_ON)
    for day in (MONDAY_ON, LONG_AGO - timedelta(days=1)):
        with pytest.raises(hours.DidNotTakePart):
            hours.log_work(ended, minutes=30, on=day, by=host, at=MONDAY)
    hours.log_work(ended, minutes=30, on=date(2026, 3, 1), by=host, at=MONDAY)
    assert logged(ended) == [(date(2026, 3, 1), 30, "other")]


def test_work_that_is_taken_back_is_gone(host, sam):
    hours.take_back_work(hours.log_work(sam, minutes=30, on=MONDAY_ON, by=host, at=MONDAY), by=host, at=MONDAY)
    assert logged(sam) == []


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_log_the_same_work_once(workshop, host, sam, threads):
    thing = make_tool(make_kind(workshop))
    threads(50, lambda n: hours.log_work(sam, minutes=n + 1, on=MONDAY_ON, about=thing, by=host, at=MONDAY))
    assert WorkLog.objects.count() == 1


def test_participants_of_a_day_come_with_skills_and_half_days_in_three_queries(
    workshop, sam, django_assert_num_queries
):
    ended = make_participant(make_resident(workshop, "Els Bos"), until_on=MONDAY_ON)
    sam.skills.create(skill=make_skill(workshop))
    sam.availability.create(weekday=0, half="morning")
    with django_assert_num_queries(3):
        found = [
            (one.resident.name, [s.skill.name for s in one.skills.all()], [a.half for a in one.availability.all()])
            for one in participants.participants(workshop, MONDAY_ON)
        ]
    assert found == [("Sam Kuiper", ["Snoeien"], ["morning"])]
    assert participants.participant_of(sam.resident, MONDAY_ON) == sam
    assert participants.participant_of(ended.resident, MONDAY_ON) is None
    assert participants.participant(sam.pk) == sam
