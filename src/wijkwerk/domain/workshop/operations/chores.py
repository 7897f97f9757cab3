"""Chores, from the question to the work done: each step is told to who asked.

Locks: the chore, before what hangs on it. Whoever comes second finds the state changed, and hears so.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.chore_states import PRICED, ChoreState
from wijkwerk.domain.workshop.models import (
    Chore,
    ChoreCost,
    ChoreKind,
    CostKind,
    Half,
    Intake,
    Participant,
    PlannedWork,
    Quote,
    QuoteLine,
    Resident,
    Skill,
    Urgency,
    WorkLog,
)
from wijkwerk.domain.workshop.operations import hours
from wijkwerk.domain.workshop.operations.residents import check_still_known, see
from wijkwerk.domain.workshop.operations.visits import note_visit
from wijkwerk.domain.workshop.queries.chores import rules_of
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import MOST_CENTS
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox import operations as outbox

MOST_LINES = 20


class TitleMissing(Refusal):
    message = _("Schrijf in een paar woorden wat er gedaan moet worden.")
    field = "title"


class ForThemselves(Refusal):
    message = _("Wie vraagt en voor wie het is, zijn dezelfde. Laat ‘voor wie’ dan leeg.")
    field = "for_resident"


class NotOfThisWorkshop(Refusal):
    message = _("Deze persoon of vaardigheid hoort bij een andere wijkwerkplaats.")


class MinutesOutOfBounds(Refusal):
    message = _("Een klus duurt tussen een kwartier en 8 uur (15 tot en met 480 minuten).")
    field = "minutes"


class StepNotPossible(Refusal):
    """Somebody else was first, or the page was old."""

    status = 409

    def __init__(self, chore: Chore) -> None:
        words = _("Dit kan nu niet: de klus staat op ‘%(state)s’. Bekijk de klus opnieuw.")
        super().__init__(words % {"state": ChoreState(chore.state).label})


class AnsweredAlready(Refusal):
    message = _("Op deze opgave van kosten is al geantwoord, of er is een nieuwere. Bekijk de klus opnieuw.")
    status = 409


class LinesMissing(Refusal):
    message = _("Zet minstens één regel in de opgave van kosten, ook als het niets kost.")
    field = "lines"


class TooManyLines(Refusal):
    message = _("Er passen hooguit 20 regels in een opgave van kosten.")
    field = "lines"


class NotAnAmount(Refusal):
    message = _("Een bedrag kan hier niet lager zijn dan nul.")
    field = "amount_cents"


class NoCost(Refusal):
    message = _("Vul een bedrag in dat meer is dan nul.")
    field = "amount_cents"


class AmountTooLarge(Refusal):
    message = _("Dit bedrag is te groot. Controleer of er geen cijfer te veel staat.")
    field = "amount_cents"


class AsksTooMuch(Refusal):
    message = _("De eigen bijdrage kan niet hoger zijn dan wat de klus kost.")
    field = "contribution_cents"


class TalkExpired(Refusal):
    message = _("De uitkomst van het gesprek geldt niet meer. Voer eerst opnieuw een gesprek.")


class WaitsForCondition(Refusal):
    message = _("De voorwaarde uit het gesprek is nog niet vervuld. Vink die eerst af.")


class EndMissing(Refusal):
    message = _("Schrijf op waarom de klus niet doorgaat. De inwoner leest dit.")
    field = "because"


class NotInPlan(Refusal):
    message = _("Deze klus is niet ingepland.")


@dataclass(frozen=True)
class CostLine:
    """A line of a quote, before it is kept."""

    kind: CostKind
    words: str
    amount_cents: int


# ── Asked ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def ask_chore(
    workshop: Facility,
    *,
    resident: Resident,
    for_resident: Resident | None = None,
    kind: ChoreKind,
    title: str,
    about: str = "",
    own_part: str = "",
    skills: Collection[Skill] = (),
    place: str = "",
    lat: float | None = None,
    lon: float | None = None,
    minutes: int = 60,
    people_needed: int = 1,
    urgency: Urgency = Urgency.USUAL,
    is_at_desk: bool = False,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Chore:
    """A resident asks a helping hand, for themselves or for a neighbour. Sent twice, it is the chore that is there."""
    found = _sent_before(client_key)
    if found is not None:
        return found
    values = _checked(workshop, title, minutes, resident, for_resident, skills)
    helped = for_resident or resident
    chore = Chore(
        facility=workshop,
        resident=resident,
        for_resident=for_resident,
        kind=ChoreKind(kind),
        about=text.clean_text(about),
        own_part=text.one_line(own_part),
        place=text.one_line(place),
        lat=lat,
        lon=lon if lat is not None else None,
        buurt_code=helped.buurt_code,
        people_needed=people_needed,
        urgency=Urgency(urgency),
        asked_at=at,
        changed_at=at,
        client_key=client_key or uuid.uuid4(),
        **values,
    )
    try:
        with transaction.atomic():
            chore.save()
    except IntegrityError:
        found = _sent_before(client_key)
        if found is None:
            raise
        return found
    chore.skills.set(skills)
    check_still_known(*filter(None, (resident, for_resident)))
    see(resident, at)
    if is_at_desk:
        note_visit(workshop, function=FunctionKind.CHORES, resident=resident, by=by, at=at)
    journal.record("chore.asked", about=chore, by=by, at=at, on_behalf=True, details={"kind": chore.kind})
    _tell(chore, "workshop/chore_asked", at)
    return chore


def _sent_before(client_key: uuid.UUID | None) -> Chore | None:
    found: Chore | None = Chore.objects.filter(client_key=client_key).first() if client_key else None
    return found


def _checked(
    workshop: Facility,
    title: str,
    minutes: int,
    resident: Resident,
    for_resident: Resident | None,
    skills: Collection[Skill],
) -> dict[str, Any]:
    line = text.one_line(title)
    if not line:
        raise TitleMissing
    if not 15 <= minutes <= 480:
        raise MinutesOutOfBounds
    if for_resident is not None and for_resident.pk == resident.pk:
        raise ForThemselves
    parts = [resident, *([for_resident] if for_resident else []), *skills]
    if any(part.facility_id != workshop.pk for part in parts):
        raise NotOfThisWorkshop
    return {"title": line, "minutes": minutes}


@transaction.atomic
def change_chore(
    chore: Chore,
    *,
    kind: ChoreKind,
    title: str,
    about: str,
    own_part: str,
    skills: Collection[Skill],
    place: str,
    lat: float | None,
    lon: float | None,
    minutes: int,
    people_needed: int,
    urgency: Urgency,
    by: Actor,
    at: datetime,
) -> Chore:
    """What the work is, said better. What it costs is the quote's."""
    chore = _locked(chore)
    if chore.is_finished:
        raise StepNotPossible(chore)
    values = _checked(chore.facility, title, minutes, chore.resident, chore.for_resident, skills)
    for name, value in {
        **values,
        "kind": ChoreKind(kind),
        "about": text.clean_text(about),
        "own_part": text.one_line(own_part),
        "place": text.one_line(place),
        "lat": lat,
        "lon": lon if lat is not None else None,
        "people_needed": people_needed,
        "urgency": Urgency(urgency),
        "changed_at": at,
    }.items():
        setattr(chore, name, value)
    chore.save()
    chore.skills.set(skills)
    journal.record("chore.changed", about=chore, by=by, at=at)
    return chore


