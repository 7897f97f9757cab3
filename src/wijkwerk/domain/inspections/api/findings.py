"""The action list: adding a line, changing it, answering it, opening it again, making a signal of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.inspections.api.documents import FindingDocument, FindingList, FindingWord, finding_document
from wijkwerk.domain.inspections.api.walks import ListFilter
from wijkwerk.domain.inspections.models import Finding, Inspection, Spot
from wijkwerk.domain.inspections.operations import findings as operations
from wijkwerk.domain.inspections.operations import marking
from wijkwerk.domain.inspections.queries import findings as queries
from wijkwerk.domain.inspections.queries import walks
from wijkwerk.domain.inspections.states import FindingState
from wijkwerk.domain.people import queries as people
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import NotAllowed, needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Schouwen")
ORDER = ("due_on", "id")


class NoSuchOwner(Refusal):
    message = _("Noem een persoon of een organisatie die hier werkt, en niet allebei.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class SignalMade(Document):
    signal: int = named("signaalNummer")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class FindingFilter(ListFilter):
    state: FindingWord | None = named("staat", None)
    late: bool = named("teLaat", False, description="Alleen wat te laat is.")


class FindingWords(Input):
    title: Line = named("titel")
    description: Story = named("toelichting", "")
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)
    due_on: date = named("uiterlijk")


class FindingInput(FindingWords):
    spot: UUID | None = named("punt", None, description="Sleutel van het punt; leeg: de hele route.")
    client_key: UUID | None = named("sleutel", None)


class FindingChange(FindingWords):
    version: int = named("versie")


class DayInput(Input):
    due_on: date = named("uiterlijk")


class AnswerInput(Input):
    state: FindingWord = named("staat")
    answer: Story = named("antwoord", "")


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/schouwbevindingen", response=FindingList, summary="Bevindingen van schouwen")
@needs(Permission.INSPECTION_VIEW)
def findings(request: HttpRequest, filters: Query[FindingFilter]) -> HttpResponse:
    """Wat het eerst klaar moet zijn eerst."""
    api.check_token(filters.after, order=ORDER)
    rows = queries.findings(
        area_id=filters.area,
        state=FindingState[filters.state.name] if filters.state is not None else "",
        late_on=clock.today() if filters.late else None,
    )
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    found = [finding_document(each).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, found, next_token=page.next)


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/schouwen/{int:nummer}/bevindingen", response={201: FindingDocument}, summary="Bevinding toevoegen")
@needs(Permission.INSPECTION_MANAGE, find=walks.inspection, by=("nummer",))
def add_finding(request: HttpRequest, inspection: Inspection, data: FindingInput) -> Any:
    """Een regel op de actielijst, met wie ervoor zorgt en wanneer."""
    made = operations.add_finding(
        inspection,
        **_words(data, inspection),
        spot=_spot(inspection, data.spot),
        client_key=data.client_key or uuid.uuid4(),
        **policy.deed(request),
    )
    return Status(201, finding_document(queries.finding(made.pk)))


@router.post("/schouwbevindingen/{int:nummer}/antwoord", response=FindingDocument, summary="Bevinding beantwoorden")
@needs(Permission.INSPECTION_VIEW, find=queries.finding, by=("nummer",))
def answer(request: HttpRequest, finding: Finding, data: AnswerInput) -> Any:
    """Gedaan, of niet en waarom. Wie meeliep krijgt bericht."""
    actor = policy.actor_of(request)
    if not queries.may_answer(actor, finding):
        raise NotAllowed(policy.may(actor, Permission.INSPECTION_MANAGE, on=finding).because)
    operations.answer_finding(
        finding, state=FindingState[data.state.name], answer=data.answer, by=actor, at=clock.now()
    )
    return finding_document(queries.finding(finding.pk))


@router.put("/schouwbevindingen/{int:nummer}", response=FindingDocument, summary="Bevinding wijzigen")
@needs(Permission.INSPECTION_MANAGE, find=queries.finding, by=("nummer",))
def change_finding(request: HttpRequest, finding: Finding, data: FindingChange) -> Any:
    """Andere woorden, iemand anders die ervoor zorgt, of een andere dag; zolang zij niet is beantwoord."""
    words = _words(data, finding.inspection, finding)
    operations.change_finding(finding, **words, version=data.version, **policy.deed(request))
    return finding_document(queries.finding(finding.pk))


@router.post("/schouwbevindingen/{int:nummer}/heropening", response=FindingDocument, summary="Toch nog niet klaar")
@needs(Permission.INSPECTION_MANAGE, find=queries.finding, by=("nummer",))
def open_again(request: HttpRequest, finding: Finding, data: DayInput) -> Any:
    """Het antwoord vervalt; de bevinding staat weer open, met een nieuwe dag."""
    operations.open_again(finding, due_on=data.due_on, **policy.deed(request))
    return finding_document(queries.finding(finding.pk))


@router.post("/schouwbevindingen/{int:nummer}/melding", response={201: SignalMade}, summary="Er een melding van maken")
@needs(Permission.INSPECTION_MANAGE, find=queries.finding, by=("nummer",))
def make_signal(request: HttpRequest, finding: Finding) -> Any:
    """De melding gaat naar wie zulke meldingen oppakt; haar antwoord komt bij de bevinding te staan."""
    made = operations.make_signal(finding, **policy.deed(request))
    return Status(201, SignalMade(signal=made.pk))


def _words(data: FindingWords, inspection: Inspection, finding: Finding | None = None) -> dict[str, Any]:
    """As arguments for the operation; who sees to it already may go on, also when they left the area."""
    area = inspection.work_area
    person = people.people(work_area=area, on=clock.today()).filter(pk=data.person).first() if data.person else None
    organisation = (
        people.organisations(work_area=area).filter(pk=data.organisation).first() if data.organisation else None
    )
    if finding is not None and data.person is not None and data.person == finding.owner_person_id:
        person = finding.owner_person
    if finding is not None and data.organisation is not None and data.organisation == finding.owner_organisation_id:
        organisation = finding.owner_organisation
    if (data.person is None) == (data.organisation is None) or (person is None and organisation is None):
        raise NoSuchOwner
    return {
        "title": data.title,
        "description": data.description,
        "due_on": data.due_on,
        "owner_person": person,
        "owner_organisation": organisation,
    }


def _spot(inspection: Inspection, key: UUID | None) -> Spot | None:
    if key is None:
        return None
    found: Spot | None = inspection.spots.filter(client_key=key).first()
    if found is None:
        raise marking.NoSuchSpot
    return found
