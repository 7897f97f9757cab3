"""Objections, for machines. Who decides on one is a person, in their own name."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from wijkwerk.domain.budgets.api.committees import person_of
from wijkwerk.domain.budgets.api.decisions import check_decides
from wijkwerk.domain.budgets.models import (
    Decision,
    Objection,
    ObjectionOutcome,
    ObjectionState,
    ObjectionWay,
    Objector,
)
from wijkwerk.domain.budgets.operations import objections as operations
from wijkwerk.domain.budgets.operations.deliberations import keep_out
from wijkwerk.domain.budgets.queries import objections as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Story, named
from wijkwerk.foundation.outbox.models import Channel
from wijkwerk.foundation.privacy import operations as privacy

router = api.router("Bezwaren")
ONE = "/bezwaren/{int:nummer}"
ORDER = ("decide_by", "id")


class ObjectorWord(StrEnum):
    APPLICANT = "aanvrager"
    OTHER = "iemand anders"


class WayWord(StrEnum):
    POST = "post"
    DESK = "afgegeven"
    DIGITAL = "digitaal"


class StateWord(StrEnum):
    OPEN = "loopt"
    WITHDRAWN = "ingetrokken"
    DECIDED = "beslist"


class OutcomeWord(StrEnum):
    KEPT = "blijft"
    CHANGED = "verandert"
    NOT_ADMISSIBLE = "niet in behandeling"


class ReplyWord(StrEnum):
    POST = "brief"
    EMAIL = "e-mail"


class ShowsWord(StrEnum):
    LATE = "te-laat"
    DONE = "afgerond"
    ALL = "alles"


class ObjectionDocument(Document):
    """Een bezwaar tegen een besluit. De naam staat er alleen voor wie mag zien wie een aanvraag deed."""

    number: int = named("nummer")
    application: int = named("aanvraag")
    decision: int = named("besluit")
    objector: ObjectorWord = named("van")
    name: str = named("naam")
    way: WayWord = named("manier")
    received_on: date = named("binnenOp")
    posted_on: date | None = named("poststempel")
    object_until: date = named("bezwaarTotEnMet")
    in_time: bool = named("opTijd")
    gist: str = named("kern")
    with_committee: bool = named("metCommissie")
    decide_by: date = named("beslissenVoor", description="De laatste dag om te beslissen.")
    is_extended: bool = named("verlengd")
    state: StateWord = named("stand")
    outcome: OutcomeWord | None = named("uitkomst")
    ended_on: date | None = named("afgerondOp")
    ended_because: str = named("reden")


class ObjectionPage(Document):
    results: list[ObjectionDocument] = named("resultaten")
    next: str | None = named("volgende")


class ObjectionInput(Input):
    objector: ObjectorWord = named("van")
    name: Line = named("naam", "", max_length=120)
    reply_by: ReplyWord | None = named("bereikbaarVia", None, description="Bij iemand anders dan de aanvrager.")
    reply_address: Line = named("adres", "", max_length=250)
    way: WayWord = named("manier")
    received_on: date = named("binnenOp")
    posted_on: date | None = named("poststempel", None)
    gist: Story = named("kern")
    with_committee: bool = named("metCommissie", False)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class ReasonInput(Input):
    reason: Story = named("reden")


class WithdrawInput(Input):
    on: date | None = named("op", None)
    reason: Story = named("reden", "")


class DecideInput(Input):
    outcome: OutcomeWord = named("uitkomst")
    reason: Story = named("reden")
    on: date | None = named("op", None)


def _document(row: Objection, *, name: str = "") -> ObjectionDocument:
    return ObjectionDocument(
        number=row.pk,
        application=row.decision.application_id,
        decision=row.decision_id,
        objector=ObjectorWord[Objector(row.objector).name],
        name=name,
        way=WayWord[ObjectionWay(row.way).name],
        received_on=row.received_on,
        posted_on=row.posted_on,
        object_until=row.object_until,
        in_time=queries.came_in_time(row),
        gist=row.gist,
        with_committee=row.with_committee,
        decide_by=row.decide_by,
        is_extended=row.extended_at is not None,
        state=StateWord[ObjectionState(row.state).name],
        outcome=OutcomeWord[ObjectionOutcome(row.outcome).name] if row.outcome else None,
        ended_on=row.ended_on,
        ended_because=row.ended_because,
    )


def _whole(request: HttpRequest, number: int) -> ObjectionDocument:
    """With the name, for who may know it; nothing of it for who has an interest."""
    row, actor = queries.objection(number), policy.actor_of(request)
    application = row.decision.application
    keep_out(actor, application)
    if not policy.may(actor, Permission.APPLICATION_VIEW_APPLICANT, on=application):
        return _document(row)
    privacy.log_reading(application, by=actor, at=clock.now(), why="Las een bezwaar, met de naam van wie het maakte.")
    return _document(row, name=application.applicant_name if row.is_of_applicant else row.name)


@router.get("/bezwaren", response=ObjectionPage, summary="Bezwaren")
@needs(Permission.APPLICATION_VIEW)
def objection_list(request: HttpRequest, toont: ShowsWord | None = None, volgende: str = "") -> Any:
    """Wat nog loopt; waarover het eerst moet worden beslist, staat vooraan. Zonder namen."""
    api.check_token(volgende, order=ORDER)
    shows = toont.value if toont is not None else ""
    rows = queries.objections_visible_to(policy.actor_of(request), on=clock.today(), shows=shows)
    page = paging.page(rows, after=volgende, order=ORDER)
    following = api.next_address(request, page.next) if page.next else None
    return ObjectionPage(results=[_document(each) for each in page.rows], next=following)


@router.get(ONE, response=ObjectionDocument, summary="Eén bezwaar")
@needs(Permission.APPLICATION_VIEW, find=queries.objection, by=("nummer",))
def one_objection(request: HttpRequest, found: Objection) -> Any:
    """Of het op tijd was, wanneer er een beslissing moet zijn en hoe het afliep. Niet voor wie een belang heeft."""
    return _whole(request, found.pk)


@router.post(
    "/aanvragen/{int:nummer}/besluit/{int:besluit}/bezwaar",
    response={201: ObjectionDocument},
    summary="Een bezwaar opschrijven",
)
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.decision_of, by=("nummer", "besluit"))
def register(request: HttpRequest, found: Decision, data: ObjectionInput) -> Any:
    """Wie bezwaar maakte krijgt een ontvangstbevestiging."""
    values = data.dict() | {
        "objector": Objector[data.objector.name],
        "way": ObjectionWay[data.way.name],
        "reply_by": Channel[data.reply_by.name] if data.reply_by is not None else Channel.NONE,
    }
    return Status(201, _whole(request, operations.register_objection(found, **values, **policy.deed(request)).pk))


@router.post(f"{ONE}/verlengen", response=ObjectionDocument, summary="Zes weken langer")
@needs(Permission.GRANT_DECIDE, find=queries.objection, by=("nummer",))
def extend(request: HttpRequest, found: Objection, data: ReasonInput) -> Any:
    """Eén keer, voor de tijd om is."""
    check_decides(request, found.decision.application)
    operations.extend_objection(found, **data.dict(), **policy.deed(request))
    return _whole(request, found.pk)


@router.post(f"{ONE}/intrekken", response=ObjectionDocument, summary="Een bezwaar is ingetrokken")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.objection, by=("nummer",))
def withdraw(request: HttpRequest, found: Objection, data: WithdrawInput) -> Any:
    """Door wie het maakte."""
    operations.withdraw_objection(found, **data.dict(), **policy.deed(request))
    return _whole(request, found.pk)


@router.post(f"{ONE}/beslissen", response=ObjectionDocument, summary="Over een bezwaar beslissen")
@needs(Permission.GRANT_DECIDE, find=queries.objection, by=("nummer",))
def decide(request: HttpRequest, found: Objection, data: DecideInput) -> Any:
    """Op eigen naam, en niet door wie het besluit nam. Verandert het besluit, dan komt de aanvraag terug."""
    check_decides(request, found.decision.application)
    values = data.dict() | {"outcome": ObjectionOutcome[data.outcome.name]}
    operations.decide_objection(found, **values, by=person_of(request), at=clock.now())
    return _whole(request, found.pk)
