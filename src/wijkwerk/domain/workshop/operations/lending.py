"""Giving things out and taking them back.

Who gives out locks the rows of the items, by number, looks whether they are free, and only then writes; that a tool is
with one person is held by the database too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import (
    CountedLoan,
    Instruction,
    Kit,
    Loan,
    Promise,
    Reservation,
    Resident,
    SafetyOverride,
    Tool,
    ToolKind,
    ToolState,
    Waiting,
    WaitingEnd,
)
from wijkwerk.domain.workshop.operations import waiting
from wijkwerk.domain.workshop.operations.locks import locked, locked_kind
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import availability, stock
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal

MOST_CENTS = 1_000_000  # what one loan can cost: more is a slip of the finger
SIGNED = 120  # characters of the name of who signs


class NothingChosen(Refusal):
    message = gettext_lazy("Kies eerst wat iemand wil lenen.")


class NotOfThisWorkshop(Refusal):
    message = gettext_lazy("Dit hoort bij een andere wijkwerkplaats.")


class ResidentIsForgotten(Refusal):
    message = gettext_lazy("Van deze persoon is de bewaartermijn voorbij. Schrijf de persoon opnieuw in.")


class ForThemselves(Refusal):
    message = gettext_lazy("Iemand die voor zichzelf leent, hoeft niet als buur te worden gekozen.")
    field = "for_resident"


class ToolIsOut(Refusal):
    message = gettext_lazy("Dit is al uitgeleend.")
    status = 409


class ToolNotInUse(Refusal):
    message = gettext_lazy("Dit kan nu niet worden uitgeleend.")


class ToolStaysHere(Refusal):
    message = gettext_lazy("Dit blijft in de werkplaats. U kunt het hier gebruiken.")


class InspectionExpired(Refusal):
    message = gettext_lazy("De keuring is verlopen.")


class OverrideNeedsHost(Refusal):
    message = gettext_lazy("Alleen de gastheer of gastvrouw mag iets uitlenen waarvan de keuring is verlopen.")
    field = "override_because"


class InstructionNeeded(Refusal):
    message = gettext_lazy("Hiervoor is eerst uitleg nodig. Leg uit hoe het werkt en vink dat aan.")


class PromisedToAnother(Refusal):
    message = gettext_lazy("Dit is gereserveerd voor iemand anders.")
    status = 409


class DueTooLate(Refusal):
    message = gettext_lazy("Zo lang kan dit niet mee. Kies een eerdere dag.")
    field = "due_on"


class DueInThePast(Refusal):
    message = gettext_lazy("Kies een dag vanaf vandaag om het terug te brengen.")
    field = "due_on"


class NotOut(Refusal):
    message = gettext_lazy("Dit was niet uitgeleend. U hoeft het niet terug te nemen.")


class StillWithSomebody(Refusal):
    message = gettext_lazy("Dit is nog niet terug. Neem het eerst terug.")


class NothingMissing(Refusal):
    message = gettext_lazy("Kruis aan wat ontbreekt, of schrijf op wat er is.")
    field = "in_note"


class NoMoreExtension(Refusal):
    message = gettext_lazy("Verlengen kan niet meer.")


class SomebodyWaits(Refusal):
    message = gettext_lazy("Verlengen kan niet: iemand anders wacht hierop.")


class NotEnough(Refusal):
    message = gettext_lazy("Zoveel zijn er niet.")
    field = "number"
    status = 409


class CostsTooMuch(Refusal):
    message = gettext_lazy("Dit kost samen meer dan tienduizend euro. Vul een lager aantal in, of kijk de bijdrage na.")
    field = "number"


# ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def lend(
    tools: Iterable[Tool],
    *,
    resident: Resident,
    for_resident: Resident | None = None,
    due_on: date | None = None,
    out_note: str = "",
    override_because: str = "",
    client_keys: Sequence[uuid.UUID] = (),
    by: Actor,
    at: datetime,
) -> list[Loan]:
    """Give items to somebody: all of them, or none. Sent twice with the same keys it is done once.

    Each is due by the rule of its kind, earlier where it is promised to somebody else or `due_on` is sooner.
    """
    numbers = [tool.pk for tool in tools]
    keys = dict(zip(numbers, client_keys, strict=False))
    rows = locked(numbers)
    if not rows:
        raise NothingChosen
    if keys and (sent := list(Loan.objects.filter(client_key__in=keys.values()).order_by("tool_id"))):
        return sent
    _check_people(rows[0].facility_id, resident, for_resident)
    calendar, told = Calendar(rows[0].facility), availability.taken(rows, after=at, at=at, but_for=resident)
    loans = []
    for tool in rows:
        _check_tool(tool, rows[0].facility_id, at=at)
        _check_instruction(tool.kind, resident)
        signed = _signed_for(tool, override_because, by=by, at=at)
        own = _own_promise(tool, resident, at=at)
        due_at = _due(tool, calendar, told[tool.pk], own=own, due_on=due_on, at=at)
        loan = _write(
            tool,
            resident=resident,
            for_resident=for_resident,
            due_at=due_at,
            out_note=text.shorten(out_note, 200),
            client_key=keys.get(tool.pk) or uuid.uuid4(),
            out_at=at,
        )
        if signed:
            SafetyOverride.objects.create(
                facility=tool.facility,
                tool=tool,
                loan=loan,
                because=text.shorten(override_because, 200),
                signed_by=text.shorten(by.name, SIGNED),
                at=at,
            )
            journal.record("tool.let_through", about=tool, by=by, at=at, details={"loan": loan.pk})
        _fulfil(own, loan, at=at)
        Waiting.objects.in_line().filter(kind=tool.kind, resident=resident).update(
            ended_at=at, ended_as=WaitingEnd.FETCHED
        )
        journal.record("loan.given_out", about=loan, by=by, at=at, details={"tool": tool.pk})
        loans.append(loan)
    check_still_known(*filter(None, (resident, for_resident)))
    _seen(resident, for_resident, at=at)
    return loans


def lend_kit(kit: Kit, **deed: Any) -> list[Loan]:
    """Give out everything of a kit; nothing when one item cannot go."""
    return lend(list(kit.tools.order_by("pk")), **deed)


@transaction.atomic
def lend_counted(
    kind: ToolKind,
    *,
    number: int,
    resident: Resident,
    for_resident: Resident | None = None,
    due_on: date | None = None,
    out_note: str = "",
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> CountedLoan:
    """Give out so many of a counted kind; the row of the kind is locked while we count."""
    kind = locked_kind(kind)
    if client_key is not None and (sent := CountedLoan.objects.filter(client_key=client_key).first()):
        return sent  # type: ignore[no-any-return]
    if number < 1:
        raise waiting.NotANumber
    if not kind.is_counted or not kind.is_active:
        raise ToolNotInUse
    _check_people(kind.facility_id, resident, for_resident)
    _check_instruction(kind, resident)
    calendar = Calendar(kind.facility)
    own = (
        Reservation.objects.to_come(at)
        .filter(resident=resident, kind=kind, from_at__lt=availability.end_of_day(at))
        .select_for_update(of=("self",))
        .order_by("from_at")
        .first()
    )
    by_turn = own is not None and Waiting.objects.filter(reservation=own).exists()  # kept for them, not until a day
    rule = own.until_at if own is not None and not by_turn else availability.due_by_rule(kind, calendar, at=at)
    due_at = _chosen(rule, due_on, calendar, at)
    left = stock.left(kind, from_at=at, until_at=due_at, at=at, but_for=resident)
    if number * max(kind.contribution_cents, kind.full_cost_cents) > MOST_CENTS:
        raise CostsTooMuch
    if number > left:
        raise NotEnough(
            _("Er zijn er nu geen. Alle %(stock)s zijn uitgeleend of gereserveerd.") % {"stock": kind.stock}
            if left == 0
            else _("Er zijn er nu %(left)s. Vul een lager aantal in.") % {"left": left}
        )
    ToolKind.objects.filter(pk=kind.pk).update(stock_out=F("stock_out") + number)
    loan: CountedLoan = CountedLoan.objects.create(
        facility=kind.facility,
        kind=kind,
        resident=resident,
        for_resident=for_resident,
        reservation=own,
        number=number,
        out_at=at,
        due_at=due_at,
        out_note=text.shorten(out_note, 200),
        full_cost_cents=kind.full_cost_cents * number,
        contribution_cents=kind.contribution_cents * number,
        client_key=client_key or uuid.uuid4(),
    )
    fetched = Waiting.objects.in_line().filter(kind=kind, resident=resident)
    if own is not None:
        Reservation.objects.filter(pk=own.pk).update(fetched_at=at)
        fetched |= Waiting.objects.open().filter(reservation=own)
    fetched.order_by().update(ended_at=at, ended_as=WaitingEnd.FETCHED)
    check_still_known(*filter(None, (resident, for_resident)))
    _seen(resident, for_resident, at=at)
    journal.record("counted_loan.given_out", about=loan, by=by, at=at, details={"kind": kind.pk, "number": number})
    return loan


# ── Back ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_back(
    tool: Tool,
    *,
    in_note: str = "",
    missing_parts: Sequence[str] = (),
    return_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Loan:
    """Somebody brought it back. What is missing of its parts is noted on the item too. Sent twice it is done once."""
    [tool] = locked([tool.pk])
    if return_key is not None and (sent := Loan.objects.filter(return_key=return_key).first()):
        return sent  # type: ignore[no-any-return]
    loan: Loan | None = Loan.objects.open().select_related("facility", "resident").filter(tool=tool).first()
    if loan is None:
        place = _(" Leg het op %(shelf)s.") % {"shelf": tool.shelf} if tool.shelf else ""
        raise NotOut(_("%(tool)s was niet uitgeleend.") % {"tool": tool} + place)
    loan.returned_at = max(at, loan.out_at)
    loan.return_key = return_key
    _note_state(loan, tool, missing_parts, in_note, at)
    loan.save(update_fields=["returned_at", "in_note", "return_key"])
    Promise.objects.filter(loan=loan).update(stands=False)
    _seen(loan.resident, None, at=at)
    journal.record("loan.came_back", about=loan, by=by, at=at, details={"tool": tool.pk})
    waiting.offer([tool], by=by, at=at)
    return loan


@transaction.atomic
def note_missing(loan: Loan, *, in_note: str = "", missing_parts: Sequence[str] = (), by: Actor, at: datetime) -> Loan:
    """It came back by a scan, and only then somebody saw that it is not whole."""
    [tool] = locked([loan.tool_id])
    loan = Loan.objects.select_for_update(of=("self",)).select_related("facility").get(pk=loan.pk)
    if loan.is_open:
        raise StillWithSomebody
    if not missing_parts and not text.one_line(in_note):
        raise NothingMissing
    _note_state(loan, tool, missing_parts, in_note, at)
    loan.save(update_fields=["in_note"])
    journal.record("loan.not_whole", about=loan, by=by, at=at, details={"tool": tool.pk})
    return loan


def _note_state(loan: Loan, tool: Tool, missing_parts: Sequence[str], in_note: str, at: datetime) -> None:
    """What is missing stands with the loan, and with the item for whoever borrows it next."""
    missing = ", ".join(part for part in tool.kind.part_names if part in missing_parts)
    told = _("Ontbreekt: %(parts)s.") % {"parts": missing} if missing else ""
    loan.in_note = text.shorten(f"{told} {in_note} {loan.in_note}", 200)
    if told:
        tool.condition = text.shorten(f"{told} {tool.condition}", 200)
        tool.words_at = at
        tool.save(update_fields=["condition", "words_at"])


@transaction.atomic
def give_back_counted(loan: CountedLoan, *, number: int, in_note: str = "", by: Actor, at: datetime) -> CountedLoan:
    """So many came back; the rest stays out."""
    kind = locked_kind(loan.kind)
    loan = CountedLoan.objects.select_for_update(of=("self",)).select_related("facility", "resident").get(pk=loan.pk)
    if number < 1:
        raise waiting.NotANumber
    if not loan.is_open:
        raise NotOut
    if number > loan.still_out:
        raise NotEnough(_("Er waren er nog maar %(left)s uitgeleend.") % {"left": loan.still_out})
    loan.number_back += number
    if loan.number_back == loan.number:
        loan.returned_at = max(at, loan.out_at)
    loan.in_note = text.shorten(f"{loan.in_note} {in_note}", 200)
    loan.save(update_fields=["number_back", "returned_at", "in_note"])
    ToolKind.objects.filter(pk=kind.pk).update(stock_out=F("stock_out") - number)
    _seen(loan.resident, None, at=at)
    journal.record("counted_loan.came_back", about=loan, by=by, at=at, details={"number": number})
    waiting.offer_counted(kind, by=by, at=at)
    return loan


@transaction.atomic
def extend(loan: Loan, *, by: Actor, at: datetime) -> Loan:
    """Let somebody keep it longer, by the rule of its kind; not when somebody waits for it or has it promised."""
    [tool] = locked([loan.tool_id])
    loan = Loan.objects.select_related("facility", "resident").get(pk=loan.pk)
    if not loan.is_open:
        raise NotOut(_("Dit is al terug. Verlengen hoeft niet."))
    calendar, begins, due_at = _longer(loan, tool.kind, at)
    following = Promise.objects.filter(tool=tool, stands=True, until_at__gt=at, from_at__lt=due_at)
    promised = following.exclude(loan=loan).order_by("from_at").first()
    if promised is not None:
        due_at = availability.due_before(promised.from_at, calendar, at=at)
        if due_at <= begins:
            raise PromisedToAnother(
                _("Verlengen kan niet: het is vanaf %(moment)s voor iemand anders gereserveerd.")
                % {"moment": availability.in_words(promised.from_at)}
            )
    _extended(loan, due_at)
    journal.record("loan.extended", about=loan, by=by, at=at, details={"times": loan.extensions})
    return loan


@transaction.atomic
def extend_counted(loan: CountedLoan, *, by: Actor, at: datetime) -> CountedLoan:
    """Let somebody keep what is still out longer; not when somebody waits, or they are promised to others then."""
    kind = locked_kind(loan.kind)
    loan = CountedLoan.objects.select_for_update(of=("self",)).select_related("facility", "resident").get(pk=loan.pk)
    if not loan.is_open:
        raise NotOut(_("Dit is al terug. Verlengen hoeft niet."))
    _calendar, begins, due_at = _longer(loan, kind, at)
    if stock.left(kind, from_at=begins, until_at=due_at, at=at, beside=loan) < loan.still_out:
        raise PromisedToAnother(_("Verlengen kan niet: er zijn er dan te weinig, want anderen hebben gereserveerd."))
    _extended(loan, due_at)
    journal.record("counted_loan.extended", about=loan, by=by, at=at, details={"times": loan.extensions})
    return loan


def _longer(loan: Loan | CountedLoan, kind: ToolKind, at: datetime) -> tuple[Calendar, datetime, datetime]:
    """From when until when it may stay longer by the rule of its kind, when nobody waits."""
    if loan.extensions >= kind.most_extensions:
        raise NoMoreExtension(
            _("%(kind)s kan niet worden verlengd.") % {"kind": kind}
            if not kind.most_extensions
            else _("Dit is al verlengd. Vaker kan niet.")
        )
    if Waiting.objects.in_line().filter(kind=kind).exists():
        raise SomebodyWaits
    calendar, begins = Calendar(loan.facility), max(loan.due_at, at)
    until_on = clock.dutch(begins).date() + timedelta(days=kind.extension_days)
    return calendar, begins, calendar.closes_at(calendar.open_day_from(until_on))


def _extended(loan: Loan | CountedLoan, due_at: datetime) -> None:
    loan.due_at, loan.reminded_at = due_at, None
    loan.extensions += 1
    loan.save(update_fields=["due_at", "extensions", "reminded_at"])


@transaction.atomic
def instruct(kind: ToolKind, *, resident: Resident, by: Actor, at: datetime) -> Instruction:
    """Somebody was shown how this works; once is enough."""
    _check_people(kind.facility_id, resident, None)
    instruction, is_new = Instruction.objects.get_or_create(
        kind=kind,
        resident=resident,
        defaults={"facility": kind.facility, "at": at, "given_by": text.shorten(by.name, SIGNED)},
    )
    check_still_known(resident)
    if is_new:
        journal.record("instruction.given", about=kind, by=by, at=at)
    return instruction  # type: ignore[no-any-return]


# ── Looking before we write ────────────────────────────────────────────────────────────────────────────────────────
def _check_people(facility_id: int, resident: Resident, for_resident: Resident | None) -> None:
    for each in filter(None, (resident, for_resident)):
        if each.facility_id != facility_id:
            raise NotOfThisWorkshop(_("Deze persoon staat bij een andere wijkwerkplaats ingeschreven."))
        if each.is_erased:
            raise ResidentIsForgotten
    if for_resident == resident:
        raise ForThemselves


def _check_tool(tool: Tool, facility_id: int, *, at: datetime) -> None:
    if tool.facility_id != facility_id:
        raise NotOfThisWorkshop
    if tool.kind.is_bench:
        raise ToolStaysHere
    if tool.state != ToolState.IN_USE:
        raise ToolNotInUse(
            _("%(tool)s kan niet mee: %(state)s. %(because)s")
            % {"tool": tool, "state": tool.get_state_display().lower(), "because": tool.state_because}
        )
    if not tool.kind.is_active:
        raise ToolNotInUse(_("%(tool)s wordt niet meer uitgeleend.") % {"tool": tool})
    loan = Loan.objects.open().filter(tool=tool).first()
    if loan is not None:
        raise ToolIsOut(_out_words(tool, loan, at=at))


def _out_words(tool: Tool, loan: Loan, *, at: datetime) -> str:
    words = (
        _("%(tool)s is uitgeleend en had terug moeten zijn op %(moment)s.")
        if loan.is_overdue(at)
        else _("%(tool)s is uitgeleend tot %(moment)s.")
    )
    return words % {"tool": tool, "moment": availability.in_words(loan.due_at)}


def _check_instruction(kind: ToolKind, resident: Resident) -> None:
    if kind.needs_instruction and not Instruction.objects.filter(kind=kind, resident=resident).exists():
        raise InstructionNeeded(
            _("%(name)s kreeg nog geen uitleg over: %(kind)s. Leg uit hoe het werkt en vink dat aan.")
            % {"name": resident, "kind": kind}
        )


def _signed_for(tool: Tool, because: str, *, by: Actor, at: datetime) -> bool:
    """Whether it goes out on somebody's signature, its inspection being over; refused without one."""
    if tool.inspection_holds(clock.dutch(at).date()):
        return False
    if not text.one_line(because):
        raise InspectionExpired(
            _("De keuring van %(tool)s is verlopen op %(day)s. Het gaat niet mee.")
            % {"tool": tool, "day": f"{tool.inspected_until:%d-%m-%Y}"}
            if tool.inspected_until
            else _("%(tool)s is nog niet gekeurd. Het gaat niet mee.") % {"tool": tool}
        )
    if not policy.may(by, Permission.WORKSHOP_MANAGE, on=tool):
        raise OverrideNeedsHost
    return True