# ── What it will cost, and the resident's yes ──────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_quote(chore: Chore, *, lines: Sequence[CostLine], contribution_cents: int, by: Actor, at: datetime) -> Quote:
    """Say what it will cost before anybody begins. A newer quote takes the place of the one before."""
    chore = _locked(chore)
    if chore.state != ChoreState.STOPPED and not chore.may_become(ChoreState.QUOTED):
        raise StepNotPossible(chore)
    _check_talk(chore, at)
    total = _sum_of(lines)
    if contribution_cents < 0:
        raise NotAnAmount(field="contribution_cents")
    if contribution_cents > total:
        raise AsksTooMuch
    Quote.objects.filter(chore=chore, is_current=True).update(is_current=False)
    last = Quote.objects.filter(chore=chore).aggregate(last=Max("number"))["last"] or 0
    quote: Quote = Quote.objects.create(
        facility=chore.facility,
        chore=chore,
        number=last + 1,
        full_cost_cents=total,
        contribution_cents=contribution_cents,
        margin_percent=rules_of(chore.facility).margin_percent,
        given_at=at,
        given_by=text.shorten(by.name, 120),
    )
    QuoteLine.objects.bulk_create(
        QuoteLine(quote=quote, kind=line.kind, words=text.one_line(line.words), amount_cents=line.amount_cents)
        for line in lines
    )
    if chore.state != ChoreState.STOPPED:
        PlannedWork.objects.filter(chore=chore).delete()
        _ask_nothing(chore)  # until the resident says yes to this one
        chore.state, chore.planned_on, chore.planned_half = ChoreState.QUOTED, None, ""
    chore.changed_at = at
    chore.save()
    details = {"number": quote.number, "full_cents": total, "contribution_cents": contribution_cents}
    journal.record("chore.quoted", about=chore, by=by, at=at, details=details)
    _tell(chore, "workshop/chore_quoted", at, quote=quote, lines=list(quote.lines.all()))
    return quote


