"""What can be asked of rounds: which there are, when they go, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Calling, Round, RoundRun, RoundStop, StopResult, WorkLog
from wijkwerk.foundation.kit.things import ref


def rounds(workshop: Facility) -> Any:
    return Round.objects.filter(facility=workshop).select_related("organisation").annotate(stop_count=Count("stops"))


def round_by_number(pk: int) -> Round:
    stops = Prefetch("stops", RoundStop.objects.order_by("position", "pk"))
    rows = Round.objects.select_related("facility__work_area", "organisation").prefetch_related(stops, "skills")
    return rows.get(pk=pk)  # type: ignore[no-any-return]


def has_frost_rounds(workshop: Facility, on: date) -> bool:
    return bool(Round.objects.on(on).filter(facility=workshop, calling=Calling.FROST).exists())


def runs_between(workshop: Facility, from_on: date, until_on: date) -> list[RoundRun]:
    """The runs of some days, each with how many stops were done: one query."""
    rows = RoundRun.objects.filter(facility=workshop, on__range=(from_on, until_on)).select_related(
        "round__organisation"
    )
    counted = rows.annotate(
        stop_count=Count("results"),
        done_count=Count("results", filter=Q(results__is_done=True)),
        open_count=Count("results", filter=Q(results__is_done=None)),
    )
    return list(counted.order_by("on", "pk"))


def near_runs(workshop: Facility, on: date) -> list[RoundRun]:
    """The runs of the week before and of the two weeks to come."""
    return runs_between(workshop, on - timedelta(days=7), on + timedelta(days=14))


def runs_of(round_: Round, *, most: int = 20) -> list[RoundRun]:
    rows = RoundRun.objects.filter(round=round_).annotate(
        stop_count=Count("results"), done_count=Count("results", filter=Q(results__is_done=True))
    )
    return list(rows.order_by("-on", "-pk")[:most])


def run(pk: int) -> RoundRun:
    found: RoundRun = RoundRun.objects.select_related("facility__work_area", "round__organisation").get(pk=pk)
    return found


def results_of(run: RoundRun) -> list[StopResult]:
    return list(StopResult.objects.filter(run=run).select_related("photo").order_by("position", "pk"))


def result(pk: int) -> StopResult:
    found: StopResult = StopResult.objects.select_related(
        "run__facility__work_area", "run__round__organisation", "photo"
    ).get(pk=pk)
    return found


def work_on(run: RoundRun) -> Sequence[WorkLog]:
    kind, number = ref(run)
    rows = WorkLog.objects.filter(about_kind=kind, about_id=number).select_related("participant__resident")
    return list(rows.order_by("pk"))