def _due(
    tool: Tool,
    calendar: Calendar,
    spans: Sequence[availability.Taken],
    *,
    own: Promise | None,
    due_on: date | None,
    at: datetime,
) -> datetime:
    """When it is due. `spans`: when it is promised to others."""
    next_one = next(iter(spans), None)
    if next_one is not None and next_one.from_at <= at:
        raise PromisedToAnother(
            _("%(tool)s is gereserveerd voor iemand anders, tot %(moment)s.")
            % {"tool": tool, "moment": availability.in_words(next_one.until_at)}
        )
    return _chosen(availability.due_of(tool, calendar, spans, own=own, at=at), due_on, calendar, at)


def _chosen(rule: datetime, due_on: date | None, calendar: Calendar, at: datetime) -> datetime:
    """The day that was chosen, where it is within the rule."""
    if due_on is None or due_on == clock.dutch(rule).date():
        return rule
    if due_on < clock.dutch(at).date():
        raise DueInThePast
    chosen = calendar.closes_at(due_on)
    if chosen > rule:
        raise DueTooLate(
            _("Zo lang kan het niet mee. Het moet terug zijn op %(moment)s.") % {"moment": availability.in_words(rule)}
        )
    if chosen <= at:
        raise DueInThePast
    return chosen


def _write(tool: Tool, **fields: Any) -> Loan:
    try:
        with transaction.atomic():
            loan: Loan = Loan.objects.create(
                facility=tool.facility,
                tool=tool,
                full_cost_cents=tool.kind.full_cost_cents,
                contribution_cents=tool.kind.contribution_cents,
                **fields,
            )
    except IntegrityError as fault:  # the database's last word: somebody has it
        raise ToolIsOut from fault
    return loan


