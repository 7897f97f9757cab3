"""Rounds for partners: when they go, along which way, what was done, and the report."""

from datetime import date, timedelta

import pytest

from wijkwerk.domain.people.example import make_example_people
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop import route
from wijkwerk.domain.workshop.models import Calling, Round, RoundRun, WorkLog
from wijkwerk.domain.workshop.operations import rounds
from wijkwerk.domain.workshop.operations.rounds import Place
from wijkwerk.domain.workshop.tests.chore_factories import (
    WEDNESDAY,
    WEDNESDAY_ON,
    make_helper,
    make_partner,
    make_round,
)
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel, Letter
from wijkwerk.foundation.tenancy import scope


def days(round_, from_on, count):
    return [on for n in range(count) if round_.is_due_on(on := from_on + timedelta(days=n))]


# ── When ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_weekly_round_goes_on_its_day_across_summer_time():
    weekly = Round(calling=Calling.WEEKLY, from_on=date(2026, 3, 23))
    assert days(weekly, date(2026, 3, 20), 21) == [date(2026, 3, 23), date(2026, 3, 30), date(2026, 4, 6)]


def test_a_fortnightly_round_skips_a_week():
    fortnightly = Round(calling=Calling.FORTNIGHTLY, from_on=date(2026, 12, 23))
    assert days(fortnightly, date(2026, 12, 20), 35) == [date(2026, 12, 23), date(2027, 1, 6), date(2027, 1, 20)]


def test_a_monthly_round_keeps_the_week_of_the_month():
    second_tuesday = Round(calling=Calling.MONTHLY, from_on=date(2026, 1, 13))
    assert days(second_tuesday, date(2026, 1, 1), 100) == [
        date(2026, 1, 13),
        date(2026, 2, 10),
        date(2026, 3, 10),
    ]
    fifth_friday = Round(calling=Calling.MONTHLY, from_on=date(2026, 1, 30))
    assert days(fifth_friday, date(2026, 1, 1), 89) == [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]


def test_a_round_ends_and_frost_has_no_calendar():
    ended = Round(calling=Calling.WEEKLY, from_on=date(2026, 3, 2), until_on=date(2026, 3, 16))
    assert days(ended, date(2026, 3, 1), 30) == [date(2026, 3, 2), date(2026, 3, 9)]
    assert days(Round(calling=Calling.FROST, from_on=date(2026, 3, 2)), date(2026, 3, 1), 30) == []


def test_the_calendar_calls_two_weeks_ahead_and_once(workshop):
    made = make_round(workshop)
    assert [run.on for run in made.runs.all()] == [date(2026, 3, 4), date(2026, 3, 11)]
    assert rounds.call_rounds(at=MONDAY) == 0
    assert rounds.call_rounds(at=MONDAY + timedelta(days=7)) == 1


def test_frost_calls_what_waits_for_it(workshop, host):
    make_round(workshop)
    make_round(
        workshop,
        "Strooien",
        calling="frost",
        kind="gritting",
        from_on=MONDAY_ON,
        organisation=Round.objects.get().organisation,
    )
    (run,) = rounds.call_on_frost(workshop, on=MONDAY_ON, by=host, at=MONDAY)
    assert (run.round.name, run.on, run.results.count()) == ("Strooien", MONDAY_ON, 3)
    with pytest.raises(rounds.DayHasPassed):
        rounds.call_on_frost(workshop, on=MONDAY_ON - timedelta(days=1), by=host, at=MONDAY)


def test_without_gritting_rounds_there_is_nothing_to_call(workshop, host):
    make_round(workshop)
    with pytest.raises(rounds.NoFrostRounds):
        rounds.call_on_frost(workshop, on=MONDAY_ON, by=host, at=MONDAY)


# ── Along which way ────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_nearest_comes_next_and_what_is_not_on_the_map_comes_last(workshop, host):
    made = make_round(workshop)
    assert [stop.words for stop in made.stops.all()] == ["Pad 1", "Pad 3", "Pad 2"]
    rounds.order_stops(made, by=host, at=MONDAY)
    assert [stop.words for stop in made.stops.order_by("position")] == ["Pad 1", "Pad 2", "Pad 3"]
    nowhere = Place("Ergens")
    assert route.nearest_first([nowhere, Place("Hier", 53.0, 6.9)])[-1] == nowhere


def test_how_far_it_is():
    assert route.metres(Place("a", 53.0, 6.9), Place("b", 53.01, 6.9)) == 1112
    assert route.metres(Place("a", 53.0, 6.9), Place("b")) is None
    assert route.length([Place("a", 53.0, 6.9), Place("?"), Place("b", 53.01, 6.9)]) == 1112


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"stops": []}, rounds.StopsMissing),
        ({"stops": [Place("  ")]}, rounds.StopsMissing),
        ({"stops": [Place("Pad")] * 61}, rounds.TooManyStops),
        ({"until_on": date(2026, 3, 1)}, rounds.EndsBeforeItBegins),
        ({"name": "  "}, rounds.NameMissing),
    ],
)
def test_a_round_that_cannot_be_is_refused(workshop, fields, refusal):
    with pytest.raises(refusal):
        make_round(workshop, **fields)
    assert Round.objects.count() == 0


