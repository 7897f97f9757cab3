"""What the municipality says about its upkeep of an area. The subject is locked, so that one row stands for a case."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals.models import Category, Upkeep
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class DoesNothing(Refusal):
    message = _("Schrijf op wat de gemeente hier doet, bijvoorbeeld: wij maaien twaalf keer per jaar.")
    field = "does"


class PlanWithoutTime(Refusal):
    message = _("Vul bij een plan in wat er gebeurt, vanaf wanneer en tot wanneer.")
    field = "planned_until"


class EndsBeforeItBegins(Refusal):
    message = _("De laatste dag ligt voor de eerste. Verander een van de twee.")
    field = "planned_until"


class SaidAlready(Refusal):
    message = _("Over dit onderwerp staat hier al iets. Verander wat er staat, of kies een ander gebied.")
    field = "category"


@transaction.atomic
def set_upkeep(
    upkeep: Upkeep | None,
    *,
    category: Category,
    work_area: WorkArea | None,
    level: str = "",
    does: str,
    planned: str = "",
    planned_from: date | None = None,
    planned_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Upkeep:
    """Say how something is kept up in an area, or everywhere when no area is given."""
    if not does.strip():
        raise DoesNothing
    if len({bool(planned.strip()), planned_from is not None, planned_until is not None}) > 1:
        raise PlanWithoutTime
    if planned_from and planned_until and planned_until < planned_from:
        raise EndsBeforeItBegins
    kept = upkeep or Upkeep()
    kept.category, kept.work_area, kept.level, kept.does = category, work_area, level, does
    kept.planned, kept.planned_from, kept.planned_until = planned, planned_from, planned_until
    Category.objects.select_for_update().get(pk=category.pk)
    if Upkeep.objects.filter(category=category, work_area=work_area).exclude(pk=kept.pk).exists():
        raise SaidAlready
    kept.save()
    journal.record("upkeep.changed" if upkeep else "upkeep.said", about=kept, by=by, at=at)
    return kept


@transaction.atomic
def drop_upkeep(upkeep: Upkeep, *, by: Actor, at: datetime) -> None:
    """From now on what holds everywhere holds here too."""
    journal.record("upkeep.dropped", about=upkeep, by=by, at=at)
    upkeep.delete()