def _own_promise(tool: Tool, resident: Resident, *, at: datetime) -> Promise | None:
    """What was promised to them that this item fulfils; not what is fetched with another, or taken back, meanwhile."""
    own = availability.fulfilled_by(tool, availability.own_promises(resident, at=at))
    if own is None:
        return None
    Reservation.objects.select_for_update(of=("self",)).get(pk=own.reservation_id)
    fresh = [each for each in availability.own_promises(resident, at=at) if each.pk == own.pk]
    return availability.fulfilled_by(tool, fresh)


def _fulfil(own: Promise | None, loan: Loan, *, at: datetime) -> None:
    """What was promised is given; where another item of the kind goes, the promised one is free again."""
    if own is None:
        return
    own.loan, own.stands = loan, own.tool_id == loan.tool_id
    own.save(update_fields=["loan", "stands"])
    if not Promise.objects.filter(reservation=own.reservation, stands=True, loan=None).exists():
        Reservation.objects.filter(pk=own.reservation_id).update(fetched_at=at)
        Waiting.objects.open().filter(reservation=own.reservation).update(ended_at=at, ended_as=WaitingEnd.FETCHED)


def _seen(resident: Resident, for_resident: Resident | None, *, at: datetime) -> None:
    numbers = [each.pk for each in (resident, for_resident) if each is not None]
    Resident.objects.filter(pk__in=numbers, seen_at__lt=at).update(seen_at=at)
