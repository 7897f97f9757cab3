"""What can be done with experiments. One is locked while it changes; what somebody else changed is not overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.insights import search
from wijkwerk.domain.insights.models import Experiment, ExperimentNote, Outcome
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal


class TitleMissing(Refusal):
    message = _("Geef de proef een naam.")
    field = "title"


class SaysNotWhat(Refusal):
    message = _("Schrijf op wat u probeert.")
    field = "tries"


class SaysNotWhy(Refusal):
    message = _("Schrijf op waarom u dit probeert.")
    field = "why"


class AreaMissing(Refusal):
    message = _("Kies ten minste één gebied.")
    field = "work_areas"


class NotYourArea(Refusal):
    message = _("In een van deze gebieden houdt u geen proeven bij.")
    field = "work_areas"
    status = 403


class EndsBeforeItBegins(Refusal):
    message = _("De laatste dag ligt voor de eerste.")
    field = "until_on"


class LessonMissing(Refusal):
    message = _("Schrijf op wat u hebt geleerd, ook als het niet werkte.")
    field = "learnt"


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom.")
    field = "because"


class NothingSeen(Refusal):
    message = _("Schrijf op wat u zag.")
    field = "text"


class NotYet(Refusal):
    message = _("Deze dag moet nog komen.")
    field = "on"


class ChangedMeanwhile(Refusal):
    message = _("Iemand anders heeft dit intussen gewijzigd. Wat u typte staat hier nog; lees eerst wat er nu staat.")
    status = 409


@transaction.atomic
def begin_experiment(
    *,
    title: str,
    tries: str,
    why: str,
    work_areas: Sequence[WorkArea],
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
    measures: str = "",
    items: Sequence[AgendaItem] = (),
    organisation: Organisation | None = None,
) -> Experiment:
    """Something is tried: what, where, why, and how we see whether it works."""
    reach = by.reach(Permission.EXPERIMENT_MANAGE)
    if by.kind != "clock" and not reach.everywhere and {area.pk for area in work_areas} - reach.area_ids:
        raise NotYourArea
    made = Experiment(created_at=at)
    _fill_in(made, title, tries, why, measures, from_on, until_on, organisation)
    _keep(made, work_areas, items, at=at)
    journal.record("insights.experiment_begun", about=made, by=by, at=at)
    return made


@transaction.atomic
def change_experiment(
    experiment: Experiment,
    *,
    title: str,
    tries: str,
    why: str,
    work_areas: Sequence[WorkArea],
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
    measures: str = "",
    items: Sequence[AgendaItem] = (),
    organisation: Organisation | None = None,
    version: int | None = None,
) -> Experiment:
    """Other words, areas, days or projects. Areas and projects that this person does not keep stay as they were."""
    fresh = _lock(experiment, version=version)
    reach = by.reach(Permission.EXPERIMENT_MANAGE)
    others = [] if reach.everywhere else list(fresh.work_areas.exclude(pk__in=reach.area_ids))
    kept = [] if reach.everywhere else list(fresh.items.exclude(agenda__work_area__in=reach.area_ids))
    _fill_in(fresh, title, tries, why, measures, from_on, until_on, organisation)
    _keep(fresh, [*work_areas, *others], [*items, *kept], at=at)
    journal.record("insights.experiment_changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def note_seen(experiment: Experiment, *, on: date, text: str, by: Actor, at: datetime) -> ExperimentNote:
    """What was seen on a day while it ran."""
    words = _clean(text)
    if not words:
        raise NothingSeen
    if on > clock.dutch(at).date():
        raise NotYet
    fresh = _lock(experiment)
    made: ExperimentNote = ExperimentNote.objects.create(experiment=fresh, on=on, text=words, written_at=at)
    journal.record("insights.observation_noted", about=fresh, by=by, at=at)
    return made


@transaction.atomic
def decide(
    experiment: Experiment,
    *,
    outcome: Outcome | str,
    learnt: str,
    because: str,
    by: Actor,
    at: datetime,
    decided_on: date | None = None,
) -> Experiment:
    """It goes on, stops, or becomes ordinary: with what was learnt, and why. Later it can be decided otherwise."""
    lesson, reason = _clean(learnt), _clean(because)
    if not lesson:
        raise LessonMissing
    if not reason:
        raise ReasonMissing
    fresh = _lock(experiment)
    fresh.outcome, fresh.learnt, fresh.because = Outcome(outcome), lesson, reason
    fresh.decided_on = decided_on or clock.dutch(at).date()
    fresh.version += 1
    fresh.changed_at = at
    fresh.save()
    journal.record("insights.experiment_decided", about=fresh, by=by, at=at, details={"outcome": fresh.outcome})
    search.put(fresh)
    return fresh


def _clean(words: str) -> str:
    return text.clean_text(words)


def _lock(experiment: Experiment, *, version: int | None = None) -> Experiment:
    fresh: Experiment = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile
    return fresh


def _fill_in(
    one: Experiment,
    title: str,
    tries: str,
    why: str,
    measures: str,
    from_on: date,
    until_on: date | None,
    organisation: Organisation | None,
) -> None:
    one.title, one.tries, one.why = text.one_line(title), _clean(tries), _clean(why)
    one.measures, one.from_on, one.until_on, one.organisation = _clean(measures), from_on, until_on, organisation
    for value, refusal in ((one.title, TitleMissing), (one.tries, SaysNotWhat), (one.why, SaysNotWhy)):
        if not value:
            raise refusal
    if until_on is not None and until_on < from_on:
        raise EndsBeforeItBegins


def _keep(one: Experiment, work_areas: Sequence[WorkArea], items: Sequence[AgendaItem], *, at: datetime) -> None:
    if not work_areas:
        raise AreaMissing
    one.version += one.pk is not None
    one.changed_at = at
    one.save()
    one.work_areas.set(work_areas)
    one.items.set(items)
    search.put(one)
