"""Meetings for machines: what is for everybody, and with a key the deeds that its roles may do."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities.models import Rhythm
from wijkwerk.domain.meetings.models import (
    Action,
    ActionState,
    Decision,
    Meeting,
    MeetingState,
    Point,
    Registration,
    Series,
)
from wijkwerk.domain.meetings.operations import meetings, minutes, registrations, series
from wijkwerk.domain.meetings.queries import filling, kinds, occurrences
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import Agenda
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Overleg")
LONGEST = timedelta(days=370)
ACTIONS, DECISIONS = ("due_on", "id"), ("-decided_at", "-id")


class StateWord(StrEnum):
    PLANNED = "gepland"
    BEGUN = "begonnen"
    DONE = "verslagKlaar"
    CANCELLED = "gaatNietDoor"


class ActionWord(StrEnum):
    OPEN = "open"
    DONE = "gedaan"
    STOPPED = "gestopt"


class RhythmWord(StrEnum):
    WEEKLY = "elkeWeek"
    FORTNIGHTLY = "omDeWeek"
    MONTHLY = "elkeMaand"


class ChannelWord(StrEnum):
    EMAIL = "email"
    POST = "post"
    PHONE = "telefoon"
    NONE = "geen"


class TooLong(Refusal):
    message = _("Vraag hooguit een jaar tegelijk.")


class NoSuchArea(Refusal):
    message = _("Dit gebied is er niet, of u plant er geen overleggen.")


class NoSuchParty(Refusal):
    message = _("Deze persoon of organisatie is er niet, of werkt hier niet meer.")


class NoSuchPoint(Refusal):
    message = _("Dit agendapunt is er niet op dit overleg.")


class NoSuchCondition(Refusal):
    message = _("Een van deze voorwaarden is er niet, of wacht niet op een besluit.")


class NoSuchAgenda(Refusal):
    message = _("Deze projectenagenda is er niet, of u houdt haar niet bij.")


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


class MeetingDocument(MomentDocument):
    frozen_at: datetime | None = named("agendaVastgezetOp")
    points: list[PointDocument] = named("agenda")
    decisions: list[DecisionDocument] = named("besluiten")
    actions: list[ActionDocument] = named("acties")


class ActionList(Document):
    results: list[ActionDocument] = named("resultaten")
    following: str | None = named("volgende")


class DecisionList(Document):
    results: list[DecisionDocument] = named("resultaten")
    following: str | None = named("volgende")


class SeriesDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    kind: str = named("soort")
    areas: list[int] = named("werkgebieden")
    is_wide: bool = named("heleGemeente")
    is_open: bool = named("voorIedereen")


class RegistrationDocument(Document):
    state: str = named("staat")
    seat: int | None = named("plaats")
    address: str = named("adres", description="Het geheime adres waarmee iemand zich afmeldt.")


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


class SeriesInput(Input):
    kind: Line = named("soort")
    title: Line = named("titel")
    about: Story = named("omschrijving", "")
    areas: list[Number] = named("werkgebieden", default_factory=list, max_length=200)
    is_wide: bool = named("heleGemeente", False)
    place: Line = named("plek", "")
    seats: int | None = named("aantalPlaatsen", None, ge=1, le=5000)
    kept_seats: int = named("plaatsenZonderEmail", 0, ge=0, le=5000)


class RhythmInput(Input):
    rhythm: RhythmWord = named("ritme")
    first_on: date = named("eersteKeer")
    from_time: time = named("van")
    until_time: time = named("tot")
    until_on: date | None = named("nietMeerVanaf", None)


class DayInput(Input):
    on: date = named("op")


class ExtraInput(Input):
    on: date = named("op")
    from_time: time = named("van")
    until_time: time = named("tot")
    place: Line = named("plek", "")


class MoveInput(ExtraInput):
    because: Line = named("toelichting")


class BecauseInput(Input):
    because: Line = named("toelichting")


class PointInput(Input):
    title: Line = named("titel")
    about: Story = named("toelichting", "")
    minutes: int | None = named("minuten", None, ge=1, le=600)


class NotesInput(Input):
    point: Number = named("punt")
    text: Story = named("tekst")


class DecisionInput(Input):
    text: Line = named("tekst")
    reason: Story = named("toelichting", "")
    is_public: bool = named("openbaar", False)
    point: Number | None = named("punt", None)
    meets: list[Number] = named("voldoetAan", default_factory=list, max_length=50, description="Voorwaarden.")


class ActionInput(Input):
    what: Line = named("wat")
    due_on: date = named("uiterlijk")
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)
    point: Number | None = named("punt", None)


class MemberInput(Input):
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)
    leads: bool = named("leidt", False)


class VisitorsInput(Input):
    visitors: int = named("aantal", ge=0, le=100_000)


class PlacesInput(Input):
    seats: int | None = named("aantalPlaatsen", None, ge=1, le=5000)
    kept_seats: int = named("plaatsenZonderEmail", 0, ge=0, le=5000)


class WordsInput(Input):
    words: Line = named("toelichting", "")


class ItemInput(Input):
    area: Number = named("werkgebied")
    year: int = named("jaar", ge=1990, le=2100)
    title: Line = named("titel")


class RegistrationInput(Input):
    name: Line = named("naam")
    channel: ChannelWord = named("kanaal")
    address: Line = named("adres", "")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class ActionFilter(Input):
    state: str = named("stand", "", max_length=20, description="Leeg: open; `te-laat`; `alles`.")
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000)


class ListFilter(Input):
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000)


# ── Moments ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _moment(request: HttpRequest, where: Occurrence, *, is_public: bool, kind: str = "") -> dict[str, Any]:
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


def _list(request: HttpRequest, found: list[Occurrence], *, is_public: bool) -> HttpResponse:
    names = kinds.names_of([each.series.kind for each in found])
    rows = [
        MomentDocument(**_moment(request, each, is_public=is_public, kind=names[each.series.kind])).model_dump(
            by_alias=True
        )
        for each in found
    ]
    return api.answer({"resultaten": rows})


@router.get("/bijeenkomsten", response=MomentList, summary="Bijeenkomsten voor iedereen")
@needs(Permission.MEETING_VIEW_PUBLIC)
def public_moments(request: HttpRequest, filters: Query[Period]) -> HttpResponse:
    """Inloopavonden, workshops en themabijeenkomsten in een periode."""
    begin, end = filters.days()
    found = occurrences.occurrences(occurrences.open_series(), from_on=begin, until_on=end)
    return _list(request, found, is_public=True)


@router.get("/overleggen", response=MomentList, summary="Overleggen")
@needs(Permission.MEETING_VIEW)
def moments(request: HttpRequest, filters: Query[Period]) -> HttpResponse:
    """Alle momenten in een periode van de overleggen die u mag zien."""
    begin, end = filters.days()
    rows = occurrences.series_visible_to(policy.actor_of(request))
    return _list(request, occurrences.occurrences(rows, from_on=begin, until_on=end), is_public=False)


@router.get("/overleggen/{int:nummer}", response=MeetingDocument, summary="Eén overleg")
@needs(Permission.MEETING_VIEW, find=occurrences.meeting, by=("nummer",))
def meeting(request: HttpRequest, row: Meeting) -> Any:
    """Eén overleg met agenda, verslag, besluiten en acties."""
    return _whole(request, row.pk)


def _whole(request: HttpRequest, number: int) -> MeetingDocument:
    row = occurrences.meeting(number)
    where = occurrences.of_row(row)
    points = filling.agenda_of(where, actor=policy.actor_of(request), at=clock.now())
    return MeetingDocument(
        **_moment(request, where, is_public=False),
        frozen_at=row.frozen_at,
        points=[_point(request, point) for point in points if point.point is None or not point.point.is_left_out],
        decisions=[_decision(each) for each in queries.decisions_of(row)],
        actions=[_action(each) for each in queries.actions_of(row)],
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


def _action(action: Action) -> ActionDocument:
    return ActionDocument(
        number=action.pk,
        what=action.what,
        owner=str(action.owner or ""),
        due_on=action.due_on,
        state=ActionWord[ActionState(action.state).name],
        words=action.ended_words,
        meeting=action.meeting_id,
    )


def _decision(decision: Decision) -> DecisionDocument:
    return DecisionDocument(
        number=decision.pk,
        number_in_meeting=decision.number,
        text=decision.text,
        reason=decision.reason,
        is_public=decision.is_public,
        decided_at=decision.decided_at,
    )


# ── Series ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _series(one: Series) -> SeriesDocument:
    return SeriesDocument(
        number=one.pk,
        title=one.title,
        kind=one.kind,
        areas=[area.pk for area in one.work_areas.all()],
        is_wide=one.is_wide,
        is_open=one.is_open,
    )


@router.post("/overlegreeksen", response={201: SeriesDocument}, summary="Reeks maken")
@needs(Permission.MEETING_MANAGE)
def make_series(request: HttpRequest, data: SeriesInput) -> Any:
    """Een reeks overleggen. Het ritme komt daarna."""
    wanted = areas.work_areas(clock.today()).filter(pk__in=data.areas)
    if len(wanted) != len(set(data.areas)):
        raise NoSuchArea
    values = data.model_dump(exclude={"areas"})
    made = series.make_series(**values, work_areas=list(wanted), **policy.deed(request))
    return Status(201, _series(occurrences.series(made.pk)))


@router.get("/overlegreeksen/{int:nummer}", response=SeriesDocument, summary="Eén reeks")
@needs(Permission.MEETING_VIEW, find=occurrences.series, by=("nummer",))
def one_series(request: HttpRequest, one: Series) -> Any:
    """Eén reeks overleggen."""
    return _series(one)


@router.post("/overlegreeksen/{int:nummer}/ritme", response=SeriesDocument, summary="Ritme kiezen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def set_rhythm(request: HttpRequest, one: Series, data: RhythmInput) -> Any:
    """Vanaf de eerste keer geldt dit ritme; tijden zijn die van de Nederlandse klok."""
    values = data.model_dump() | {"rhythm": Rhythm[data.rhythm.name]}
    series.set_rhythm(one, **values, **policy.deed(request))
    return _series(occurrences.series(one.pk))


@router.post("/overlegreeksen/{int:nummer}/stop", response=SeriesDocument, summary="Ritme stoppen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def end_rhythm(request: HttpRequest, one: Series, data: DayInput) -> Any:
    """Vanaf deze dag komt het overleg niet meer terug."""
    series.end_rhythm(one, on=data.on, **policy.deed(request))
    return _series(occurrences.series(one.pk))


@router.post("/overlegreeksen/{int:nummer}/voorbereiding", response={201: MeetingDocument}, summary="Voorbereiden")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def prepare(request: HttpRequest, one: Series, data: DayInput) -> Any:
    """Een moment van het ritme krijgt een nummer en een agenda. Twee keer is één keer."""
    row = meetings.prepare(one, on=data.on, **policy.deed(request))
    return Status(201, _whole(request, row.pk))


@router.post("/overlegreeksen/{int:nummer}/extra", response={201: MeetingDocument}, summary="Los moment toevoegen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def add_extra(request: HttpRequest, one: Series, data: ExtraInput) -> Any:
    """Een moment naast het ritme."""
    row = meetings.add_extra(one, **data.model_dump(), **policy.deed(request))
    return Status(201, _whole(request, row.pk))


@router.post("/overlegreeksen/{int:nummer}/deelnemers", response={201: SeriesDocument}, summary="Deelnemer toevoegen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def add_member(request: HttpRequest, one: Series, data: MemberInput) -> Any:
    """Een persoon of een organisatie doet mee."""
    person, organisation = _party(data.person, data.organisation)
    if (person is None) == (organisation is None):
        raise NoSuchParty
    series.add_member(one, person=person, organisation=organisation, leads=data.leads, **policy.deed(request))
    return Status(201, _series(occurrences.series(one.pk)))


# ── Deeds on one meeting ───────────────────────────────────────────────────────────────────────────────────────────
@router.post("/overleggen/{int:nummer}/verplaatsing", response=MeetingDocument, summary="Verplaatsen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def move_meeting(request: HttpRequest, row: Meeting, data: MoveInput) -> Any:
    """Een andere dag, tijd of plek. Wie zou komen, hoort het."""
    meetings.move_meeting(row, **data.model_dump(), **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/afzegging", response=MeetingDocument, summary="Afzeggen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def call_off(request: HttpRequest, row: Meeting, data: BecauseInput) -> Any:
    """Het gaat niet door. Wie zou komen, hoort waarom."""
    meetings.call_off(row, because=data.because, **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/doorgang", response=MeetingDocument, summary="Toch door laten gaan")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def let_go_on(request: HttpRequest, row: Meeting) -> Any:
    """Het gaat toch door. Wie zou komen, hoort het."""
    meetings.let_go_on(row, **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/opkomst", response=MeetingDocument, summary="Opkomst opschrijven")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def note_visitors(request: HttpRequest, row: Meeting, data: VisitorsInput) -> Any:
    """Hoeveel mensen er kwamen."""
    minutes.note_visitors(row, visitors=data.visitors, **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/plaatsen", response=MeetingDocument, summary="Aantal plaatsen kiezen")
@needs(Permission.MEETING_MANAGE, find=occurrences.public_meeting, by=("nummer",))
def set_places(request: HttpRequest, row: Meeting, data: PlacesInput) -> Any:
    """Hoeveel mensen er kunnen komen, en hoeveel plaatsen er zijn voor wie geen e-mail heeft."""
    registrations.set_places(row, **data.model_dump(), **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/punten", response={201: MeetingDocument}, summary="Agendapunt toevoegen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def add_point(request: HttpRequest, row: Meeting, data: PointInput) -> Any:
    """Een eigen punt op de agenda."""
    meetings.add_point(row, **data.model_dump(), **policy.deed(request))
    return Status(201, _whole(request, row.pk))


@router.post("/overleggen/{int:nummer}/vastzetting", response=MeetingDocument, summary="Agenda vastzetten")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def freeze(request: HttpRequest, row: Meeting) -> Any:
    """De agenda blijft zoals hij nu is; het verslag begint."""
    meetings.freeze(row, **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/verslag", response=MeetingDocument, summary="Verslag van een punt schrijven")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def write_notes(request: HttpRequest, row: Meeting, data: NotesInput) -> Any:
    """Wat er bij een punt is gezegd."""
    point = _point_of(row, data.point)
    assert point is not None
    minutes.write_notes(row, notes={point.pk: data.text}, **policy.deed(request))
    return _whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/verslag/klaar", response=MeetingDocument, summary="Verslag klaar melden")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def finish_minutes(request: HttpRequest, row: Meeting) -> Any:
    """Het verslag is klaar."""
    minutes.finish_minutes(row, **policy.deed(request))
    return _whole(request, row.pk)


def _party(person_id: int | None, organisation_id: int | None) -> tuple[Person | None, Organisation | None]:
    person = Person.objects.active().filter(pk=person_id).first() if person_id else None
    organisation = Organisation.objects.active().filter(pk=organisation_id).first() if organisation_id else None
    if (person_id and person is None) or (organisation_id and organisation is None):
        raise NoSuchParty
    return person, organisation


def _point_of(row: Meeting, number: int | None) -> Point | None:
    if number is None:
        return None
    found: Point | None = Point.objects.filter(meeting=row, pk=number).first()
    if found is None:
        raise NoSuchPoint
    return found


@router.post("/overleggen/{int:nummer}/besluiten", response={201: DecisionDocument}, summary="Besluit opschrijven")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def decide(request: HttpRequest, row: Meeting, data: DecisionInput) -> Any:
    """Een besluit. Voorwaarden die erop wachtten zijn vervuld; de melding komt vanzelf terug."""
    conditions = list(queries.conditions_for(row.series, actor=policy.actor_of(request)).filter(pk__in=data.meets))
    if len(conditions) != len(set(data.meets)):
        raise NoSuchCondition
    made = minutes.decide(
        row,
        **data.model_dump(exclude={"point", "meets"}),
        point=_point_of(row, data.point),
        meets=conditions,
        **policy.deed(request),
    )
    return Status(201, _decision(made))


@router.post("/overleggen/{int:nummer}/acties", response={201: ActionDocument}, summary="Actie afspreken")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def add_action(request: HttpRequest, row: Meeting, data: ActionInput) -> Any:
    """Iemand doet iets, uiterlijk op een dag, en krijgt bericht."""
    person, organisation = _party(data.person, data.organisation)
    made = minutes.add_action(
        row,
        what=data.what,
        due_on=data.due_on,
        owner_person=person,
        owner_organisation=organisation,
        point=_point_of(row, data.point),
        **policy.deed(request),
    )
    return Status(201, _action(made))


# ── Actions and decisions ──────────────────────────────────────────────────────────────────────────────────────────
@router.get("/acties", response=ActionList, summary="Acties")
@needs(Permission.MEETING_VIEW)
def actions(request: HttpRequest, filters: Query[ActionFilter]) -> HttpResponse:
    """Acties uit overleggen die u mag zien: open, te laat of alle."""
    api.check_token(filters.after, order=ACTIONS)
    rows = queries.actions_visible_to(policy.actor_of(request), which=filters.state, today=clock.today())
    page = paging.page(rows, after=filters.after, order=ACTIONS, size=filters.size)
    found = [_action(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.post("/acties/{int:nummer}/gedaan", response=ActionDocument, summary="Actie is gedaan")
@needs(Permission.MEETING_MANAGE, find=queries.action, by=("nummer",))
def finish_action(request: HttpRequest, action: Action, data: WordsInput) -> Any:
    """De actie is gedaan."""
    return _action(minutes.finish_action(action, words=data.words, **policy.deed(request)))


@router.post("/acties/{int:nummer}/stop", response=ActionDocument, summary="Actie gebeurt niet")
@needs(Permission.MEETING_MANAGE, find=queries.action, by=("nummer",))
def stop_action(request: HttpRequest, action: Action, data: WordsInput) -> Any:
    """De actie gebeurt niet, en waarom."""
    return _action(minutes.stop_action(action, words=data.words, **policy.deed(request)))


@router.get("/besluiten", response=DecisionList, summary="Besluiten")
@needs(Permission.MEETING_VIEW_PUBLIC)
def decisions(request: HttpRequest, filters: Query[ListFilter]) -> HttpResponse:
    """Besluiten die u mag lezen, de laatste eerst."""
    api.check_token(filters.after, order=DECISIONS)
    rows = queries.decisions_visible_to(policy.actor_of(request))
    page = paging.page(rows, after=filters.after, order=DECISIONS, size=filters.size)
    found = [_decision(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.post("/besluiten/{int:nummer}/projecten", response={201: DecisionDocument}, summary="Project uit een besluit")
@needs(Permission.MEETING_MANAGE, find=queries.decision, by=("nummer",))
def put_on_agenda(request: HttpRequest, decision: Decision, data: ItemInput) -> Any:
    """Zet een project op de agenda van dat gebied en jaar, met het besluit als aanleiding."""
    agenda = Agenda.objects.filter(work_area=data.area, year=data.year).select_related("work_area").first()
    if agenda is None or not policy.may(policy.actor_of(request), Permission.AGENDA_MANAGE, on=agenda):
        raise NoSuchAgenda
    minutes.put_on_agenda(decision, agenda=agenda, title=data.title, **policy.deed(request))
    return Status(201, _decision(decision))


# ── Registering ────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/bijeenkomsten/{int:reeks}/{dag}/aanmeldingen", response={201: RegistrationDocument}, summary="Aanmelden")
@needs(Permission.MEETING_VIEW_PUBLIC, find=occurrences.public_moment, by=("reeks", "dag"))
def register(request: HttpRequest, where: Occurrence, data: RegistrationInput) -> Any:
    """Iemand komt op een dag van een reeks: een plek, of op de wachtlijst."""
    return _registered(request, where, data)


@router.post("/bijeenkomsten/{int:nummer}/aanmeldingen", response={201: RegistrationDocument}, summary="Aanmelden")
@needs(Permission.MEETING_VIEW_PUBLIC, find=occurrences.public_meeting, by=("nummer",))
def register_for_meeting(request: HttpRequest, row: Meeting, data: RegistrationInput) -> Any:
    """Iemand komt naar een bijeenkomst met een nummer: een plek, of op de wachtlijst."""
    return _registered(request, occurrences.of_row(row), data)


def _registered(request: HttpRequest, where: Occurrence, data: RegistrationInput) -> Any:
    values = data.model_dump() | {"channel": Channel[data.channel.name]}
    with limits.counted(request):
        made = registrations.register(where, **values, **policy.deed(request))
    return Status(201, _registration(request, made))


def _registration(request: HttpRequest, row: Registration) -> RegistrationDocument:
    return RegistrationDocument(
        state=str(row.get_state_display()), seat=row.seat, address=request.build_absolute_uri(row.own_address)
    )


@router.post("/aanmeldingen/{sleutel}/afmelding", response=RegistrationDocument, summary="Afmelden")
@needs(Permission.MEETING_VIEW_PUBLIC, find=queries.registration_by_key, by=("sleutel",))
def cancel(request: HttpRequest, row: Registration) -> Any:
    """Iemand komt toch niet. De sleutel staat in het geheime adres; de plek gaat naar wie het langst wacht."""
    made = registrations.cancel(row, **policy.deed(request))
    return _registration(request, made)
