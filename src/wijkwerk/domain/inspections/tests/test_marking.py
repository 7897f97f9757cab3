"""What a telephone sends: once, whatever breaks between, and the last made counts."""

import uuid
from datetime import timedelta

import pytest

from wijkwerk.domain.inspections.models import Mark, Spot, SpotPhoto
from wijkwerk.domain.inspections.operations import marking, scales, walkers, walks
from wijkwerk.domain.inspections.operations.scales import LevelWords
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests.factories import BY, LATER, NOON, draft, make_walker, mark, photo_file, spots
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.files.models import Photo

HOUR = timedelta(hours=1)


def given():
    return [(each.spot.number, each.walker.name, each.level.code) for each in Mark.objects.order_by("spot__number")]


def test_the_same_mark_sent_twice_is_one(inspection, rika):
    [bridge, _school] = spots(inspection)
    sent = draft(inspection, bridge, "C")
    first, second = (marking.give_mark(rika, sent, by=CLOCK, at=NOON + n * HOUR) for n in (0, 1))
    assert (first.pk, given()) == (second.pk, [(1, "Rika Veen", "C")])


def test_the_last_made_counts_also_when_it_arrives_first(inspection, rika):
    [bridge, _school] = spots(inspection)
    mark(rika, bridge, "B", at=NOON + HOUR)
    mark(rika, bridge, "D", at=NOON)
    assert given() == [(1, "Rika Veen", "B")]


def test_a_telephone_that_runs_ahead_is_not_believed(inspection, rika):
    [bridge, _school] = spots(inspection)
    ahead = draft(inspection, bridge, "B", at=NOON + timedelta(days=400))
    assert marking.give_mark(rika, ahead, by=CLOCK, at=NOON).at == NOON + timedelta(minutes=10)


def test_a_key_of_somebody_else_is_refused_and_changes_nothing(inspection, rika, jan):
    [bridge, school] = spots(inspection)
    key = uuid.uuid4()
    mark(rika, bridge, "B", key=key)
    with pytest.raises(marking.KeyIsTaken):
        mark(jan, school, "D", key=key)
    assert given() == [(1, "Rika Veen", "B")]


def test_a_level_of_another_scale_is_refused(inspection, rika):
    [bridge, _school] = spots(inspection)
    other = scales.make_scale(
        name="Anders", kind="labels", levels=[LevelWords("ja"), LevelWords("nee")], norm="ja", **BY
    )
    wrong = marking.MarkDraft(
        key=uuid.uuid4(),
        spot=bridge,
        aspect=inspection.aspects.first(),
        level=other.levels.first(),
        at=NOON,
    )
    with pytest.raises(marking.NoSuchLevel):
        marking.give_mark(rika, wrong, by=CLOCK, at=NOON)


def test_a_photo_sent_twice_is_one_and_has_no_place_in_it(inspection, rika):
    [bridge, _school] = spots(inspection)
    key = uuid.uuid4()
    for _turn in range(2):
        marking.add_photo(rika, photo_file(), spot=bridge, made_at=NOON, key=key, **BY)
    assert (SpotPhoto.objects.count(), Photo.objects.count()) == (1, 1)


def test_more_photos_than_fit_are_refused(inspection, rika):
    [bridge, _school] = spots(inspection)
    for _turn in range(marking.MOST_PHOTOS):
        marking.add_photo(rika, photo_file(), spot=bridge, made_at=NOON, key=uuid.uuid4(), **BY)
    with pytest.raises(marking.TooManyPhotos):
        marking.add_photo(rika, photo_file(), spot=bridge, made_at=NOON, key=uuid.uuid4(), **BY)


def test_a_spot_on_the_way_comes_at_the_end_once(inspection, rika):
    key = uuid.uuid4()
    for _turn in range(2):
        marking.add_spot_on_the_way(rika, name="Omgevallen boom", made_at=NOON, key=key, **BY)
    assert [(each.number, each.name) for each in spots(inspection)] == [
        (1, "Bij de brug"),
        (2, "Bij de school"),
        (3, "Omgevallen boom"),
    ]


def test_what_was_seen_before_the_closing_still_comes_in_and_what_was_seen_after_does_not(inspection, rika):
    [bridge, school] = spots(inspection)
    for state in (InspectionState.WALKED, InspectionState.CLOSED):
        walks.move(inspection, state=state, by=CLOCK, at=NOON + HOUR)
    mark(rika, bridge, "A", at=NOON)
    with pytest.raises(marking.InspectionIsClosed):
        mark(rika, school, "A", at=LATER)
    assert given() == [(1, "Rika Veen", "A")]


def test_what_arrives_when_the_walk_is_over_still_makes_a_finding(inspection, rika):
    [bridge, _school] = spots(inspection)
    walks.move(inspection, state=InspectionState.WALKED, **BY)
    mark(rika, bridge, "D")
    assert [each.title for each in inspection.findings.all()] == ["Onkruid bij Bij de brug: D"]


def test_somebody_is_invited_once_and_hears_it_once(inspection):
    key = uuid.uuid4()
    made = [
        walkers.invite_resident(
            inspection, name="Els", reply_by="email", reply_address="els@example.nl", client_key=key, **BY
        )
        for _turn in range(2)
    ]
    assert (len({each.pk for each in made}), Spot.objects.count()) == (1, 2)


def test_who_gave_marks_stays_on_the_list(inspection, rika, jan):
    mark(rika, spots(inspection)[0], "A")
    walkers.take_off(jan, **BY)
    with pytest.raises(walkers.WalkerHasMarked):
        walkers.take_off(rika, **BY)
    assert [each.name for each in inspection.walkers.all()] == ["Rika Veen"]


def test_an_address_that_is_missing_is_told(inspection):
    with pytest.raises(walkers.AddressMissing):
        make_walker(inspection, "Els", reply_address=" ")
