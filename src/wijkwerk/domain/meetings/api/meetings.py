"""One meeting: when it is, what it is about, what stands on its agenda."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.meetings.api.documents import (
    MeetingDocument,
    MomentDocument,
    PlaceInput,
    moment_list,
    place_of,
    whole,
)
from wijkwerk.domain.meetings.models import Meeting, Point
from wijkwerk.domain.meetings.operations import meetings, minutes
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Line, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Overleg")
LONGEST = timedelta(days=370)


class TooLong(Refusal):
    message = _("Vraag hooguit een jaar tegelijk.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class MomentList(Document):
    results: list[MomentDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class Period(Input):
    from_on: date | None = named("van", None, description="Eerste dag; anders vandaag.")
    until_on: date | None = named("tot", None, description="Eerste dag die niet meer meedoet; anders een maand later.")

    def days(self) -> tuple[date, date]:
        begin = self.from_on or clock.today()
        if not 1990 <= begin.year <= 2100:
            raise TooLong
        end = self.until_on or begin + timedelta(days=31)
        if end - begin > LONGEST:
            raise TooLong
        return begin, end


class MoveInput(PlaceInput):
    on: date = named("op")
    from_time: time = named("van")
    until_time: time = named("tot")
    because: Line = named("toelichting")


class BecauseInput(Input):
    because: Line = named("toelichting")


class SubjectInput(Input):
    title: Line = named("titel", description="Leeg: de naam van het overleg zelf.")
    about: Story = named("omschrijving", "")


class VisitorsInput(Input):
    visitors: int = named("aantal", ge=0, le=100_000)


class PointInput(Input):
    title: Line = named("titel")
    about: Story = named("toelichting", "")
    minutes: int | None = named("minuten", None, ge=1, le=600)


class FreezeInput(Input):
    is_sure: bool = named("zeker", False, description="Ook als het overleg nog lang niet is.")


class PlaceOnAgendaInput(Input):
    up: bool = named("omhoog", description="Eén plaats naar voren; anders één naar achteren.")


# ── Moments ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/bijeenkomsten", response=MomentList, summary="Bijeenkomsten voor iedereen")
@needs(Permission.MEETING_VIEW_PUBLIC)
def public_moments(request: HttpRequest, filters: Query[Period]) -> HttpResponse:
    """Inloopavonden, workshops en themabijeenkomsten in een periode."""
    begin, end = filters.days()
    found = occurrences.occurrences(occurrences.open_series(), from_on=begin, until_on=end)
    return moment_list(request, found, is_public=True)


@router.get("/overleggen", response=MomentList, summary="Overleggen")
@needs(Permission.MEETING_VIEW)
def moments(request: HttpRequest, filters: Query[Period]) -> HttpResponse:
    """Alle momenten in een periode van de overleggen die u mag zien."""
    begin, end = filters.days()
    rows = occurrences.series_visible_to(policy.actor_of(request))
    return moment_list(request, occurrences.occurrences(rows, from_on=begin, until_on=end), is_public=False)


@router.get("/overleggen/{int:nummer}", response=MeetingDocument, summary="Eén overleg")
@needs(Permission.MEETING_VIEW, find=occurrences.meeting, by=("nummer",))
def meeting(request: HttpRequest, row: Meeting) -> Any:
    """Eén overleg met agenda, verslag, besluiten en acties."""
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/verplaatsing", response=MeetingDocument, summary="Verplaatsen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def move_meeting(request: HttpRequest, row: Meeting, data: MoveInput) -> Any:
    """Een andere dag, tijd of plek. Wie zou komen, hoort het."""
    values = data.model_dump(exclude={"facility", "room", "place"})
    meetings.move_meeting(row, **values, **place_of(data), **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/afzegging", response=MeetingDocument, summary="Afzeggen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def call_off(request: HttpRequest, row: Meeting, data: BecauseInput) -> Any:
    """Het gaat niet door. Wie zou komen, hoort waarom."""
    meetings.call_off(row, because=data.because, **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/doorgang", response=MeetingDocument, summary="Toch door laten gaan")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def let_go_on(request: HttpRequest, row: Meeting) -> Any:
    """Het gaat toch door. Wie zou komen, hoort het."""
    meetings.let_go_on(row, **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/opkomst", response=MeetingDocument, summary="Opkomst opschrijven")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def note_visitors(request: HttpRequest, row: Meeting, data: VisitorsInput) -> Any:
    """Hoeveel mensen er kwamen."""
    minutes.note_visitors(row, visitors=data.visitors, **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/onderwerp", response=MeetingDocument, summary="Onderwerp van deze keer")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def describe(request: HttpRequest, row: Meeting, data: SubjectInput) -> Any:
    """Waar deze ene keer over gaat, als dat iets eigens is."""
    meetings.describe(row, **data.model_dump(), **policy.deed(request))
    return whole(request, row.pk)


# ── The agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/overleggen/{int:nummer}/punten", response={201: MeetingDocument}, summary="Agendapunt toevoegen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def add_point(request: HttpRequest, row: Meeting, data: PointInput) -> Any:
    """Een eigen punt op de agenda."""
    meetings.add_point(row, **data.model_dump(), **policy.deed(request))
    return Status(201, whole(request, row.pk))


@router.post("/overleggen/{int:nummer}/vastzetting", response=MeetingDocument, summary="Agenda vastzetten")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def freeze(request: HttpRequest, row: Meeting, data: FreezeInput) -> Any:
    """De agenda blijft zoals hij nu is; het verslag begint. Meer dan een week te vroeg waarschuwen wij eerst."""
    meetings.freeze(row, is_sure=data.is_sure, **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/losmaking", response=MeetingDocument, summary="Agenda losmaken")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def thaw(request: HttpRequest, row: Meeting) -> Any:
    """De agenda vult zich weer vanzelf, zolang er nog niets in het verslag staat."""
    meetings.thaw(row, **policy.deed(request))
    return whole(request, row.pk)


@router.put("/agendapunten/{int:nummer}", response=MeetingDocument, summary="Agendapunt wijzigen")
@needs(Permission.MEETING_MANAGE, find=queries.point, by=("nummer",))
def change_point(request: HttpRequest, point: Point, data: PointInput) -> Any:
    """Andere woorden of een andere duur, zolang de agenda niet vastligt."""
    meetings.change_point(point, **data.model_dump(), **policy.deed(request))
    return whole(request, point.meeting_id)


@router.post("/agendapunten/{int:nummer}/plaats", response=MeetingDocument, summary="Agendapunt verplaatsen")
@needs(Permission.MEETING_MANAGE, find=queries.point, by=("nummer",))
def move_point(request: HttpRequest, point: Point, data: PlaceOnAgendaInput) -> Any:
    """Eén plaats; vooraan of achteraan blijft het staan."""
    meetings.move_point(point, up=data.up, **policy.deed(request))
    return whole(request, point.meeting_id)


@router.post("/agendapunten/{int:nummer}/weg", response=MeetingDocument, summary="Agendapunt weglaten")
@needs(Permission.MEETING_MANAGE, find=queries.point, by=("nummer",))
def leave_out(request: HttpRequest, point: Point) -> Any:
    """Wat zich vanzelf vult, kan terug; een eigen punt is weg."""
    meetings.leave_out(point, **policy.deed(request))
    return whole(request, point.meeting_id)


@router.post("/agendapunten/{int:nummer}/terug", response=MeetingDocument, summary="Agendapunt terugzetten")
@needs(Permission.MEETING_MANAGE, find=queries.point, by=("nummer",))
def put_back(request: HttpRequest, point: Point) -> Any:
    """Het staat weer op de agenda."""
    meetings.put_back(point, **policy.deed(request))
    return whole(request, point.meeting_id)
