"""Fifty at once: the same mark, the same photo, the same place: each is there once; nobody waits for ever."""

import uuid

from wijkwerk.domain.inspections.models import Finding, Mark, Spot, SpotPhoto, Walker
from wijkwerk.domain.inspections.operations import findings, marking, walkers, walks
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests.factories import BY, draft, make_person, make_walker, mark, photo_file, spots
from wijkwerk.domain.signals.models import Signal


def test_fifty_times_the_same_mark_is_one(threads, inspection, rika):
    [bridge, _school] = spots(inspection)
    sent = draft(inspection, bridge, "C")
    given = threads(50, lambda _number: marking.give_mark(rika, sent, **BY))
    assert (len({each.pk for each in given}), Mark.objects.count()) == (1, 1)


def test_marks_of_many_walkers_at_once_are_all_there_and_each_finding_once(threads, inspection):
    [bridge, school] = spots(inspection)
    group = [make_walker(inspection, f"Loper {number}", reply_by="none") for number in range(10)]
    walks.move(inspection, state=InspectionState.WALKED, **BY)
    threads(20, lambda number: mark(group[number % 10], (bridge, school)[number // 10], "D"))
    assert (Mark.objects.count(), Finding.objects.count()) == (20, 2)


def test_the_same_photo_sent_at_once_is_one(threads, inspection, rika):
    [bridge, _school] = spots(inspection)
    key = uuid.uuid4()
    at = BY["at"]
    threads(8, lambda _number: marking.add_photo(rika, photo_file(), spot=bridge, made_at=at, key=key, **BY))
    assert SpotPhoto.objects.count() == 1


def test_places_that_are_added_at_once_each_have_a_number_and_the_same_one_is_one(threads, inspection, rika):
    keys = [uuid.uuid4() for _number in range(5)]
    at = BY["at"]
    threads(
        20,
        lambda number: marking.add_spot_on_the_way(
            rika, name=f"Plek {number % 5}", made_at=at, key=keys[number % 5], **BY
        ),
    )
    assert list(Spot.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 8))


def test_who_joins_twice_at_once_walks_once(threads, inspection):
    person = make_person("Els Lantinga")
    threads(10, lambda _number: walkers.walker_for(inspection, person, at=BY["at"]))
    assert Walker.objects.filter(person=person).count() == 1


def test_a_finding_becomes_one_signal(threads, inspection, rika):
    mark(rika, spots(inspection)[0], "D")
    walks.move(inspection, state=InspectionState.WALKED, **BY)
    [finding] = Finding.objects.all()

    def make(_number):
        try:
            return findings.make_signal(finding, **BY)
        except findings.HasSignal:
            return None

    made = threads(10, make)
    assert (len([each for each in made if each]), Signal.objects.count()) == (1, 1)