def _check_talk(chore: Chore, at: datetime) -> None:
    intake = Intake.objects.filter(chore=chore, is_current=True).first()
    if intake is None:
        if chore.state == ChoreState.STOPPED:  # its term ended while we were at work
            return
        raise TalkExpired
    if intake.waits_for_condition:
        raise WaitsForCondition
    if chore.state != ChoreState.STOPPED and not intake.holds_on(clock.dutch(at).date()):
        raise TalkExpired


def _sum_of(lines: Sequence[CostLine]) -> int:
    if not lines:
        raise LinesMissing
    if len(lines) > MOST_LINES:
        raise TooManyLines
    if any(line.amount_cents < 0 for line in lines):
        raise NotAnAmount(field="lines")
    total = sum(line.amount_cents for line in lines)
    if total > MOST_AT_ONCE:
        raise AmountTooLarge(field="lines")
    return total


MOST_AT_ONCE = min(MOST_CENTS, 1_000_000)  # cents: ten thousand euros is no helping hand


@transaction.atomic
def agree_quote(quote: Quote, *, by: Actor, at: datetime) -> Chore:
    """The resident says yes. From now on both amounts stand with the chore."""
    chore, quote = _open_quote(quote)
    quote.agreed_at = at
    quote.save(update_fields=["agreed_at"])
    chore.full_cost_cents, chore.contribution_cents = quote.full_cost_cents, quote.contribution_cents
    if chore.waived_cents > chore.contribution_cents:
        chore.waived_cents = chore.contribution_cents
        chore.waiver = chore.waiver if chore.waived_cents else ""
    chore.state = ChoreState.DOING if chore.state == ChoreState.STOPPED else ChoreState.AGREED
    _moved(chore, "chore.agreed", by, at, details={"number": quote.number})
    _tell(chore, "workshop/chore_agreed", at, quote=quote)
    return chore


@transaction.atomic
def refuse_quote(quote: Quote, *, because: str = "", by: Actor, at: datetime) -> Chore:
    """The resident says no. Nothing begins; or, when we had stopped, it stays as far as it is."""
    chore, quote = _open_quote(quote)
    quote.refused_at = at
    quote.save(update_fields=["refused_at"])
    if chore.state == ChoreState.STOPPED:
        chore.state, chore.done_on = ChoreState.DONE, clock.dutch(at).date()
        chore.full_cost_cents = chore.spent_cents
        _moved(chore, "chore.finished", by, at, details={"refused": quote.number})
        _tell(chore, "workshop/chore_finished", at, is_whole=False)
        return chore
    chore.state = ChoreState.ENDED
    chore.ended_because = text.one_line(because) or str(_("De inwoner ging niet akkoord met de kosten."))
    _moved(chore, "chore.ended", by, at, details={"refused": quote.number})
    _tell(chore, "workshop/chore_ended", at)
    return chore


def _open_quote(quote: Quote) -> tuple[Chore, Quote]:
    """Both, locked, while the resident has not answered."""
    chore = _locked(quote.chore)
    quote = Quote.objects.get(pk=quote.pk)
    if not quote.is_open or chore.state not in (ChoreState.QUOTED, ChoreState.STOPPED):
        raise AnsweredAlready
    return chore, quote


