"""What can be asked of experiments."""

from __future__ import annotations

from datetime import date
from typing import Any

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.insights.models import Experiment, ExperimentNote
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock

ORDER = ("-from_on", "-id")


def experiments(*, state: str = "", work_area: WorkArea | None = None, today: date) -> Any:
    """Those that run, those of which it was decided what becomes of them, or all; also of one area."""
    rows = Experiment.objects.in_state(state, today).select_related("organisation").prefetch_related("work_areas")
    return rows if work_area is None else rows.filter(work_areas=work_area)


def experiment(pk: int) -> Experiment:
    found: Experiment = Experiment.objects.select_related("organisation").prefetch_related("work_areas").get(pk=pk)
    return found


def notes_of(one: Experiment) -> list[ExperimentNote]:
    return list(ExperimentNote.objects.filter(experiment=one))


def items_of(one: Experiment, *, actor: Actor) -> list[AgendaItem]:
    """The projects that it belongs to, as far as this actor may see them."""
    visible = AgendaItem.objects.visible_to(actor).filter(pk__in=one.items.values("pk"))
    return list(visible.select_related("agenda__work_area").order_by("agenda__year", "number"))


def areas_kept_by(actor: Actor) -> Any:
    return areas.work_areas_where(actor, Permission.EXPERIMENT_MANAGE, on=clock.today())


def items_for(actor: Actor) -> Any:
    """Projects that an experiment may belong to, the latest year first."""
    rows = AgendaItem.objects.visible_to(actor).filter(agenda__work_area__in=areas_kept_by(actor))
    return rows.select_related("agenda__work_area").order_by("-agenda__year", "agenda__work_area__name", "number")
