"""What came of a meeting: minutes, decisions, actions that return until they are done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.meetings.api.documents import (
    ActionDocument,
    DecisionDocument,
    MeetingDocument,
    action_document,
    decision_document,
    party_of,
    whole,
)
from wijkwerk.domain.meetings.models import Action, Decision, Meeting, Point
from wijkwerk.domain.meetings.operations import minutes
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.plans.models import Agenda
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Overleg")
ACTIONS, DECISIONS = ("due_on", "id"), ("-decided_at", "-id")


class NoSuchPoint(Refusal):
    message = _("Dit agendapunt is er niet op dit overleg.")


class NoSuchCondition(Refusal):
    message = _("Een van deze voorwaarden is er niet, of wacht niet op een besluit.")


class NoSuchAgenda(Refusal):
    message = _("Deze projectenagenda is er niet, of u houdt haar niet bij.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ActionList(Document):
    results: list[ActionDocument] = named("resultaten")
    following: str | None = named("volgende")


class DecisionList(Document):
    results: list[DecisionDocument] = named("resultaten")
    following: str | None = named("volgende")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class NotesInput(Input):
    point: Number = named("punt")
    text: Story = named("tekst")


class DecisionInput(Input):
    text: Line = named("tekst")
    reason: Story = named("toelichting", "")
    is_public: bool = named("openbaar", False)
    point: Number | None = named("punt", None)
    meets: list[Number] = named("voldoetAan", default_factory=list, max_length=50, description="Voorwaarden.")


class ActionWords(Input):
    what: Line = named("wat")
    due_on: date = named("uiterlijk")
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)


class ActionInput(ActionWords):
    point: Number | None = named("punt", None)


class WordsInput(Input):
    words: Line = named("toelichting", "")


class ItemInput(Input):
    area: Number = named("werkgebied")
    year: int = named("jaar", ge=1990, le=2100)
    title: Line = named("titel")


class ActionFilter(Input):
    state: str = named("stand", "", max_length=20, description="Leeg: open; `te-laat`; `alles`.")
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000)


class ListFilter(Input):
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000)


# ── Minutes ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/overleggen/{int:nummer}/verslag", response=MeetingDocument, summary="Verslag van een punt schrijven")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def write_notes(request: HttpRequest, row: Meeting, data: NotesInput) -> Any:
    """Wat er bij een punt is gezegd."""
    point = _point_of(row, data.point)
    assert point is not None
    minutes.write_notes(row, notes={point.pk: data.text}, **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/verslag/klaar", response=MeetingDocument, summary="Verslag klaar melden")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def finish_minutes(request: HttpRequest, row: Meeting) -> Any:
    """Het verslag is klaar."""
    minutes.finish_minutes(row, **policy.deed(request))
    return whole(request, row.pk)


@router.post("/overleggen/{int:nummer}/verslag/heropening", response=MeetingDocument, summary="Verslag heropenen")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def reopen_minutes(request: HttpRequest, row: Meeting) -> Any:
    """Er klopt iets niet: het verslag kan weer gewijzigd worden."""
    minutes.reopen_minutes(row, **policy.deed(request))
    return whole(request, row.pk)


def _point_of(row: Meeting, number: int | None) -> Point | None:
    if number is None:
        return None
    found: Point | None = Point.objects.filter(meeting=row, pk=number).first()
    if found is None:
        raise NoSuchPoint
    return found


# ── Actions ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/overleggen/{int:nummer}/acties", response={201: ActionDocument}, summary="Actie afspreken")
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting, by=("nummer",))
def add_action(request: HttpRequest, row: Meeting, data: ActionInput) -> Any:
    """Iemand doet iets, uiterlijk op een dag, en krijgt bericht."""
    person, organisation = party_of(data.person, data.organisation)
    made = minutes.add_action(
        row,
        what=data.what,
        due_on=data.due_on,
        owner_person=person,
        owner_organisation=organisation,
        point=_point_of(row, data.point),
        **policy.deed(request),
    )
    return Status(201, action_document(made))


@router.get("/acties", response=ActionList, summary="Acties")
@needs(Permission.MEETING_VIEW)
def actions(request: HttpRequest, filters: Query[ActionFilter]) -> HttpResponse:
    """Acties uit overleggen die u mag zien: open, te laat of alle."""
    api.check_token(filters.after, order=ACTIONS)
    rows = queries.actions_visible_to(policy.actor_of(request), which=filters.state, today=clock.today())
    page = paging.page(rows, after=filters.after, order=ACTIONS, size=filters.size)
    found = [action_document(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.put("/acties/{int:nummer}", response=ActionDocument, summary="Actie wijzigen")
@needs(Permission.MEETING_MANAGE, find=queries.action, by=("nummer",))
def change_action(request: HttpRequest, action: Action, data: ActionWords) -> Any:
    """Andere woorden, een andere dag of iemand anders; wie haar nieuw krijgt, hoort het."""
    person, organisation = party_of(data.person, data.organisation, known=action)
    made = minutes.change_action(
        action,
        what=data.what,
        due_on=data.due_on,
        owner_person=person,
        owner_organisation=organisation,
        **policy.deed(request),
    )
    return action_document(made)


@router.post("/acties/{int:nummer}/gedaan", response=ActionDocument, summary="Actie is gedaan")
@needs(Permission.MEETING_MANAGE, find=queries.action, by=("nummer",))
def finish_action(request: HttpRequest, action: Action, data: WordsInput) -> Any:
    """De actie is gedaan."""
    return action_document(minutes.finish_action(action, words=data.words, **policy.deed(request)))


@router.post("/acties/{int:nummer}/stop", response=ActionDocument, summary="Actie gebeurt niet")
@needs(Permission.MEETING_MANAGE, find=queries.action, by=("nummer",))
def stop_action(request: HttpRequest, action: Action, data: WordsInput) -> Any:
    """De actie gebeurt niet, en waarom."""
    return action_document(minutes.stop_action(action, words=data.words, **policy.deed(request)))


@router.post("/acties/{int:nummer}/heropening", response=ActionDocument, summary="Actie is toch niet gedaan")
@needs(Permission.MEETING_MANAGE, find=queries.action, by=("nummer",))
def reopen_action(request: HttpRequest, action: Action) -> Any:
    """De actie staat weer open, en komt terug op de agenda."""
    return action_document(minutes.reopen_action(action, **policy.deed(request)))


# ── Decisions ──────────────────────────────────────────────────────────────────────────────────────────────────────
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
    return Status(201, decision_document(made))


@router.get("/besluiten", response=DecisionList, summary="Besluiten")
@needs(Permission.MEETING_VIEW_PUBLIC)
def decisions(request: HttpRequest, filters: Query[ListFilter]) -> HttpResponse:
    """Besluiten die u mag lezen, de laatste eerst."""
    api.check_token(filters.after, order=DECISIONS)
    rows = queries.decisions_visible_to(policy.actor_of(request))
    page = paging.page(rows, after=filters.after, order=DECISIONS, size=filters.size)
    found = [decision_document(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.post("/besluiten/{int:nummer}/projecten", response={201: DecisionDocument}, summary="Project uit een besluit")
@needs(Permission.MEETING_MANAGE, find=queries.decision, by=("nummer",))
def put_on_agenda(request: HttpRequest, decision: Decision, data: ItemInput) -> Any:
    """Zet een project op de agenda van dat gebied en jaar, met het besluit als aanleiding."""
    agenda = Agenda.objects.filter(work_area=data.area, year=data.year).select_related("work_area").first()
    if agenda is None or not policy.may(policy.actor_of(request), Permission.AGENDA_MANAGE, on=agenda):
        raise NoSuchAgenda
    minutes.put_on_agenda(decision, agenda=agenda, title=data.title, **policy.deed(request))
    return Status(201, decision_document(decision))
