"""The calendar feed, read as a calendar program does: by the library, with the zone and the rules that it brings."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.test import Client
from icalendar import Calendar

from wijkwerk.domain.meetings.operations import feeds, meetings, series
from wijkwerk.domain.meetings.queries import calendar, occurrences
from wijkwerk.domain.meetings.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_evening,
    make_organisation,
    make_person,
    make_series,
    prepare,
    set_rhythm,
)
from wijkwerk.domain.people.tests.factories import make_holder, sign_in
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import text

SAYS = {"by": CLOCK, "at": MONDAY}
YEAR = (MONDAY_ON, date(2027, 3, 2))


def read(*among):
    rows = [occurrences.series(one.pk) for one in among]
    return Calendar.from_ical(calendar.calendar_of(rows, name="Overleg", today=MONDAY_ON))


def events(found):
    return list(found.walk("VEVENT"))


def moments(found, from_on, until_on):
    """All moments as a program unfolds them, with the zone that stands in the calendar itself."""
    zone = found.walk("VTIMEZONE")[0].to_tz()
    begin, end = (datetime.combine(day, time.min) for day in (from_on, until_on))
    singles = {(str(each["uid"]), local(each["recurrence-id"].dt)) for each in events(found) if "recurrence-id" in each}
    starts = []
    for event in events(found):
        first = local(event["dtstart"].dt)
        if "rrule" not in event:
            starts += [first] if event["status"] == "CONFIRMED" else []
            continue
        rule = rrulestr(event["rrule"].to_ical().decode().split(";UNTIL")[0], dtstart=first)
        until = event["rrule"].get("until")
        out = exdates(event)
        for start in rule.between(begin - timedelta(seconds=1), end):
            over = until and start.replace(tzinfo=zone).astimezone(UTC) > until[0].astimezone(UTC)
            if start not in out and (str(event["uid"]), start) not in singles and not over:
                starts.append(start)
    return sorted(start.replace(tzinfo=zone).astimezone(UTC) for start in starts if begin <= start < end)


def local(moment):
    assert moment.tzinfo.key == "Europe/Amsterdam"
    return moment.replace(tzinfo=None)


def exdates(event):
    found = event.get("exdate")
    if found is None:
        return set()
    return {local(day.dt) for each in (found if isinstance(found, list) else [found]) for day in each.dts}


def ours(one, from_on, until_on):
    found = occurrences.occurrences([occurrences.series(one.pk)], from_on=from_on, until_on=until_on)
    return [each.starts_at.astimezone(UTC) for each in found if not each.is_cancelled]


@pytest.mark.parametrize("rhythm", ["weekly", "fortnightly", "monthly"])
@pytest.mark.parametrize("first_on", [MONDAY_ON, date(2026, 3, 31)])  # the second is a fifth Tuesday
def test_a_calendar_program_finds_the_moments_that_we_find(maarswold, rhythm, first_on):
    one = set_rhythm(make_series(maarswold), rhythm, first_on)
    assert moments(read(one), *YEAR) == ours(one, *YEAR)
    assert len(ours(one, *YEAR)) >= 10


def test_the_wall_clock_stays_and_the_moment_moves_with_summer_time(maarswold):
    found = read(set_rhythm(make_series(maarswold)))
    spring = moments(found, date(2026, 3, 23), date(2026, 3, 31))
    autumn = moments(found, date(2026, 10, 19), date(2026, 10, 27))
    assert [moment.hour for moment in spring + autumn] == [18, 17, 17, 18]
    zone = found.walk("VTIMEZONE")[0].to_tz()
    for moment in spring + autumn:
        assert moment.astimezone(zone).utcoffset() == moment.astimezone(ZoneInfo("Europe/Amsterdam")).utcoffset()


def test_holidays_are_taken_out_and_exceptions_say_which_moment_they_replace(maarswold):
    one = set_rhythm(make_series(maarswold))
    moved, off = prepare(one), prepare(one, MONDAY_ON + timedelta(weeks=1))
    meetings.move_meeting(moved, on=date(2026, 3, 4), from_time=time(20), until_time=time(21), because="Zaal", **SAYS)
    meetings.call_off(off, because="IJzel", **SAYS)
    meetings.add_extra(one, on=date(2026, 3, 12), from_time=time(9), until_time=time(10), **SAYS)
    found = read(one)
    master = next(each for each in events(found) if "rrule" in each)
    assert datetime(2026, 4, 6, 19, 30) in exdates(master)
    singles = [each for each in events(found) if "recurrence-id" in each]
    assert {str(each["uid"]) for each in singles} == {str(master["uid"])}
    assert {(each["recurrence-id"].dt.day, each["dtstart"].dt.day, str(each["status"])) for each in singles} == {
        (2, 4, "CONFIRMED"),
        (9, 9, "CANCELLED"),
    }
    assert "IJzel" in next(each for each in singles if each["status"] == "CANCELLED")["description"]
    assert moments(found, *YEAR) == ours(one, *YEAR)


def test_what_is_the_same_keeps_its_uid_and_what_changed_a_higher_sequence(maarswold):
    one = set_rhythm(make_series(maarswold))
    before = events(read(one))[0]
    series.change_series(one, title="Overleg in het dorpshuis", by=CLOCK, at=MONDAY)
    after = events(read(one))[0]
    assert (before["uid"], int(after["sequence"])) == (after["uid"], int(before["sequence"]) + 1)
    assert str(after["summary"]) == "Overleg in het dorpshuis"


def test_a_rhythm_that_ends_ends_in_the_calendar_too(maarswold):
    one = set_rhythm(make_series(maarswold))
    series.end_rhythm(one, on=date(2026, 3, 30), **SAYS)
    assert moments(read(one), *YEAR) == ours(one, *YEAR)
    assert len(ours(one, *YEAR)) == 4


def test_a_name_with_commas_and_lines_arrives_whole(maarswold):
    title = "Overleg; met, tekens \\ en een heel lange naam die op meer dan een regel komt te staan in het bestand"
    one = set_rhythm(make_series(maarswold, title=title, about="Regel een\nRegel twee, en meer"))
    content = calendar.calendar_of([one], name="Overleg", today=MONDAY_ON)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    event = events(read(one))[0]
    assert (str(event["summary"]), str(event["description"]).split("\n")[:2]) == (
        title,
        ["Regel een", "Regel twee, en meer"],
    )


def test_nobody_stands_in_the_calendar(maarswold, coordinator):
    one = set_rhythm(make_series(maarswold, by=coordinator))
    content = calendar.calendar_of([one], name="Overleg", today=MONDAY_ON)
    assert b"Corrie" not in content
    assert b"ATTENDEE" not in content


# ── The link ───────────────────────────────────────────────────────────────────────────────────────────────────────
def titles(answer):
    return {str(each["summary"]) for each in events(Calendar.from_ical(answer.content))}


def address(person):
    return f"/agenda-feed/{feeds.make_link(person, **SAYS).link_key}/agenda.ics"


def test_the_link_shows_all_that_somebody_is_part_of_and_nothing_else(client, maarswold, mussel, coordinator):
    organisation = make_organisation("De Veenkanten")
    partner = make_person("Piet Partner", organisation=organisation)
    body = make_holder(Role.RESIDENTS_BODY, maarswold, name="Rien Raad")
    by_name, by_office, by_role, other = (
        set_rhythm(make_series(area, title=title))
        for area, title in ((mussel, "Zelf"), (mussel, "Kantoor"), (maarswold, "Rol"), (mussel, "Ander"))
    )
    series.add_member(by_name, person=partner, **SAYS)
    series.add_member(by_office, organisation=organisation, **SAYS)
    series.add_member(by_role, role=Role.RESIDENTS_BODY, **SAYS)
    series.add_member(other, role=Role.RESIDENTS_BODY, **SAYS)
    assert titles(client.get(address(partner))) == {"Zelf", "Kantoor"}
    assert titles(client.get(address(body))) == {"Rol"}


def test_a_renewed_link_stops_the_old_one(client, maarswold, coordinator):
    old = address(coordinator)
    assert client.get(old).status_code == 200
    new = address(coordinator)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    feeds.stop_link(coordinator, **SAYS)
    assert client.get(new).status_code == 404


def test_the_secret_of_the_link_stands_in_no_log(coordinator):
    assert text.without_secrets(address(coordinator)) == f"/agenda-feed/{text.HIDDEN}/agenda.ics"


def test_who_left_reads_no_calendar_any_more(client, coordinator):
    place = address(coordinator)
    coordinator.is_active, coordinator.left_on = False, MONDAY_ON
    coordinator.save()
    assert client.get(place).status_code == 404


def test_what_did_not_change_is_not_sent_again(client, maarswold, coordinator):
    one = set_rhythm(make_series(maarswold, by=coordinator))
    place = address(coordinator)
    first = client.get(place)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in first["Cache-Control"]
    again = client.get(place, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    prepare(one)
    assert client.get(place, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_public_calendar_has_the_open_evenings_alone(client, maarswold):
    make_evening(maarswold)
    set_rhythm(make_series(maarswold, title="Besloten"))
    answer = client.get("/bijeenkomsten/agenda.ics")
    assert titles(answer) == {"Inloopavond"}
    assert "public" in answer["Cache-Control"]


def test_one_makes_and_stops_the_own_link_on_a_page(maarswold, coordinator):
    client = sign_in(Client(), coordinator)
    assert "Maak mijn link" in client.get("/overleg/agenda-feed/").content.decode()
    client.post("/overleg/agenda-feed/maak/")
    shown = client.get("/overleg/agenda-feed/").content.decode()
    assert "/agenda-feed/" in shown
    assert ".ics" in shown
    client.post("/overleg/agenda-feed/stop/")
    assert ".ics</code>" not in client.get("/overleg/agenda-feed/").content.decode()
