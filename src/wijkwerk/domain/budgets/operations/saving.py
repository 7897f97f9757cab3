"""Over the years: money that is saved with an end that is told in time, and the year of a pot that is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import Balance, Pot, Saving
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

TOLD_BEFORE = timedelta(days=92)  # the last three months of its last year
LEAST_NOTICE = timedelta(days=31)  # between the telling and the lapsing, also when it is told late


class PurposeMissing(Refusal):
    message = gettext_lazy("Schrijf op waarvoor u spaart.")
    field = "purpose"


class NoSavingHere(Refusal):
    message = gettext_lazy("Volgens de regels van dit budget wordt er niet gespaard: wat over is vervalt na het jaar.")


class SavedTooLong(Refusal):
    field = "until_year"

    def __init__(self, last: int) -> None:
        super().__init__(_("Volgens de regels van dit budget mag u sparen tot en met %(year)s.") % {"year": last})


class SavedTooShort(Refusal):
    message = gettext_lazy("Kies een later jaar: in dit jaar kunt u het geld gewoon besteden.")
    field = "until_year"


class YearIsNotOver(Refusal):
    message = gettext_lazy("Dit jaar is nog niet voorbij. U kunt het afsluiten vanaf 1 januari.")


class ClosedAlready(Refusal):
    message = gettext_lazy("Het jaar van deze pot is al afgesloten.")


class NotClosed(Refusal):
    message = gettext_lazy("Het jaar van deze pot is niet afgesloten.")


@transaction.atomic
def save_up(pot: Pot, *, cents: int, until_year: int, purpose: str, by: Actor, at: datetime) -> Saving:
    """Keep what is left for something larger, for as long as the rules of the fund let it."""
    if not (words := text.one_line(purpose)):
        raise PurposeMissing
    rule_set = rules.find_rule_set(pot.fund, work_area=pot.work_area, on=clock.dutch(at).date())
    if rule_set is None or not rule_set.save_until_years:
        raise NoSavingHere
    if until_year <= pot.year:
        raise SavedTooShort
    if until_year > (last := pot.year + rule_set.save_until_years):
        raise SavedTooLong(last)
    return ledger.save(pot, cents=cents, until_year=until_year, purpose=words, by=by, at=at)


@transaction.atomic
def close_year(pot: Pot, *, by: Actor, at: datetime, carry_commitments: bool = True) -> Pot:
    """The year is over: savings go along into the next one, promises too if that is chosen, and what is left lapses.

    Gives the pot of the next year. What comes back later stands in the closed pot, and can lapse from there.
    """
    if clock.dutch(at).year <= pot.year:
        raise YearIsNotOver
    following, _is_new = Pot.objects.get_or_create(
        fund=pot.fund, year=pot.year + 1, work_area=pot.work_area, defaults={"created_at": at}
    )
    stand = ledger.lock_two(pot, following)
    if stand.closed_at is not None:
        raise ClosedAlready
    because = _("Afsluiting van %(year)s") % {"year": pot.year}
    ledger.carry(pot, to_pot=following, commitments=carry_commitments, by=by, at=at, reason=because)
    if stand.left_cents:
        ledger.lapse(pot, cents=stand.left_cents, by=by, at=at, reason=because)
    Balance.objects.filter(pot=pot).update(closed_at=at)
    journal.record("ledger.year_closed", about=pot, by=by, at=at, details={"year": pot.year})
    made: Pot = following
    return made


@transaction.atomic
def reopen_year(pot: Pot, *, reason: str, by: Actor, at: datetime) -> None:
    """Something new must be booked in it after all. What went along or lapsed is corrected entry by entry."""
    if not text.one_line(reason):
        raise ledger.ReasonMissing
    if ledger.lock(pot).closed_at is None:
        raise NotClosed
    Balance.objects.filter(pot=pot).update(closed_at=None)
    journal.record("ledger.year_reopened", about=pot, by=by, at=at, details={"year": pot.year})


# ── Told in time, and lapsed ───────────────────────────────────────────────────────────────────────────────────────
def announce_what_lapses(*, at: datetime) -> int:
    """Savings in the last months of their last year: who keeps the money and who knows the area hear of it, once."""
    on = clock.dutch(at).date()
    soon = (on + TOLD_BEFORE).year
    waiting = Saving.objects.standing().filter(announced_at=None, until_year__lt=soon)
    return sum(_announce(saving, on=on, at=at) for saving in waiting.select_related("pot__fund", "pot__work_area"))


@transaction.atomic
def _announce(saving: Saving, *, on: date, at: datetime) -> bool:
    fresh, _stand = ledger.lock_saving(saving)
    if fresh.announced_at is not None or not fresh.saved_cents:
        return False
    fresh.announced_at = at
    fresh.save(update_fields=["announced_at"])
    pot = saving.pot
    for person in _who_hears(pot, on=on):
        outbox.write(
            "budgets/saving_ends",
            to=ReplyAddress(Channel.EMAIL, person.email, person.name),
            about=fresh,
            at=at,
            saving=fresh,
            pot=pot,
            person=person,
            last_day=lapses_after(fresh),
            link=saving.get_absolute_url(),
        )
    journal.record("saving.announced", about=fresh, by=CLOCK, at=at, details={"cents": fresh.saved_cents})
    return True


def _who_hears(pot: Pot, *, on: date) -> Iterator[Person]:
    knowing = people.holders_of(Role.TREASURER, on=on)
    if pot.work_area is not None:
        knowing += people.holders_of(Role.COORDINATOR, work_area=pot.work_area, on=on)
    return (person for person in dict.fromkeys(knowing) if person.email)


def lapses_after(saving: Saving) -> date:
    """The last day on which it can be used: the end of its last year, or a month after it was told if that is later."""
    end = date(saving.until_year, 12, 31)
    if saving.announced_at is None:
        return end
    told = clock.dutch(saving.announced_at).date()
    return max(end, told + LEAST_NOTICE)


def lapse_what_was_not_used(*, at: datetime) -> int:
    """Savings whose last day is over, and that were told of in time."""
    on = clock.dutch(at).date()
    over = Saving.objects.standing().filter(~Q(announced_at=None), until_year__lt=on.year)
    return sum(_lapse(saving, at=at) for saving in over if lapses_after(saving) < on)


@transaction.atomic
def _lapse(saving: Saving, *, at: datetime) -> bool:
    fresh, _stand = ledger.lock_saving(saving)
    if not fresh.saved_cents:
        return False
    because = _("Gespaard tot en met %(year)s en niet gebruikt") % {"year": fresh.until_year}
    ledger.lapse_saving(fresh, by=CLOCK, at=at, reason=because)
    return True
