"""What we give of meetings: moments, one with its agenda and minutes, actions, decisions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Room
from wijkwerk.domain.meetings.models import Action, ActionState, Decision, MeetingState
from wijkwerk.domain.meetings.queries import filling, kinds, occurrences
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal


class StateWord(StrEnum):
    PLANNED = "gepland"
    BEGUN = "begonnen"
    DONE = "verslagKlaar"
    CANCELLED = "gaatNietDoor"


class ActionWord(StrEnum):
    OPEN = "open"
    DONE = "gedaan"
    STOPPED = "gestopt"


class NoSuchParty(Refusal):
    message = _("Deze persoon of organisatie is er niet, of werkt hier niet meer.")


class NoSuchPlace(Refusal):
    message = _("Deze voorziening of ruimte is er niet, of is niet in gebruik.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class MomentDocument(Document):
    """Eén moment van een reeks. Zonder nummer is er nog niets over bekend dan het ritme."""

    number: int | None = named("nummer")
    series: int = named("reeks")
    title: str = named("titel")
    kind: str = named("soort")
    starts_at: datetime = named("begint")
    ends_at: datetime = named("eindigt")
    day: date | None = named("dagVolgensRitme")
    where: str = named("waar")
    state: StateWord = named("staat")
    reason: str = named("toelichting")
    is_open: bool = named("voorIedereen")
    address: str = named("adres")


class MomentList(Document):
    results: list[MomentDocument] = named("resultaten")


class LineDocument(Document):
    title: str = named("titel")
    words: str = named("tekst")
    state: str = named("staat")
    address: str | None = named("adres")
    changes: list[str] = named("veranderd")


class PointDocument(Document):
    number: int | None = named("nummer")
    title: str = named("titel")
    part: str = named("onderdeel")
    notes: str = named("verslag")
    lines: list[LineDocument] = named("regels")
    hidden: int = named("nietOpenbaar")


class ActionDocument(Document):
    number: int = named("nummer")
    what: str = named("wat")
    owner: str = named("wie")
    due_on: date = named("uiterlijk")
    state: ActionWord = named("staat")
    words: str = named("toelichting")
    meeting: int = named("overleg")


class DecisionDocument(Document):
    number: int = named("nummer")
    number_in_meeting: int = named("nummerInOverleg")
    text: str = named("tekst")
    reason: str = named("toelichting")
    is_public: bool = named("openbaar")
    decided_at: datetime = named("genomenOp")


class LeftOutDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")


class MeetingDocument(MomentDocument):
    about: str = named("omschrijving")
    frozen_at: datetime | None = named("agendaVastgezetOp")
    points: list[PointDocument] = named("agenda")
    left_out: list[LeftOutDocument] = named("weggelaten", description="Wat deze keer niet op de agenda staat.")
    decisions: list[DecisionDocument] = named("besluiten")
    actions: list[ActionDocument] = named("acties")


# ── Rows to documents ──────────────────────────────────────────────────────────────────────────────────────────────
def moment_fields(request: HttpRequest, where: Occurrence, *, is_public: bool, kind: str = "") -> dict[str, Any]:
    row = where.meeting
    state = MeetingState(row.state) if row is not None else MeetingState.PLANNED
    return {
        "number": row.pk if row is not None else None,
        "series": where.series.pk,
        "title": where.title,
        "kind": kind or str(kinds.kind(where.series.kind).name),
        "starts_at": where.starts_at,
        "ends_at": where.ends_at,
        "day": where.slot_on,
        "where": where.where,
        "state": StateWord[state.name],
        "reason": (row.cancelled_because or row.moved_because) if row is not None else "",
        "is_open": where.series.is_open,
        "address": request.build_absolute_uri(where.public_address if is_public else where.address),
    }


def moment_list(request: HttpRequest, found: list[Occurrence], *, is_public: bool) -> HttpResponse:
    names = kinds.names_of([each.series.kind for each in found])
    rows = [
        MomentDocument(**moment_fields(request, each, is_public=is_public, kind=names[each.series.kind])).model_dump(
            by_alias=True
        )
        for each in found
    ]
    return api.answer({"resultaten": rows})


def whole(request: HttpRequest, number: int) -> MeetingDocument:
    row = occurrences.meeting(number)
    where = occurrences.of_row(row)
    points = filling.agenda_of(where, actor=policy.actor_of(request), at=clock.now())
    left_out = [each.point for each in points if each.point is not None and each.point.is_left_out]
    return MeetingDocument(
        **moment_fields(request, where, is_public=False),
        about=row.about,
        frozen_at=row.frozen_at,
        points=[_point(request, point) for point in points if point.point is None or not point.point.is_left_out],
        left_out=[LeftOutDocument(number=each.pk, title=each.title) for each in left_out],
        decisions=[decision_document(each) for each in queries.decisions_of(row)],
        actions=[action_document(each) for each in queries.actions_of(row)],
    )


def _point(request: HttpRequest, point: filling.AgendaPoint) -> PointDocument:
    return PointDocument(
        number=point.point.pk if point.point is not None else None,
        title=point.title,
        part=str(point.part.label),
        notes=point.point.notes if point.point is not None else "",
        hidden=point.hidden,
        lines=[
            LineDocument(
                title=line.title,
                words=line.words,
                state=line.state,
                address=request.build_absolute_uri(line.address) if line.address else None,
                changes=[change.words for change in line.changes],
            )
            for line in point.lines
        ],
    )


def action_document(action: Action) -> ActionDocument:
    return ActionDocument(
        number=action.pk,
        what=action.what,
        owner=str(action.owner or ""),
        due_on=action.due_on,
        state=ActionWord[ActionState(action.state).name],
        words=action.ended_words,
        meeting=action.meeting_id,
    )


def decision_document(decision: Decision) -> DecisionDocument:
    return DecisionDocument(
        number=decision.pk,
        number_in_meeting=decision.number,
        text=decision.text,
        reason=decision.reason,
        is_public=decision.is_public,
        decided_at=decision.decided_at,
    )


# ── What several routes ask ────────────────────────────────────────────────────────────────────────────────────────
class PlaceInput(Input):
    """Waar: een ruimte, een voorziening, of woorden."""

    facility: Number | None = named("voorziening", None)
    room: Number | None = named("ruimte", None)
    place: Line = named("plek", "")


def place_of(data: PlaceInput) -> dict[str, Any]:
    """As arguments for the operation."""
    facility = facilities.facilities().filter(pk=data.facility).first() if data.facility else None
    rooms = Room.objects.filter(facility__is_active=True).select_related("facility")
    room = rooms.filter(pk=data.room).first() if data.room else None
    if (data.facility and facility is None) or (data.room and room is None):
        raise NoSuchPlace
    return {"facility": facility, "room": room, "place": data.place}


def party_of(
    person_id: int | None, organisation_id: int | None, *, known: Action | None = None
) -> tuple[Person | None, Organisation | None]:
    """Who is named; who has the action already may keep it, also when they work here no more."""
    person = Person.objects.active().filter(pk=person_id).first() if person_id else None
    organisation = Organisation.objects.active().filter(pk=organisation_id).first() if organisation_id else None
    if known is not None and person_id and known.owner_person_id == person_id:
        person = known.owner_person
    if known is not None and organisation_id and known.owner_organisation_id == organisation_id:
        organisation = known.owner_organisation
    if (person_id and person is None) or (organisation_id and organisation is None):
        raise NoSuchParty
    return person, organisation
