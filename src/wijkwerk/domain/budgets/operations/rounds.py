"""What can be done with the rounds of a fund. The fund is locked before its round: two deeds wait for each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.application_states import OPEN
from wijkwerk.domain.budgets.models import Application, Fund, Round, RoundState
from wijkwerk.domain.budgets.operations import applications, funds
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal


class RoundNameMissing(Refusal):
    message = _("Geef de ronde een naam, bijvoorbeeld: voorjaar 2027.")
    field = "name"


class ClosesTooEarly(Refusal):
    message = _("De laatste dag ligt niet voor de eerste dag.")
    field = "closes_on"


class DecidesTooEarly(Refusal):
    message = _("De dag van het besluit ligt na de laatste dag om aan te vragen.")
    field = "decides_on"


class AmountOrPart(Refusal):
    message = _("Vul een bedrag in of een deel van het budget, niet allebei.")
    field = "tranche_permille"


class WhyMissing(Refusal):
    message = _("Schrijf op waarom deze ronde niet doorgaat. Wie aanvroeg, leest dit.")
    field = "reason"


class RoundIsOver(Refusal):
    message = _("Deze ronde is beslist of afgezegd en verandert niet meer.")
    status = 409


class RoundStillOpen(Refusal):
    message = _("Deze ronde is nog niet gesloten. Wacht tot na de laatste dag om aan te vragen.")
    status = 409


class RoundNotDecided(Refusal):
    status = 409

    def __init__(self, count: int) -> None:
        words = ngettext(
            "Er wacht nog %(n)s aanvraag van deze ronde op een besluit.",
            "Er wachten nog %(n)s aanvragen van deze ronde op een besluit.",
            count,
        )
        super().__init__(words % {"n": count})


class ClosingDaysMissing(Refusal):
    message = _("Vul ten minste één sluitingsdatum in.")
    field = "closing_days"


def beginning_of(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=clock.AMSTERDAM)


@transaction.atomic
def add_round(
    fund: Fund,
    *,
    name: str,
    opens_on: date,
    closes_on: date,
    by: Actor,
    at: datetime,
    work_area: WorkArea | None = None,
    decides_on: date | None = None,
    year: int | None = None,
    tranche_cents: int | None = None,
    tranche_permille: int | None = None,
    rest_moves_on: bool = True,
) -> Round:
    """From the first day on, up to and with the last: until midnight in the Netherlands."""
    locked = funds.lock(fund)
    made = Round(fund=locked, work_area=work_area)
    _fill_in(
        made,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        decides_on=decides_on,
        year=year,
        tranche_cents=tranche_cents,
        tranche_permille=tranche_permille,
        rest_moves_on=rest_moves_on,
    )
    made.save()
    journal.record("round.added", about=made, by=by, at=at, details={"fund": locked.pk})
    return made


@transaction.atomic
def change_round(round: Round, *, by: Actor, at: datetime, **values: Any) -> Round:  # noqa: A002 - the word of the domain
    """Other days, another tranche. What came in stays in it."""
    fresh = _lock(round)
    before = fresh.closes_at
    _fill_in(fresh, **values)
    fresh.save()
    details = {"closed": before.isoformat(), "closes": fresh.closes_at.isoformat()}
    journal.record("round.changed", about=fresh, by=by, at=at, details=details)
    applications.follow_round(fresh, by=by, at=at)
    return fresh


@transaction.atomic
def cancel_round(round: Round, *, reason: str, by: Actor, at: datetime) -> Round:  # noqa: A002
    """It does not take place; why is kept, told where it stood, and to who takes part: they go to the next one."""
    fresh = _lock(round)
    if not (reason := text.one_line(reason)):
        raise WhyMissing
    fresh.state, fresh.cancelled_because = RoundState.CANCELLED, reason
    fresh.save()
    journal.record("round.cancelled", about=fresh, by=by, at=at)
    applications.follow_round(fresh, by=by, at=at)
    return fresh


@transaction.atomic
def close_round(round: Round, *, by: Actor, at: datetime) -> Round:  # noqa: A002
    """It is over and all of it is decided."""
    fresh = _lock(round)
    if at < fresh.closes_at:
        raise RoundStillOpen
    if waiting := Application.objects.filter(round=fresh, state__in=OPEN).count():
        raise RoundNotDecided(waiting)
    fresh.state = RoundState.DECIDED
    fresh.save()
    journal.record("round.decided", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def make_rounds(
    fund: Fund,
    *,
    closing_days: Sequence[date],
    opens_on: date,
    by: Actor,
    at: datetime,
    decides_after_weeks: int = 0,
    in_tranches: bool = False,
    work_area: WorkArea | None = None,
) -> list[Round]:
    """A calendar at once: each round opens the day after the one before it closed. In tranches each brings an equal
    part of the money, and what one leaves goes to the next."""
    days = sorted(set(closing_days))
    if not days:
        raise ClosingDaysMissing
    permille = 1000 // len(days) if in_tranches else None
    made, opens = [], opens_on
    for number, closes in enumerate(days, start=1):
        is_last = number == len(days)
        part = None if permille is None else 1000 - permille * (len(days) - 1) if is_last else permille
        words = gettext("Ronde %(number)s, tot en met %(day)s")
        made.append(
            add_round(
                fund,
                name=words % {"number": number, "day": f"{closes.day}-{closes.month}-{closes.year}"},
                opens_on=opens,
                closes_on=closes,
                decides_on=closes + timedelta(weeks=decides_after_weeks) if decides_after_weeks else None,
                tranche_permille=part,
                work_area=work_area,
                by=by,
                at=at,
            )
        )
        opens = closes + timedelta(days=1)
    return made


def _lock(round: Round) -> Round:  # noqa: A002
    funds.lock(round.fund)
    fresh: Round = Round.objects.select_for_update(no_key=True).select_related("fund").get(pk=round.pk)
    if fresh.state != RoundState.PLANNED:
        raise RoundIsOver
    return fresh


def _fill_in(
    row: Round,
    *,
    name: str,
    opens_on: date,
    closes_on: date,
    decides_on: date | None,
    year: int | None,
    tranche_cents: int | None,
    tranche_permille: int | None,
    rest_moves_on: bool,
) -> None:
    row.name = text.one_line(name)
    if not row.name:
        raise RoundNameMissing
    if closes_on < opens_on:
        raise ClosesTooEarly
    if decides_on is not None and decides_on <= closes_on:
        raise DecidesTooEarly
    if tranche_cents is not None and tranche_permille is not None:
        raise AmountOrPart
    row.opens_at, row.closes_at = beginning_of(opens_on), beginning_of(closes_on + timedelta(days=1))
    row.decides_on, row.year, row.rest_moves_on = decides_on, year, rest_moves_on
    row.tranche_cents, row.tranche_permille = tranche_cents, tranche_permille
