"""Steps for machines: those of one thing, and the deeds on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import PlannedStep, StepShift
from wijkwerk.domain.plans.operations import steps
from wijkwerk.domain.plans.queries import steps as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import check, needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Stappen")


class NoSuchOwner(Refusal):
    message = _("Deze persoon of organisatie is er niet, of werkt hier niet meer.")


class NoSuchStep(Refusal):
    message = _("Een van deze stappen is er niet.")


class StepDocument(Document):
    """Een stap: zoals zij eerst was gepland, en zoals het nu is."""

    number: int = named("nummer")
    name: str = named("naam")
    owner: str = named("wie")
    planned_from: date = named("van")
    planned_until: date = named("totEnMet")
    first_from: date = named("eerstVan")
    first_until: date = named("eerstTotEnMet")
    done_on: date | None = named("klaarOp")
    needs: list[int] = named("wachtOp")
    version: int = named("versie")


class StepsDocument(Document):
    results: list[StepDocument] = named("resultaten")


class ShiftDocument(Document):
    """Wat er verschoof: de stap zelf, en wat erop wachtte."""

    step: int = named("stap")
    was_until: date = named("was")
    now_until: date = named("nu")
    reason: str = named("reden")


class ShiftsDocument(Document):
    results: list[ShiftDocument] = named("resultaten")


class StepWords(Input):
    name: Line = named("naam")
    person: Number | None = named("persoon", None, description="Nummer van wie de stap doet.")
    organisation: Number | None = named("organisatie", None, description="Of nummer van een organisatie.")
    needs: list[Number] = named("wachtOp", default_factory=list, max_length=50, description="Nummers van stappen.")


class StepInput(StepWords):
    planned_from: date = named("van")
    planned_until: date = named("totEnMet")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class StepChange(StepWords):
    version: int = named("versie")


class WhyInput(Input):
    reason: Line = named("reden")


class ShiftInput(Input):
    planned_from: date = named("van")
    planned_until: date = named("totEnMet")
    reason: Line = named("reden")
    version: int | None = named("versie", None)


class DoneInput(Input):
    done_on: date = named("klaarOp")
    version: int | None = named("versie", None)


@router.get("/stappen/{str:soort}/{int:nummer}", response=StepsDocument, summary="Stappen van iets")
@needs(Permission.YEAR_PLAN_VIEW)
def steps_of(request: HttpRequest, soort: str, nummer: int) -> Any:
    """De stappen van bijvoorbeeld een visie (plans.vision) of een project (plans.agendaitem)."""
    thing = queries.thing_of(soort, nummer) if nummer < 2**63 else None
    if thing is None or not policy.may(policy.actor_of(request), thing.thread_view_permission, on=thing):
        raise Http404
    return StepsDocument(results=[_step(each) for each in queries.steps_of(thing)])


@router.post("/stappen/{str:soort}/{int:nummer}", response={201: StepDocument}, summary="Stap toevoegen")
@needs(Permission.YEAR_PLAN_VIEW, find=queries.thing_of, by=("soort", "nummer"))
def add_step(request: HttpRequest, thing: Any, data: StepInput) -> Any:
    """Een stap erbij; zij begint na de stappen waarop zij wacht. Van een plan van bewoners mogen zij dat zelf."""
    _check(request, queries.keeps(policy.actor_of(request), thing))
    values = data.model_dump(exclude={"needs", "organisation", "person"})
    made = steps.add_step(thing, **values, **_owner(data), needs=_needed(data.needs), **policy.deed(request))
    return Status(201, _step(queries.step(made.pk)))


@router.post("/stappen/{int:nummer}/verschuiving", response=ShiftsDocument, summary="Stap verschuiven")
@needs(Permission.YEAR_PLAN_VIEW, find=queries.step, by=("nummer",))
def shift_step(request: HttpRequest, step: PlannedStep, data: ShiftInput) -> Any:
    """Naar andere dagen, met de reden. Wat erop wacht schuift mee als het anders te vroeg begint."""
    _check(request, queries.keeps_step(policy.actor_of(request), step))
    return _shifts(steps.shift_step(step, **data.model_dump(), **policy.deed(request)))


@router.post("/stappen/{int:nummer}/klaar", response=ShiftsDocument, summary="Stap is klaar")
@needs(Permission.YEAR_PLAN_VIEW, find=queries.step, by=("nummer",))
def finish_step(request: HttpRequest, step: PlannedStep, data: DoneInput) -> Any:
    """Klaar op deze dag. Was dat later dan gepland, dan schuift mee wat erop wacht."""
    _check(request, queries.finishes(policy.actor_of(request), step), Permission.ITEM_PROGRESS)
    return _shifts(steps.finish_step(step, **data.model_dump(), **policy.deed(request)))


@router.put("/stappen/{int:nummer}", response=StepDocument, summary="Stap wijzigen")
@needs(Permission.YEAR_PLAN_VIEW, find=queries.step, by=("nummer",))
def change_step(request: HttpRequest, step: PlannedStep, data: StepChange) -> Any:
    """Een andere naam, een ander die haar doet, of iets anders waarop zij wacht."""
    _check(request, queries.keeps_step(policy.actor_of(request), step))
    values = data.model_dump(include={"name", "version"})
    steps.change_step(step, **values, **_owner(data, step), needs=_needed(data.needs), **policy.deed(request))
    return _step(queries.step(step.pk))


@router.post("/stappen/{int:nummer}/heropening", response=StepDocument, summary="Stap is toch niet klaar")
@needs(Permission.YEAR_PLAN_VIEW, find=queries.step, by=("nummer",))
def reopen_step(request: HttpRequest, step: PlannedStep) -> Any:
    """Zij staat weer open."""
    _check(request, queries.keeps_step(policy.actor_of(request), step))
    steps.reopen_step(step, **policy.deed(request))
    return _step(queries.step(step.pk))


@router.post("/stappen/{int:nummer}/weg", response=StepsDocument, summary="Stap weghalen")
@needs(Permission.YEAR_PLAN_VIEW, find=queries.step, by=("nummer",))
def remove_step(request: HttpRequest, step: PlannedStep, data: WhyInput) -> Any:
    """Niemand wacht er meer op. U krijgt de stappen die er nog zijn."""
    _check(request, queries.keeps_step(policy.actor_of(request), step))
    steps.remove_step(step, reason=data.reason, **policy.deed(request))
    return StepsDocument(results=[_step(each) for each in queries.steps_of(step.about)])


def _check(request: HttpRequest, ruling: policy.Ruling, permission: Permission = Permission.PLAN_MANAGE) -> None:
    check(policy.actor_of(request), permission, ruling)


def _owner(data: StepWords, step: PlannedStep | None = None) -> dict[str, Any]:
    """Who does it, as arguments for the operation; who does it already may go on."""
    organisation = Organisation.objects.active().filter(pk=data.organisation).first() if data.organisation else None
    person = Person.objects.active().filter(pk=data.person).first() if data.person else None
    if step is not None and data.person is not None and data.person == step.owner_person_id:
        person = step.owner_person
    if step is not None and data.organisation is not None and data.organisation == step.owner_organisation_id:
        organisation = step.owner_organisation
    if (data.organisation and organisation is None) or (data.person and person is None):
        raise NoSuchOwner
    return {"owner_person": person, "owner_organisation": organisation}


def _needed(numbers: Sequence[int]) -> list[PlannedStep]:
    found = list(PlannedStep.objects.filter(pk__in=numbers))
    if len(found) != len(set(numbers)):
        raise NoSuchStep
    return found


def _step(step: PlannedStep) -> StepDocument:
    return StepDocument(
        number=step.pk,
        name=step.name,
        owner=step.owner_name,
        planned_from=step.planned_from,
        planned_until=step.planned_until,
        first_from=step.first_from,
        first_until=step.first_until,
        done_on=step.done_on,
        needs=[need.needed_id for need in step.needs.all()],
        version=step.version,
    )


def _shifts(shifts: list[StepShift]) -> ShiftsDocument:
    return ShiftsDocument(
        results=[
            ShiftDocument(step=each.step_id, was_until=each.was_until, now_until=each.now_until, reason=each.reason)
            for each in shifts
        ]
    )