# ── The work ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def plan_chore(chore: Chore, *, on: date, half: Half, helpers: Sequence[str], by: Actor, at: datetime) -> Chore:
    """It has its half-day, and who asked hears when and who comes."""
    chore = _locked(chore)
    is_same = (chore.state, chore.planned_on, chore.planned_half) == (ChoreState.PLANNED, on, half)
    if is_same:
        return chore
    if not chore.may_become(ChoreState.PLANNED):
        raise StepNotPossible(chore)
    chore.state, chore.planned_on, chore.planned_half = ChoreState.PLANNED, on, half
    _moved(chore, "chore.planned", by, at, details={"on": on.isoformat(), "half": str(half)})
    _tell(chore, "workshop/chore_planned", at, helpers=list(helpers))
    return chore


@transaction.atomic
def unplan_chore(chore: Chore, *, by: Actor, at: datetime) -> Chore:
    """It loses its half-day; who asked hears that we look for another."""
    chore = _locked(chore)
    if chore.state != ChoreState.PLANNED or chore.planned_on is None:
        raise NotInPlan
    was_on, was_half = chore.planned_on, chore.get_planned_half_display()
    PlannedWork.objects.filter(chore=chore, plan__week_on__gt=was_on - timedelta(days=7)).delete()
    chore.state, chore.planned_on, chore.planned_half = ChoreState.AGREED, None, ""
    _moved(chore, "chore.unplanned", by, at)
    _tell(chore, "workshop/chore_unplanned", at, was_on=was_on, was_half=was_half)
    return chore


@transaction.atomic
def begin_chore(chore: Chore, *, by: Actor, at: datetime) -> Chore:
    chore = _locked(chore)
    if chore.state == ChoreState.STOPPED or not chore.may_become(ChoreState.DOING):
        raise StepNotPossible(chore)
    chore.state = ChoreState.DOING
    _moved(chore, "chore.begun", by, at)
    return _weigh_cost(chore, by, at)  # material may have been bought before