def test_a_round_has_its_own_name(workshop):
    made = make_round(workshop)
    with pytest.raises(rounds.NameTaken):
        make_round(workshop, organisation=made.organisation)


def test_a_changed_round_calls_anew_what_is_still_to_come(workshop, host):
    made = make_round(workshop)
    first = made.runs.first()
    rounds.note_stop(first.results.first(), is_done=True, by=host, at=WEDNESDAY)
    values = {name: getattr(made, name) for name in ("organisation", "kind", "name", "about", "half", "minutes")}
    values |= {"calling": "weekly", "until_on": None, "people_needed": 1, "skills": []}
    rounds.change_round(made, **values, from_on=date(2026, 3, 5), stops=[Place("Nieuw pad")], by=host, at=WEDNESDAY)
    assert {run.on: run.results.count() for run in made.runs.all()} == {
        date(2026, 3, 4): 3,
        date(2026, 3, 5): 1,
        date(2026, 3, 12): 1,
    }


# ── Done and told ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def run(workshop):
    return make_round(workshop).runs.first()


def test_what_was_not_done_says_why_and_the_partner_reads_it(workshop, run, host):
    results = list(run.results.all())
    with pytest.raises(rounds.WhyNotMissing):
        rounds.note_stop(results[0], is_done=False, not_done_because=" ", by=host, at=WEDNESDAY)
    with pytest.raises(rounds.StopsAreOpen):
        rounds.report_run(run, by=host, at=WEDNESDAY)
    rounds.note_stop(results[0], is_done=False, not_done_because="Poort op slot", by=host, at=WEDNESDAY)
    assert rounds.note_all_done(run, by=host, at=WEDNESDAY) == 2
    rounds.report_run(run, walked_by="Haile", by=host, at=WEDNESDAY)
    letter = Letter.objects.get(template="workshop/round_reported")
    assert (letter.to_name, letter.subject) == (
        "Woningstichting De Veenkanten",
        "Achterpaden Lindelaan op 4 maart 2026: 2 van 3 gedaan",
    )
    assert ("1. Pad 1: niet gedaan, Poort op slot" in letter.body, "Wie er liep: Haile." in letter.body) == (True, True)


def test_what_is_reported_stands(run, host):
    rounds.note_all_done(run, by=host, at=WEDNESDAY)
    rounds.report_run(run, by=host, at=WEDNESDAY)
    for deed in (
        lambda: rounds.report_run(run, by=host, at=WEDNESDAY),
        lambda: rounds.note_all_done(run, by=host, at=WEDNESDAY),
        lambda: rounds.note_stop(run.results.first(), is_done=True, by=host, at=WEDNESDAY),
    ):
        with pytest.raises(rounds.RunIsReported):
            deed()


def test_a_run_is_reported_on_its_day_at_the_earliest(run, host):
    rounds.note_all_done(run, by=host, at=MONDAY)
    with pytest.raises(rounds.RunIsStillToCome):
        rounds.report_run(run, by=host, at=MONDAY)


@pytest.mark.parametrize(
    ("fields", "channel"),
    [
        ({}, Channel.EMAIL),
        ({"email": "", "address": "Kanaal 1 (voorbeeld)"}, Channel.POST),
        ({"email": "", "phone": "0599 00 00 00"}, Channel.PHONE),
        ({"email": ""}, Channel.NONE),
    ],
)
def test_a_partner_hears_by_what_we_know_of_them(db, municipality, fields, channel):
    assert rounds.reply_address_of(make_partner(**fields)).channel == channel


def test_who_walked_gets_the_hours_once(workshop, run, host):
    haile = make_helper(workshop, "Haile")
    for minutes in (100, 120):
        rounds.log_round_work(run, participant=haile, minutes=minutes, by=host, at=WEDNESDAY)
    assert list(WorkLog.objects.values_list("minutes", "function", "on")) == [(120, "rounds", WEDNESDAY_ON)]


def test_a_run_is_called_once_a_day_by_the_database(run):
    assert RoundRun.objects.filter(round=run.round, on=run.on).count() == 1


def test_a_partner_of_the_example_reads_what_was_gritted(workshop, host):
    make_example_people(scope.current(), by=CLOCK, at=MONDAY)
    corporation = Organisation.objects.get(name="Woningstichting De Veenkanten")
    make_round(workshop, "Strooien", kind="gritting", calling="frost", from_on=MONDAY_ON, organisation=corporation)
    [run] = rounds.call_on_frost(workshop, on=MONDAY.date(), by=host, at=MONDAY)
    rounds.note_all_done(run, by=host, at=MONDAY)
    rounds.report_run(run, by=host, at=MONDAY)
    letter = Letter.objects.get(template="workshop/round_reported")
    assert (letter.channel, letter.to_address) == ("email", "post@woningstichting-de-veenkanten.example")
