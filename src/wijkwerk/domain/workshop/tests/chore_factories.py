"""Chores, talks and rounds for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from wijkwerk.domain.people.tests.factories import make_organisation
from wijkwerk.domain.workshop.models import Availability, Half, ParticipantSkill
from wijkwerk.domain.workshop.operations import chores, intakes, rounds
from wijkwerk.domain.workshop.operations.chores import CostLine
from wijkwerk.domain.workshop.operations.rounds import Place
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_participant, make_resident, make_skill
from wijkwerk.foundation.access.policy import CLOCK

WEDNESDAY = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
WEDNESDAY_ON = date(2026, 3, 4)
NEXT_MONDAY_ON = date(2026, 3, 9)


def make_chore(resident, title="Heg snoeien", **fields):
    return chores.ask_chore(
        resident.facility,
        **{"resident": resident, "kind": "garden", "title": title, "by": CLOCK, "at": MONDAY} | fields,
    )


def make_talk(chore, outcome="yes", *, by, **words):
    given = {
        "no": {"reason": "Een bedrijf kan dit beter.", "better_address": "Hoveniersbedrijf in de wijk"},
        "conditional": {"condition": "De buurman geeft de ladder te leen."},
    }.get(outcome, {})
    return intakes.hold_talk(chore, outcome=outcome, **given | words, by=by, at=MONDAY)


def make_quote(chore, *, full=2000, contribution=500, by=CLOCK):
    return chores.give_quote(
        chore, lines=[CostLine("material", "Zakken", full)], contribution_cents=contribution, by=by, at=MONDAY
    )


def make_agreed(resident, title="Heg snoeien", *, by=CLOCK, full=2000, contribution=500, **fields):
    """A chore that was talked about, quoted and agreed."""
    chore = make_chore(resident, title, **fields)
    make_talk(chore, by=by)
    return chores.agree_quote(make_quote(chore, full=full, contribution=contribution), by=by, at=MONDAY)


def make_helper(workshop, name, *, can=(), wants=(), halves=((0, "morning"),), most_halves=2, **fields):
    """Somebody who helps, with skills and half-days: (0, "morning") is Monday morning."""
    helper = make_participant(make_resident(workshop, name), most_halves=most_halves, **fields)
    for names, wants_to_learn in ((can, False), (wants, True)):
        for skill in names:
            ParticipantSkill.objects.create(
                participant=helper, skill=make_skill(workshop, skill), wants_to_learn=wants_to_learn
            )
    for weekday, half in halves:
        Availability.objects.create(participant=helper, weekday=weekday, half=Half(half))
    return helper


def make_partner(**fields):
    return make_organisation("Woningstichting De Veenkanten", **{"email": "wijk@veenkanten.example"} | fields)


def make_round(workshop, name="Achterpaden Lindelaan", *, at=MONDAY, **fields):
    stops = [Place("Pad 1", 53.0, 6.9), Place("Pad 3", 53.002, 6.9), Place("Pad 2", 53.001, 6.9)]
    values = {"kind": "paths", "calling": "weekly", "from_on": date(2026, 3, 4), "stops": stops} | fields
    if "organisation" not in values:
        values["organisation"] = make_partner()
    return rounds.make_round(workshop, name=name, **values, by=CLOCK, at=at)
