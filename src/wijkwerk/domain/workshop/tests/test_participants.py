"""Who helps and learns here: with their own yes, once at a time, and with what they learned by real work."""

from datetime import date, timedelta

import pytest

from wijkwerk.domain.areas.models import Area
from wijkwerk.domain.people.models import Invitation
from wijkwerk.domain.workshop.models import Participant, Skill
from wijkwerk.domain.workshop.operations import participants as operations
from wijkwerk.domain.workshop.operations import shifts
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_participant, make_resident, make_skill
from wijkwerk.domain.workshop.tests.rota_factories import make_shift
from wijkwerk.foundation.outbox.models import Channel, Letter


@pytest.fixture
def sam(workshop):
    return make_participant(make_resident(workshop, "Sam Kuiper"))


def test_somebody_is_written_in_with_what_they_can_want_and_when(workshop, host, rika):
    snoeien, schilderen = make_skill(workshop), make_skill(workshop, "Schilderen")
    one = operations.take_on(
        rika,
        agreed=True,
        talents="Maakt graag een praatje",
        can=[snoeien],
        wants=[schilderen],
        halves=[(0, "morning"), (3, "afternoon"), (0, "morning")],
        by=host,
        at=MONDAY,
    )
    assert (one.kind, one.agreed_on, one.from_on) == ("volunteer", MONDAY_ON, MONDAY_ON)
    assert list(one.skills.values_list("skill__name", "wants_to_learn")) == [("Schilderen", True), ("Snoeien", False)]
    assert list(one.availability.values_list("weekday", "half")) == [(0, "morning"), (3, "afternoon")]
    assert list(Letter.objects.values_list("template", flat=True)) == ["workshop/participant_welcome"]


def test_where_somebody_lives_is_known_as_near_as_the_buurt(municipality, workshop, host):
    Area.objects.create(
        code="BU00370101", year=municipality.areas_year, kind="buurt", name="Park", municipality_code="GM0037",
        parent_code="WK003701", border=b"-", south=52.0, north=53.0, west=6.0, east=7.0, lat=52.5, lon=6.5,
    )  # fmt: skip
    for name, code, where in (
        ("A", "BU00370101", (52.5, 6.5)),
        ("B", "BU00379999", (None, None)),
        ("C", "", (None, None)),
    ):
        one = operations.take_on(make_resident(workshop, name, buurt_code=code), agreed=True, by=host, at=MONDAY)
        assert (one.lat, one.lon) == where


def test_without_their_own_yes_nobody_is_written_in(host, rika):
    with pytest.raises(operations.NotAgreed):
        operations.take_on(rika, agreed=False, by=host, at=MONDAY)
    assert Participant.objects.count() == 0


def test_somebody_takes_part_once_at_a_time_and_may_come_back(host, rika):
    one = operations.take_on(rika, agreed=True, by=host, at=MONDAY)
    with pytest.raises(operations.TakesPartAlready):
        operations.take_on(rika, agreed=True, by=host, at=MONDAY)
    operations.stop(one, until_on=MONDAY_ON, by=host, at=MONDAY)
    with pytest.raises(operations.HasStopped):
        operations.stop(one, until_on=MONDAY_ON, by=host, at=MONDAY)
    operations.take_on(rika, agreed=True, by=host, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_write_the_same_person_in_once(host, rika, threads):
    def want(_n):
        try:
            operations.take_on(rika, agreed=True, by=host, at=MONDAY)
        except operations.TakesPartAlready:
            return 0
        return 1

    assert sum(threads(10, want)) == 1


def test_who_stops_leaves_the_shifts_after_that_day(workshop, host, sam):
    before, after = make_shift(workshop), make_shift(workshop, days=7)
    for shift in (before, after):
        shifts.sign_up(shift, resident=sam.resident, by=host, at=MONDAY)
    operations.stop(sam, until_on=date(2026, 3, 6), by=host, at=MONDAY)
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.taken, after.taken) == (1, 0)
    other = make_participant(make_resident(workshop, "Els Bos"))
    with pytest.raises(operations.StopsBeforeBegin):
        operations.stop(other, until_on=other.from_on - timedelta(days=1), by=host, at=MONDAY)


def test_what_somebody_learned_stays_said_as_long_as_they_can_it(workshop, host, sam):
    snoeien = make_skill(workshop)
    values = {"kind": "volunteer", "organisation": None, "talents": "", "halves": [], "most_halves": 2, "agreed": True}
    operations.change_participant(sam, can=[], wants=[snoeien], **values, by=host, at=MONDAY)
    operations.note_learned(
        sam, skill=snoeien, learned_by="De heg van het buurthuis", learned_on=MONDAY_ON, by=host, at=MONDAY
    )
    operations.change_participant(sam, can=[snoeien], wants=[], **values, by=host, at=MONDAY)
    assert list(sam.skills.values_list("wants_to_learn", "learned_by")) == [(False, "De heg van het buurthuis")]
    operations.change_participant(sam, can=[], wants=[], **values, by=host, at=MONDAY)
    assert sam.skills.count() == 0


def test_learning_is_at_some_work_and_not_later_than_today(workshop, host, sam):
    skill = make_skill(workshop)
    with pytest.raises(operations.LearnedAtNothing):
        operations.note_learned(sam, skill=skill, learned_by=" ", learned_on=MONDAY_ON, by=host, at=MONDAY)
    with pytest.raises(operations.LearnedLater):
        operations.note_learned(
            sam, skill=skill, learned_by="Heg", learned_on=MONDAY_ON + timedelta(days=1), by=host, at=MONDAY
        )


def test_a_skill_with_the_same_name_is_the_same_skill(workshop, host):
    first = operations.add_skill(workshop, name="Snoeien", by=host, at=MONDAY)
    assert operations.add_skill(workshop, name=" snoeien ", by=host, at=MONDAY) == first
    with pytest.raises(operations.SkillMissing):
        operations.add_skill(workshop, name=" ", by=host, at=MONDAY)
    assert Skill.objects.count() == 1


def test_somebody_says_when_they_can_come(host, sam):
    operations.change_own_availability(sam, halves=[(4, "evening")], most_halves=1, by=host, at=MONDAY)
    assert list(sam.availability.values_list("weekday", "half")) == [(4, "evening")]
    with pytest.raises(operations.TooManyHalves):
        operations.change_own_availability(sam, halves=[], most_halves=15, by=host, at=MONDAY)


def test_whoever_is_invited_becomes_a_person_without_a_role(host, sam):
    for _ in range(2):
        operations.invite(sam, email="sam@example.nl", by=host, at=MONDAY)
    sam.refresh_from_db()
    assert (sam.person.name, sam.person.held, sam.access_parties()) == (
        "Sam Kuiper",
        (),
        {("person", sam.person.pk): "participant"},
    )
    assert Invitation.objects.open().count() == 1
    with pytest.raises(operations.HasNoEmail):
        operations.invite(sam, email=" ", by=host, at=MONDAY)


def test_thanks_go_by_the_way_that_somebody_chose(workshop, host, sam):
    assert operations.thank(sam, words="Wat een heg!", signed="Hanneke", by=host, at=MONDAY)
    assert "Wat een heg!" in Letter.objects.get().body
    quiet = make_participant(make_resident(workshop, "Els Bos", reply_by=Channel.NONE))
    assert not operations.thank(quiet, words="Dank u", signed="Hanneke", by=host, at=MONDAY)
    assert Letter.objects.count() == 1