@transaction.atomic
def note_cost(
    chore: Chore,
    *,
    kind: CostKind,
    words: str,
    amount_cents: int,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Chore:
    """Something was spent. When it passes the quote by the margin, the work stops and the resident is asked again."""
    chore = _locked(chore)
    if client_key is not None and ChoreCost.objects.filter(client_key=client_key).exists():
        return chore
    if chore.state not in (ChoreState.DOING, ChoreState.AGREED, ChoreState.PLANNED, ChoreState.STOPPED):
        raise StepNotPossible(chore)
    if amount_cents <= 0:
        raise NoCost
    if amount_cents > MOST_AT_ONCE:
        raise AmountTooLarge
    ChoreCost.objects.create(
        facility=chore.facility,
        chore=chore,
        kind=CostKind(kind),
        words=text.one_line(words) or CostKind(kind).label,
        amount_cents=amount_cents,
        noted_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    journal.record("chore.cost_noted", about=chore, by=by, at=at, details={"cents": amount_cents, "kind": kind})
    return _weigh_cost(chore, by, at)


@transaction.atomic
def log_chore_work(chore: Chore, *, participant: Participant, minutes: int, on: date, by: Actor, at: datetime) -> Chore:
    """Who worked on it, and how long in all. Said again for the same person, it replaces what was said."""
    chore = _locked(chore)
    if chore.state not in PRICED:
        raise StepNotPossible(chore)
    if participant.facility_id != chore.facility_id:
        raise NotOfThisWorkshop(field="participant")
    hours.log_work(participant, minutes=minutes, on=on, about=chore, by=by, at=at)
    return _weigh_cost(chore, by, at)


def _weigh_cost(chore: Chore, by: Actor, at: datetime) -> Chore:
    chore.spent_cents = real_cost(chore)
    chore.changed_at = at
    chore.save(update_fields=["spent_cents", "changed_at"])
    quote = Quote.objects.filter(chore=chore, agreed_at__isnull=False).order_by("-number").first()
    if chore.state == ChoreState.DOING and quote is not None and chore.spent_cents > quote.most_cents:
        chore.state = ChoreState.STOPPED
        details = {"spent_cents": chore.spent_cents, "quoted_cents": quote.full_cost_cents}
        _moved(chore, "chore.stopped", by, at, details=details)
        _tell(chore, "workshop/chore_stopped", at, quote=quote)
    return chore


def real_cost(chore: Chore) -> int:
    """Cents spent until now: what was bought, the kilometres, and the hours at what an hour costs here."""
    bought = sum(ChoreCost.objects.filter(chore=chore).values_list("amount_cents", flat=True))
    kind, number = ref(chore)
    worked = sum(WorkLog.objects.filter(about_kind=kind, about_id=number).values_list("minutes", flat=True))
    cents: int = bought + worked * rules_of(chore.facility).hour_cents // 60
    return cents


@transaction.atomic
def finish_chore(chore: Chore, *, by: Actor, at: datetime) -> Chore:
    """The work is done. The full cost is what was really spent, or else what was quoted."""
    chore = _locked(chore)
    if not chore.may_become(ChoreState.DONE):
        raise StepNotPossible(chore)
    chore.state, chore.done_on = ChoreState.DONE, clock.dutch(at).date()
    chore.full_cost_cents = chore.spent_cents or chore.full_cost_cents
    Quote.objects.filter(chore=chore, is_current=True, agreed_at=None, refused_at=None).update(is_current=False)
    _moved(chore, "chore.finished", by, at)
    _tell(chore, "workshop/chore_finished", at, is_whole=True)
    return chore


@transaction.atomic
def say_satisfied(
    chore: Chore, *, satisfied: bool, words: str = "", come_again: bool = False, by: Actor, at: datetime
) -> Chore:
    """What the resident thinks of it. Not good yet: we come again, at no further cost to the resident."""
    chore = _locked(chore)
    if chore.state != ChoreState.DONE:
        raise StepNotPossible(chore)
    details = {"satisfied": satisfied, "come_again": come_again and not satisfied}
    if come_again and not satisfied:
        chore.state, chore.done_on, chore.planned_on, chore.planned_half = ChoreState.AGREED, None, None, ""
        chore.satisfied, chore.satisfied_words = None, text.one_line(words)
        _moved(chore, "chore.heard", by, at, details=details)
        _tell(chore, "workshop/chore_come_again", at)
        return chore
    chore.satisfied, chore.satisfied_words = satisfied, text.one_line(words)
    _moved(chore, "chore.heard", by, at, details=details)
    return chore


@transaction.atomic
def end_chore(chore: Chore, *, because: str, by: Actor, at: datetime) -> Chore:
    """It does not go on; who asked hears why."""
    chore = _locked(chore)
    reason = text.one_line(because)
    if not reason:
        raise EndMissing
    if not chore.may_become(ChoreState.ENDED):
        raise StepNotPossible(chore)
    PlannedWork.objects.filter(chore=chore).delete()
    _ask_nothing(chore)
    chore.full_cost_cents = chore.spent_cents
    chore.state, chore.ended_because, chore.planned_on, chore.planned_half = ChoreState.ENDED, reason, None, ""
    Quote.objects.filter(chore=chore, is_current=True, agreed_at=None, refused_at=None).update(is_current=False)
    _moved(chore, "chore.ended", by, at)
    _tell(chore, "workshop/chore_ended", at)
    return chore


# ── Shared ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _ask_nothing(chore: Chore) -> None:
    chore.contribution_cents, chore.waived_cents, chore.waiver = 0, 0, ""


def _locked(chore: Chore) -> Chore:
    """As it is now: the desk and the host may want it at once."""
    rows = Chore.objects.select_for_update(of=("self",)).select_related("facility", "resident", "for_resident")
    fresh: Chore = rows.get(pk=chore.pk)
    return fresh


def _moved(chore: Chore, verb: str, by: Actor, at: datetime, details: dict[str, Any] | None = None) -> None:
    chore.changed_at = at
    chore.save()
    see(chore.resident, at)
    journal.record(verb, about=chore, by=by, at=at, details=details)


def _tell(chore: Chore, template: str, at: datetime, **context: Any) -> None:
    """A letter to who asked, by the way they chose; also when it was for a neighbour."""
    outbox.write(
        template,
        to=chore.resident.reply_to,
        about=chore,
        at=at,
        chore=chore,
        workshop=chore.facility,
        is_for_neighbour=chore.for_resident_id is not None,
        **context,
    )
