"""What a desk did without a network comes in: each deed once, in its order; what clashes waits for a person."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.models import DeedKind, Kit, Loan, OfflineDeed, Problem, Resident, Tool
from wijkwerk.domain.workshop.models.residents import name_key
from wijkwerk.domain.workshop.operations import desk, lending, locks
from wijkwerk.domain.workshop.operations.visits import note_visit
from wijkwerk.domain.workshop.queries import residents, tools
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal

CHOSEN = re.compile(r"#([0-9]{1,18})", re.ASCII)
OLDEST = timedelta(days=14)  # a clock on a device that is further off is wrong


class OutcomeMissing(Refusal):
    message = gettext_lazy("Schrijf kort op wat u hebt gedaan.")
    field = "outcome"


class SettledAlready(Refusal):
    message = gettext_lazy("Dit is al uitgezocht.")


class Done(NamedTuple):
    """A deed as the device sent it."""

    key: uuid.UUID
    kind: DeedKind
    at: datetime
    function: str = ""
    code: str = ""
    who: str = ""


class NotPossible(Exception):
    """It cannot simply be done, and a person has to look."""

    def __init__(self, problem: Problem, words: str = "") -> None:
        self.problem, self.words = problem, words
        super().__init__(problem)


def take_in(workshop: Facility, done: Done, *, by: Actor, at: datetime) -> OfflineDeed:
    """One deed of the queue. Sent twice, by one device or by two, it is in once."""
    found = _known(done.key)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _take_in(workshop, done, by=by, at=at)
    except IntegrityError:
        found = _known(done.key)
        if found is None:
            raise
        return found


def _take_in(workshop: Facility, done: Done, *, by: Actor, at: datetime) -> OfflineDeed:
    deed = OfflineDeed(
        facility=workshop,
        key=done.key,
        kind=done.kind,
        at=min(max(done.at, at - OLDEST), at),
        received_at=at,
        function=done.function,
        code=text.plain_code(done.code)[:40],
        who=text.one_line(done.who)[:120],
        problem=Problem.NOT_ALLOWED,
    )
    deed.save()  # from here on nobody else takes in this key
    _try(deed, by=by, at=at)
    return deed


@transaction.atomic
def try_again(deed: OfflineDeed, *, code: str, who: str, by: Actor, at: datetime) -> OfflineDeed:
    """Somebody looked: the code or the name was mended, or the thing came back meanwhile."""
    locked = _locked(deed)
    locked.code, locked.who = text.plain_code(code)[:40], text.one_line(who)[:120]
    _try(locked, by=by, at=at)
    return locked


@transaction.atomic
def settle(deed: OfflineDeed, *, outcome: str, by: Actor, at: datetime) -> OfflineDeed:
    """Nothing more is to be done about it; who it was is forgotten."""
    locked = _locked(deed)
    words = text.shorten(outcome, 200)
    if not words:
        raise OutcomeMissing
    _settled(locked, words, by, at)
    journal.record("offline_deed.settled", about=locked, by=by, at=at, details={"problem": locked.problem})
    return locked


def _try(deed: OfflineDeed, *, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            match DeedKind(deed.kind):
                case DeedKind.VISIT:
                    _visit(deed, by)
                case DeedKind.LOAN:
                    _lend(deed, by)
                case DeedKind.RETURN:
                    _give_back(deed, by)
    except NotPossible as clash:
        deed.problem, deed.words = clash.problem, text.shorten(clash.words, 300)
        deed.save()
        return
    except Refusal as refusal:
        deed.problem, deed.words = Problem.NOT_ALLOWED, text.shorten(refusal.words, 300)
        deed.save()
        return
    deed.problem = ""
    _settled(deed, "", by, at)


def _visit(deed: OfflineDeed, by: Actor) -> None:
    note_visit(
        deed.facility,
        function=FunctionKind(deed.function),
        resident=_person(deed) if deed.who else None,
        client_key=deed.key,
        by=by,
        at=deed.at,
    )


def _lend(deed: OfflineDeed, by: Actor) -> None:
    resident, items = _person(deed), _things(deed)
    locks.locked([tool.pk for tool in items])
    after = Q(out_at__gt=deed.at) | Q(returned_at__gt=deed.at) | Q(returned_at=None)
    if Loan.objects.filter(after, tool__in=items).exclude(client_key__in=desk.keys_of(items, deed.key)).exists():
        raise NotPossible(Problem.LENT_MEANWHILE)
    lending.lend(items, resident=resident, client_keys=desk.keys_of(items, deed.key), by=by, at=deed.at)
    note_visit(deed.facility, function=FunctionKind.LENDING, resident=resident, by=by, at=deed.at)


def _give_back(deed: OfflineDeed, by: Actor) -> None:
    items = _things(deed)
    locks.locked([tool.pk for tool in items])
    out = list(Loan.objects.open().filter(tool__in=items, out_at__lte=deed.at).select_related("tool", "resident"))
    if not out:
        raise NotPossible(Problem.NOT_OUT)
    for loan in out:
        lending.give_back(loan.tool, by=by, at=deed.at)
        if not loan.resident.is_erased:
            note_visit(deed.facility, function=FunctionKind.LENDING, resident=loan.resident, by=by, at=deed.at)


def _person(deed: OfflineDeed) -> Resident:
    """By the number when somebody was chosen before the network went; by card, or by the whole name when one person
    alone bears it, for nobody saw who was meant."""
    number = CHOSEN.fullmatch(deed.who)
    resident = (
        residents.residents(deed.facility).filter(pk=int(number[1])).first()
        if number
        else residents.by_card(deed.facility, deed.who)
    )
    if resident is not None:
        return resident
    same = list(residents.residents(deed.facility).filter(name_key=name_key(deed.who))[:2]) if deed.who else []
    if len(same) != 1:
        raise NotPossible(
            Problem.UNKNOWN_PERSON,
            _("Er zijn er meer met deze naam. Scan de kaart.") if same else _("Deze naam of kaart kennen wij niet."),
        )
    return same[0]  # type: ignore[no-any-return]


def _things(deed: OfflineDeed) -> list[Tool]:
    thing = tools.by_code(deed.facility, deed.code)
    if thing is None:
        raise NotPossible(Problem.UNKNOWN_CODE)
    return list(thing.tools.order_by("pk")) if isinstance(thing, Kit) else [thing]


def _settled(deed: OfflineDeed, outcome: str, by: Actor, at: datetime) -> None:
    deed.settled_at, deed.settled_by, deed.outcome, deed.who = at, text.shorten(by.name, 120), outcome, ""
    deed.save()


def _known(key: uuid.UUID) -> OfflineDeed | None:
    found: OfflineDeed | None = OfflineDeed.objects.filter(key=key).first()
    return found


def _locked(deed: OfflineDeed) -> OfflineDeed:
    locked: OfflineDeed = OfflineDeed.objects.select_for_update(of=("self",)).select_related("facility").get(pk=deed.pk)
    if locked.settled_at is not None:
        raise SettledAlready
    return locked
