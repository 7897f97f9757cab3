"""Steps for machines: those of one thing, and the deeds on them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import PlannedStep, StepShift
from wijkwerk.domain.plans.operations import steps
from wijkwerk.domain.plans.queries import steps as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Stappen")


class NoSuchOrganisation(Refusal):
    message = _("Deze organisatie is er niet, of werkt hier niet meer.")


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


class StepInput(Input):
    name: Line = named("naam")
    planned_from: date = named("van")
    planned_until: date = named("totEnMet")
    organisation: Number | None = named("organisatie", None, description="Nummer van wie de stap doet.")
    needs: list[Number] = named("wachtOp", default_factory=list, max_length=50, description="Nummers van stappen.")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


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
@needs(Permission.PLAN_MANAGE, find=queries.thing_of, by=("soort", "nummer"))
def add_step(request: HttpRequest, thing: Any, data: StepInput) -> Any:
    """Een stap erbij; zij begint na de stappen waarop zij wacht."""
    values = data.model_dump(exclude={"needs", "organisation"})
    organisation = None
    if data.organisation is not None:
        organisation = Organisation.objects.active().filter(pk=data.organisation).first()
        if organisation is None:
            raise NoSuchOrganisation
    needed = list(PlannedStep.objects.filter(pk__in=data.needs))
    if len(needed) != len(set(data.needs)):
        raise NoSuchStep
    made = steps.add_step(
        thing, **values, needs=needed, owner_organisation=organisation, by=policy.actor_of(request), at=clock.now()
    )
    return Status(201, _step(queries.step(made.pk)))


@router.post("/stappen/{int:nummer}/verschuiving", response=ShiftsDocument, summary="Stap verschuiven")
@needs(Permission.PLAN_MANAGE, find=queries.step, by=("nummer",))
def shift_step(request: HttpRequest, step: PlannedStep, data: ShiftInput) -> Any:
    """Naar andere dagen, met de reden. Wat erop wacht schuift mee als het anders te vroeg begint."""
    return _shifts(steps.shift_step(step, **data.model_dump(), by=policy.actor_of(request), at=clock.now()))


@router.post("/stappen/{int:nummer}/klaar", response=ShiftsDocument, summary="Stap is klaar")
@needs(Permission.ITEM_PROGRESS, find=queries.step, by=("nummer",))
def finish_step(request: HttpRequest, step: PlannedStep, data: DoneInput) -> Any:
    """Klaar op deze dag. Was dat later dan gepland, dan schuift mee wat erop wacht."""
    return _shifts(steps.finish_step(step, **data.model_dump(), by=policy.actor_of(request), at=clock.now()))


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
