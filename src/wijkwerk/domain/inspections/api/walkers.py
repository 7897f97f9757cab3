"""Who walks along, and what they saw: marks from another program, all or none, once."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.inspections.models import Inspection, Walker
from wijkwerk.domain.inspections.operations import marking
from wijkwerk.domain.inspections.operations import walkers as operations
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.people import queries as people
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Line, Moment, Number, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Schouwen")


class ReplyWord(StrEnum):
    EMAIL = "email"
    PHONE = "telefoon"
    POST = "brief"
    NONE = "geen"


class NoSuchParty(Refusal):
    message = _("Noem een persoon of een organisatie die hier werkt, en niet allebei.")


class NoSuchWalker(Refusal):
    message = _("Deze loper is er niet bij deze schouw.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class WalkerDocument(Document):
    number: int = named("nummer")
    link: str


class WalkerLine(WalkerDocument):
    name: str = named("naam")
    marks: int = named("oordelen")


class WalkerList(Document):
    results: list[WalkerLine] = named("resultaten")


class MarksDocument(Document):
    count: int = named("aantal")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class WalkerInput(Input):
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)
    name: Line = named("naam", "")
    reply_by: ReplyWord = named("berichtPer", ReplyWord.NONE)
    reply_address: str = named("berichtAan", "", max_length=250)
    is_on_paper: bool = named("opPapier", False)
    client_key: UUID | None = named("sleutel", None)


class MarkInput(Input):
    key: UUID = named("sleutel", description="Door u bedacht: twee keer verstuurd is één oordeel.")
    spot: UUID = named("punt", description="Sleutel van het punt.")
    aspect: Number
    level: Number = named("niveau", description="Nummer van het niveau.")
    note: str = named("opmerking", "", max_length=1000)
    at: Moment = named("moment")


class MarksInput(Input):
    walker: Number = named("loper")
    marks: list[MarkInput] = named("oordelen", min_length=1, max_length=200)


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/schouwen/{int:nummer}/lopers", response=WalkerList, summary="Wie er meelopen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def walkers(request: HttpRequest, inspection: Inspection) -> Any:
    """Met hun eigen link en hoeveel oordelen zij gaven."""
    return WalkerList(
        results=[
            WalkerLine(**_fields(request, each), name=each.shown_name, marks=each.mark_count)  # type: ignore[attr-defined]
            for each in queries.walkers_of(inspection)
        ]
    )


@router.post("/schouwen/{int:nummer}/lopers", response={201: WalkerDocument}, summary="Iemand uitnodigen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def invite(request: HttpRequest, inspection: Inspection, data: WalkerInput) -> Any:
    """Een bewoner loopt mee met een eigen link, zonder account; of een medewerker, of een organisatie."""
    if data.person is None and data.organisation is None:
        words = data.model_dump(exclude={"person", "organisation"}) | {"reply_by": Channel[data.reply_by.name]}
        walker = operations.invite_resident(inspection, **words, **policy.deed(request))
    else:
        walker = _invite_party(request, inspection, data)
    return Status(201, WalkerDocument(**_fields(request, walker)))


def _invite_party(request: HttpRequest, inspection: Inspection, data: WalkerInput) -> Walker:
    area = inspection.work_area
    here = people.people(work_area=area, on=clock.today())
    person = here.filter(pk=data.person).first() if data.person else None
    bodies = people.organisations(work_area=area)
    organisation = bodies.filter(pk=data.organisation).first() if data.organisation else None
    if person is not None and data.organisation is None:
        return operations.invite_person(inspection, person=person, **policy.deed(request))
    if organisation is not None and data.person is None:
        return operations.invite_body(inspection, organisation=organisation, **policy.deed(request))
    raise NoSuchParty


@router.post("/schouwlopers/{int:nummer}/weg", response=WalkerDocument, summary="Loopt niet mee")
@needs(Permission.INSPECTION_MANAGE, find=queries.walker, by=("nummer",))
def take_off(request: HttpRequest, walker: Walker) -> Any:
    """De link werkt niet meer. Wie al oordelen gaf, blijft."""
    told = WalkerDocument(**_fields(request, walker))
    operations.take_off(walker, **policy.deed(request))
    return told


def _fields(request: HttpRequest, walker: Walker) -> dict[str, Any]:
    return {"number": walker.pk, "link": request.build_absolute_uri(walker.get_absolute_url())}


@router.post("/schouwen/{int:nummer}/oordelen", response={201: MarksDocument}, summary="Oordelen insturen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def give_marks(request: HttpRequest, inspection: Inspection, data: MarksInput) -> Any:
    """Van één loper, alle of geen. Twee keer verstuurd is één keer."""
    walker = inspection.walkers.filter(pk=data.walker).first()
    if walker is None:
        raise NoSuchWalker
    drafts = [_draft(inspection, each) for each in data.marks]
    marking.give_marks(walker, drafts, **policy.deed(request))
    return Status(201, MarksDocument(count=len(drafts)))


def _draft(inspection: Inspection, sent: MarkInput) -> marking.MarkDraft:
    spot = inspection.spots.filter(client_key=sent.spot).first()
    aspect = inspection.aspects.filter(pk=sent.aspect).first()
    level = inspection.scale.levels.filter(pk=sent.level).first()
    if spot is None:
        raise marking.NoSuchSpot
    if aspect is None:
        raise marking.NoSuchAspect
    if level is None:
        raise marking.NoSuchLevel
    return marking.MarkDraft(key=sent.key, spot=spot, aspect=aspect, level=level, at=sent.at, note=sent.note)
