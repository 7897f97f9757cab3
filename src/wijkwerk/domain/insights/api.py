"""Experiments for machines: everybody reads them; with a key they are kept."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.insights import operations, queries
from wijkwerk.domain.insights.models import Experiment, Outcome
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Proeven")


class OutcomeWord(StrEnum):
    GOES_ON = "gaatDoor"
    STOPS = "stopt"
    ORDINARY = "wordtGewoon"


class NoSuchArea(Refusal):
    message = _("Een van deze gebieden is er niet.")


class ExperimentDocument(Document):
    """Een proef: wat er is geprobeerd, waarom, en wat ervan is geleerd."""

    number: int = named("nummer")
    title: str = named("titel")
    tries: str = named("wat")
    why: str = named("waarom")
    measures: str = named("meten")
    areas: list[int] = named("werkgebieden")
    from_on: date = named("van")
    until_on: date | None = named("totEnMet")
    state: str = named("stand")
    outcome: OutcomeWord | None = named("verder")
    learnt: str = named("geleerd")
    because: str = named("toelichting")


class ExperimentList(Document):
    results: list[ExperimentDocument] = named("resultaten")
    following: str | None = named("volgende")


class ExperimentFilter(Input):
    state: str = named("stand", "", max_length=10, description="`loopt`, `klaar`, of leeg voor alle.")
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000)


class ExperimentInput(Input):
    title: Line = named("titel")
    tries: Story = named("wat")
    why: Story = named("waarom")
    measures: Story = named("meten", "")
    areas: list[Number] = named("werkgebieden", max_length=200)
    from_on: date = named("van")
    until_on: date | None = named("totEnMet", None)


class NoteInput(Input):
    on: date = named("op")
    text: Story = named("tekst")


class DecisionInput(Input):
    outcome: OutcomeWord = named("verder")
    learnt: Story = named("geleerd")
    because: Story = named("toelichting")


def _document(one: Experiment) -> ExperimentDocument:
    return ExperimentDocument(
        number=one.pk,
        title=one.title,
        tries=one.tries,
        why=one.why,
        measures=one.measures,
        areas=[area.pk for area in one.work_areas.all()],
        from_on=one.from_on,
        until_on=one.until_on,
        state=one.state_words(clock.today()),
        outcome=OutcomeWord[Outcome(one.outcome).name] if one.outcome else None,
        learnt=one.learnt,
        because=one.because,
    )


@router.get("/proeven", response=ExperimentList, summary="Proeven")
@needs(Permission.EXPERIMENT_VIEW)
def experiments(request: HttpRequest, filters: Query[ExperimentFilter]) -> HttpResponse:
    """Wat is geprobeerd, het laatste eerst."""
    api.check_token(filters.after, order=queries.ORDER)
    rows = queries.experiments(state=filters.state, today=clock.today())
    page = paging.page(rows, after=filters.after, order=queries.ORDER, size=filters.size)
    found = [_document(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.get("/proeven/{int:nummer}", response=ExperimentDocument, summary="Eén proef")
@needs(Permission.EXPERIMENT_VIEW, find=queries.experiment, by=("nummer",))
def experiment(request: HttpRequest, one: Experiment) -> Any:
    """Eén proef."""
    return _document(one)


@router.post("/proeven", response={201: ExperimentDocument}, summary="Proef opschrijven")
@needs(Permission.EXPERIMENT_MANAGE)
def begin_experiment(request: HttpRequest, data: ExperimentInput) -> Any:
    """Wat, waar en waarom wordt geprobeerd."""
    wanted = list(areas.work_areas(clock.today()).filter(pk__in=data.areas))
    if len(wanted) != len(set(data.areas)):
        raise NoSuchArea
    values = data.model_dump(exclude={"areas"})
    made = operations.begin_experiment(**values, work_areas=wanted, **policy.deed(request))
    return Status(201, _document(queries.experiment(made.pk)))


@router.post("/proeven/{int:nummer}/waarnemingen", response={201: ExperimentDocument}, summary="Opschrijven wat u zag")
@needs(Permission.EXPERIMENT_MANAGE, find=queries.experiment, by=("nummer",))
def note_seen(request: HttpRequest, one: Experiment, data: NoteInput) -> Any:
    """Wat op een dag te zien was."""
    operations.note_seen(one, **data.model_dump(), **policy.deed(request))
    return Status(201, _document(queries.experiment(one.pk)))


@router.post("/proeven/{int:nummer}/besluit", response=ExperimentDocument, summary="Zeggen hoe het verdergaat")
@needs(Permission.EXPERIMENT_MANAGE, find=queries.experiment, by=("nummer",))
def decide(request: HttpRequest, one: Experiment, data: DecisionInput) -> Any:
    """Gaat door, stopt of wordt gewoon; met wat is geleerd en waarom."""
    values = data.model_dump() | {"outcome": Outcome[data.outcome.name]}
    operations.decide(one, **values, **policy.deed(request))
    return _document(queries.experiment(one.pk))
