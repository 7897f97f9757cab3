"""Hours are presence, each minute once; work on things says what they went into; nothing is an estimate."""

from datetime import date, time

import pytest
from django.urls import reverse

from wijkwerk.domain.workshop.models import ParticipantKind
from wijkwerk.domain.workshop.queries import hours
from wijkwerk.domain.workshop.tests.factories import make_facility, make_participant, make_resident, sign_in
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_presence, make_work

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def sam(workshop):
    return make_participant(make_resident(workshop, "Sam Kuiper"))


def march(participant):
    found = hours.hours_of(participant, MARCH, APRIL)
    return (found.minutes, found.by_function, found.not_filled_in)


def test_presence_is_what_counts(sam):
    make_presence(sam)
    make_presence(sam, days=7, came=time(9, 30), left=time(10))
    assert march(sam) == (210, {"meeting": 210}, 0)


def test_work_is_a_part_of_the_presence_and_never_added(sam):
    make_presence(sam)
    make_work(sam, 60, about_id=1)
    make_work(sam, 30, function="repair", about_id=2)
    assert march(sam) == (180, {"chores": 60, "repair": 30, "meeting": 90}, 0)


def test_work_comes_off_the_shift_for_the_same_work_first(sam):
    make_presence(sam, function="chores", came=time(9), left=time(11))
    make_presence(sam, function="meeting", came=time(13), left=time(14))
    make_work(sam, 90, about_id=1)
    assert march(sam) == (180, {"chores": 120, "meeting": 60}, 0)


def test_without_presence_the_work_that_was_logged_counts(sam):
    make_work(sam, 75, about_id=1)
    assert march(sam) == (75, {"chores": 75}, 0)


def test_more_work_than_presence_tells_the_hours_of_the_day(sam):
    make_presence(sam, left=time(10))
    make_work(sam, 75, about_id=1)
    assert march(sam) == (75, {"chores": 75}, 0)


def test_times_that_overlap_count_once(sam):
    make_presence(sam, came=time(9), left=time(12))
    make_presence(sam, came=time(11), left=time(13), function="garden")
    assert march(sam) == (240, {"meeting": 180, "garden": 60}, 0)


def test_who_was_there_without_times_is_not_guessed(sam):
    make_presence(sam, came=None, left=None)
    make_presence(sam, days=1, came=time(9), left=None)
    assert march(sam) == (0, {}, 2)


def test_hours_by_kind_survive_the_person(workshop, sam):
    els = make_participant(make_resident(workshop, "Els Bos"), kind=ParticipantKind.DAY_ACTIVITY)
    joke = make_participant(make_resident(workshop, "Joke Smit"), kind=ParticipantKind.DAY_ACTIVITY)
    for one in (sam, els, joke):
        make_presence(one)
    els.delete()
    joke.delete()
    found = [(row.kind, row.people, row.hours.minutes) for row in hours.hours_by_kind(workshop, MARCH, APRIL)]
    assert found == [("day_activity", 0, 360), ("volunteer", 1, 180)]


def test_hours_by_person_take_three_queries_however_many_people_there_are(workshop, sam, django_assert_num_queries):
    make_presence(sam)
    for name in ("Els Bos", "Joke Smit"):
        with django_assert_num_queries(3):
            hours.hours_by_person(workshop, MARCH, APRIL)
        make_work(make_participant(make_resident(workshop, name)), 30, about_id=5)
    found = [
        (row.participant.resident.name, row.hours.minutes) for row in hours.hours_by_person(workshop, MARCH, APRIL)
    ]
    assert found == [("Els Bos", 30), ("Joke Smit", 30), ("Sam Kuiper", 180)]


def test_hours_in_the_garden_count_for_the_workshop_where_somebody_takes_part(workshop, parkwijk, mussel, sam):
    place = make_presence(sam, function="garden")
    place.shift.facility = make_garden(parkwijk)
    place.shift.save()
    elsewhere = make_facility(mussel, "Wijkwerkplaats Mussel")

    def minutes(facility):
        return [row.hours.minutes for row in hours.hours_by_kind(facility, MARCH, APRIL)]

    assert (minutes(workshop), minutes(elsewhere)) == ([180], [])
    sam.delete()
    assert (minutes(workshop), minutes(elsewhere)) == ([180], [])


def test_hours_of_another_month_are_not_counted(sam):
    make_presence(sam, days=31)
    assert march(sam) == (0, {}, 0)


@pytest.mark.parametrize(("day", "quarter"), [
    (date(2026, 1, 1), (date(2026, 1, 1), date(2026, 4, 1))),
    (date(2026, 6, 30), (date(2026, 4, 1), date(2026, 7, 1))),
    (date(2026, 12, 31), (date(2026, 10, 1), date(2027, 1, 1))),
])  # fmt: skip
def test_a_quarter_has_three_months(day, quarter):
    assert hours.quarter_of(day) == quarter


def test_hours_are_written_as_on_a_clock():
    assert [hours.in_words(minutes) for minutes in (0, 5, 90, 2405)] == ["0:00", "0:05", "1:30", "40:05"]


@pytest.mark.parametrize(
    ("people", "groups"),
    [
        ({}, []),
        ({"volunteer": 5, "day_activity": 6}, [(["day_activity"], 6, 360), (["volunteer"], 5, 300)]),
        (
            {"volunteer": 6, "day_activity": 3, "other": 2},
            [(["day_activity", "other"], 5, 300), (["volunteer"], 6, 360)],
        ),
        ({"volunteer": 6, "day_activity": 1}, [(["day_activity", "volunteer"], 7, 420)]),
        ({"volunteer": 2, "day_activity": 1}, [(["day_activity", "volunteer"], 3, 180)]),
        ({"volunteer": 2}, [(["volunteer"], 2, 120)]),
    ],
)
def test_hours_by_kind_are_told_as_far_as_groups_of_five_allow(workshop, people, groups):
    for kind, count in people.items():
        for number in range(count):
            make_work(make_participant(make_resident(workshop, f"{kind} {number}"), kind), 60, about_id=number + 1)
    found = hours.hours_by_group(workshop, MARCH, APRIL, smallest=5)
    assert [(row.kinds, row.people, row.hours.minutes) for row in found] == groups


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (5, "Vrijwilliger"),
        (2, "In deze periode is er samen 2:00 uur gewerkt, door minder dan 5 mensen."),
        (0, "Er zijn nog geen uren ingevuld."),
    ],
)
def test_a_small_workshop_reads_its_hours_in_one_sentence(client, workshop, host, count, words):
    for number in range(count):
        make_work(make_participant(make_resident(workshop, f"Sam {number}")), 60, about_id=number + 1)
    sign_in(client, host)
    address = reverse("workshop:reach", args=[workshop.pk])
    page = client.get(address, {"van": "2026-03-01", "tot_en_met": "2026-03-31"}).text
    told = page[page.index("Er is niets geschat") :]
    assert (words in told, "5:00" in told) == (True, count == 5)
