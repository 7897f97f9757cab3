"""Who comes to an evening: places, the waiting list, places for who has no e-mail, and forgetting."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from wijkwerk.domain.meetings import privacy
from wijkwerk.domain.meetings.models import Meeting, Registration
from wijkwerk.domain.meetings.operations import meetings, registrations
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.meetings.tests.factories import MONDAY, MONDAY_ON, make_evening, make_series, prepare, set_rhythm
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.outbox.models import Letter

SAYS = {"by": VISITOR, "at": MONDAY}
NEXT = MONDAY_ON + timedelta(weeks=1)


def register(one, name="Ada", channel="email", address=None, *, on=NEXT, at=MONDAY, **fields):
    address = {"email": f"{name.lower()}@example.nl", "phone": "0599 00 00 11"}.get(channel, "")
    where = occurrences.moment(one.pk, on.isoformat())
    return registrations.register(where, name=name, channel=channel, address=address, by=VISITOR, at=at, **fields)


def stand():
    return list(Registration.objects.order_by("id").values_list("name", "state", "seat"))


def letters():
    return list(Letter.objects.order_by("id").values_list("template", "channel", "to_name"))


def test_the_first_to_register_makes_the_row_of_the_evening(maarswold):
    row = register(make_evening(maarswold, seats=2))
    assert (row.meeting.on, row.seat, row.meeting.seats) == (NEXT, 1, 2)
    assert letters() == [("meetings/registered", "email", "Ada")]
    assert row.own_address in Letter.objects.get().body


def test_fifty_at_once_for_the_last_places_are_exactly_the_maximum(threads, maarswold):
    evening = make_evening(maarswold, seats=7)

    def one(number):
        return register(evening, f"Gast{number}").state

    found = threads(50, one)
    assert sorted(found) == ["place"] * 7 + ["waiting"] * 43
    assert sorted(row.seat for row in Registration.objects.filter(state="place")) == [1, 2, 3, 4, 5, 6, 7]
    assert Meeting.objects.count() == 1


def test_fifty_times_the_same_form_is_one_registration(threads, maarswold):
    evening, key = make_evening(maarswold, seats=3), uuid4()
    assert len(set(threads(50, lambda _n: register(evening, client_key=key).pk))) == 1


def test_fifty_who_cancel_at_once_give_each_place_to_one_who_waits(threads, maarswold):
    evening = make_evening(maarswold, seats=5)
    rows = [register(evening, f"Gast{number}") for number in range(15)]
    threads(5, lambda number: registrations.cancel(rows[number], **SAYS).state)
    placed = Registration.objects.filter(state="place").order_by("id")
    assert [row.name for row in placed] == [f"Gast{number}" for number in range(5, 10)]
    assert sorted(row.seat for row in placed) == [1, 2, 3, 4, 5]


def test_some_places_are_kept_for_who_has_no_e_mail(maarswold):
    evening = make_evening(maarswold, seats=3, kept_seats=1)
    for name in ("Ada", "Bas", "Cor"):
        register(evening, name)
    register(evening, "Dien", "phone")
    register(evening, "Ed", "none")
    assert stand() == [
        ("Ada", "place", 1),
        ("Bas", "place", 2),
        ("Cor", "waiting", None),
        ("Dien", "place", 3),
        ("Ed", "waiting", None),
    ]


def test_who_cancels_gives_the_place_to_who_waits_longest_and_may_have_it(maarswold):
    evening = make_evening(maarswold, seats=2, kept_seats=1)
    ada = register(evening, "Ada")
    dien = register(evening, "Dien", "phone")
    register(evening, "Bas")
    register(evening, "Els", "phone")
    registrations.cancel(dien, **SAYS)
    assert stand()[2:] == [("Bas", "waiting", None), ("Els", "place", 2)]
    registrations.cancel(ada, **SAYS)
    registrations.cancel(ada, **SAYS)
    assert stand()[2:] == [("Bas", "place", 1), ("Els", "place", 2)]
    assert [each for each in letters() if each[0] == "meetings/got_place"] == [
        ("meetings/got_place", "phone", "Els"),
        ("meetings/got_place", "email", "Bas"),
    ]


def test_more_places_are_for_who_waits_and_fewer_than_taken_is_refused(maarswold):
    evening = make_evening(maarswold, seats=1)
    meeting = register(evening, "Ada").meeting
    register(evening, "Bas")
    registrations.set_places(meeting, seats=2, kept_seats=0, by=CLOCK, at=MONDAY)
    assert stand() == [("Ada", "place", 1), ("Bas", "place", 2)]
    with pytest.raises(registrations.TooFewPlaces):
        registrations.set_places(meeting, seats=1, kept_seats=0, by=CLOCK, at=MONDAY)
    with pytest.raises(registrations.TooManyKept):
        registrations.set_places(meeting, seats=2, kept_seats=3, by=CLOCK, at=MONDAY)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, registrations.NameMissing),
        ({"address": ""}, registrations.AddressMissing),
        ({"address": "geen adres"}, registrations.NoEmailAddress),
        ({"channel": "phone", "address": "12"}, registrations.NoPhoneNumber),
    ],
)
def test_a_name_and_one_way_to_be_reached_is_asked_and_no_more(maarswold, fields, refusal):
    where = occurrences.moment(make_evening(maarswold).pk, NEXT.isoformat())
    values = {"name": "Ada", "channel": "email", "address": "ada@example.nl"} | fields
    with pytest.raises(refusal):
        registrations.register(where, **values, **SAYS)
    assert (Registration.objects.count(), Meeting.objects.count()) == (0, 0)


def test_what_is_over_called_off_or_without_registration_takes_nobody(maarswold):
    evening = make_evening(maarswold)
    with pytest.raises(registrations.IsOver):
        register(evening, at=MONDAY + timedelta(days=9))
    meetings.call_off(prepare(evening, NEXT), because="IJzel", by=CLOCK, at=MONDAY)
    with pytest.raises(registrations.GoesNotOn):
        register(evening)
    closed = set_rhythm(make_series(maarswold))
    with pytest.raises(registrations.NotForRegistration):
        register(closed)


def test_who_registered_hears_that_it_moved_or_does_not_go_on(maarswold):
    evening = make_evening(maarswold)
    meeting = register(evening).meeting
    meetings.call_off(meeting, because="IJzel", by=CLOCK, at=MONDAY)
    assert [template for template, _channel, _name in letters()] == [
        "meetings/registered",
        "meetings/evening_called_off",
    ]
    assert "De reden: IJzel" in Letter.objects.order_by("-id").first().body


def test_two_days_before_by_day_who_comes_is_reminded_once(maarswold):
    evening = make_evening(maarswold)
    register(evening, "Ada")
    register(evening, "Dien", "phone")
    register(evening, "Ed", "none")
    register(evening, "Laat", at=MONDAY + timedelta(days=4, hours=23))
    night = MONDAY.replace(hour=3)
    found = [
        registrations.remind(at=at)
        for at in (MONDAY, night + timedelta(days=5), MONDAY + timedelta(days=5), MONDAY + timedelta(days=5, hours=1))
    ]
    assert found == [0, 0, 3, 0]
    assert [each for each in letters() if each[0] == "meetings/reminder"] == [
        ("meetings/reminder", "email", "Ada"),
        ("meetings/reminder", "phone", "Dien"),
    ]


def test_those_without_e_mail_stand_on_the_list_for_calling(maarswold):
    evening = make_evening(maarswold)
    meeting = register(evening, "Ada").meeting
    dien, _ed = register(evening, "Dien", "phone"), register(evening, "Ed", "none")
    registrations.note_call(dien, by=CLOCK, at=MONDAY)
    assert {row.name: row.called_at is not None for row in queries.to_call(meeting)} == {"Dien": True, "Ed": False}


def test_some_weeks_after_it_only_how_many_came_is_left(maarswold):
    evening = make_evening(maarswold, seats=1)
    meeting = register(evening, "Ada").meeting
    register(evening, "Bas")
    line = next(line for line in privacy.LINES if line.model == "meetings.Registration")
    ended = meeting.ends_at
    assert privacy.erase(line, before=ended, at=ended) == 0
    assert privacy.erase(line, before=ended + timedelta(seconds=1), at=ended) == 2
    meeting.refresh_from_db()
    assert (Registration.objects.count(), Letter.objects.count(), meeting.registered) == (0, 0, 1)


def test_a_day_that_is_no_day_is_no_moment(maarswold):
    evening = make_evening(maarswold)
    for wrong in ("x", "2026-02-30", "2026-03-03", date(2026, 4, 6).isoformat()):
        with pytest.raises(occurrences.Series.DoesNotExist):
            occurrences.public_moment(evening.pk, wrong)
