"""What can be done with a frame to assess by: make the municipality's own, fill it in for a programme or a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models import AgendaItem, Assessment, AssessmentFrame, Beacon, BeaconMark, Programme
from wijkwerk.domain.plans.operations.plan_writing import line, locked, story
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

MOST_BEACONS = 20
SCALE = (_("nog niet"), _("een beetje"), _("grotendeels"), _("helemaal"))
# The eight beacons of welzijn nieuwe stijl, as a note of 2012 has them.
WELFARE = (
    _("Gericht op de vraag achter de vraag"),
    _("Gebaseerd op de eigen kracht van de burger"),
    _("Direct er op af"),
    _("Formeel en informeel in optimale verhouding"),
    _("Doordachte balans van individueel en collectief"),
    _("Integraal werken"),
    _("Niet vrijblijvend maar resultaatgericht"),
    _("Gebaseerd op ruimte voor de professional"),
)


class FrameIsThere(Refusal):
    message = _("Er is al een toetsingskader met deze naam.")
    field = "title"


class FrameStands(Refusal):
    message = _(
        "Met dit kader is al getoetst, dus het blijft zo. Maak een nieuw kader en zet dit op “niet meer in gebruik”."
    )
    status = 409


class BeaconsMissing(Refusal):
    message = _("Schrijf ten minste één baken op, elk op een eigen regel; twintig is het meeste.")
    field = "beacons"


class ScaleMissing(Refusal):
    message = _("Schrijf twee tot negen woorden op, elk op een eigen regel, van niet tot helemaal.")
    field = "labels"


class NothingMarked(Refusal):
    message = _("Vul bij ten minste één baken iets in.")


class AssessedToday(Refusal):
    message = _("Er is al een toetsing met dit kader op deze dag. Wijzig die.")
    field = "assessed_on"


class FrameNotInUse(Refusal):
    message = _("Dit kader is niet meer in gebruik. Kies een ander.")
    field = "frame"


Beacons = Sequence[tuple[str, str]]  # title and explanation
Marks = Mapping[int, tuple[int | None, str]]  # by beacon: the step on the scale, and words


@transaction.atomic
def add_frame(
    *, title: str, beacons: Beacons, by: Actor, at: datetime, intro: str = "", labels: Sequence[str] = ()
) -> AssessmentFrame:
    frame = AssessmentFrame(created_at=at)
    _fill_in(frame, title, intro, labels)
    frame.save()
    _set_beacons(frame, beacons)
    journal.record("frame.added", about=frame, by=by, at=at)
    return frame


@transaction.atomic
def change_frame(
    frame: AssessmentFrame,
    *,
    title: str,
    beacons: Beacons,
    intro: str,
    labels: Sequence[str],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> AssessmentFrame:
    """Other words, as long as nothing was assessed by it."""
    fresh = locked(AssessmentFrame, frame.pk, version=version)
    if fresh.assessments.exists():
        raise FrameStands
    _fill_in(fresh, title, intro, labels)
    fresh.version += 1
    fresh.save()
    _set_beacons(fresh, beacons)
    journal.record("frame.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def use_frame(frame: AssessmentFrame, *, is_active: bool, by: Actor, at: datetime) -> AssessmentFrame:
    """In use, or not any more: what was assessed by it stays."""
    fresh = locked(AssessmentFrame, frame.pk)
    if fresh.is_active != is_active:
        if is_active and AssessmentFrame.objects.filter(title=fresh.title, is_active=True).exists():
            raise FrameIsThere
        fresh.is_active = is_active
        fresh.save(update_fields=["is_active"])
        journal.record("frame.in_use" if is_active else "frame.retired", about=fresh, by=by, at=at)
    return fresh


def _fill_in(frame: AssessmentFrame, title: str, intro: str, labels: Sequence[str]) -> None:
    frame.title = line(title, field="title", missing=gettext("Geef het kader een naam."), longest=120)
    if AssessmentFrame.objects.filter(title=frame.title, is_active=True).exclude(pk=frame.pk).exists():
        raise FrameIsThere
    frame.intro = story(intro, field="intro")
    words = [line(each, field="labels", longest=60) for each in labels if each.strip()]
    frame.labels = words or [str(each) for each in SCALE]
    if not 2 <= len(frame.labels) <= 9:
        raise ScaleMissing


def _set_beacons(frame: AssessmentFrame, beacons: Beacons) -> None:
    rows = [
        (line(title, field="beacons"), line(explanation, field="beacons", longest=500))
        for title, explanation in beacons
        if title.strip()
    ]
    if not 1 <= len(rows) <= MOST_BEACONS:
        raise BeaconsMissing
    frame.beacons.all().delete()
    Beacon.objects.bulk_create(
        Beacon(municipality_id=frame.municipality_id, frame=frame, number=number, title=title, explanation=explanation)
        for number, (title, explanation) in enumerate(rows, 1)
    )


# ── Filled in ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def assess(
    about: Programme | AgendaItem,
    *,
    frame: AssessmentFrame,
    marks: Marks,
    assessed_on: date,
    filled_in_by: str,
    by: Actor,
    at: datetime,
    conclusion: str = "",
) -> Assessment:
    """Hold a programme or a project against the frame: a step on the scale and words for each beacon."""
    fresh = locked(AssessmentFrame, frame.pk)
    if not fresh.is_active:
        raise FrameNotInUse
    which = {"programme": about} if isinstance(about, Programme) else {"item": about}
    if Assessment.objects.filter(frame=fresh, assessed_on=assessed_on, **which).exists():
        raise AssessedToday
    made = Assessment(frame=fresh, created_at=at, **which)
    _fill_assessment(made, assessed_on, filled_in_by, conclusion, at=at)
    made.save()
    _mark(made, marks)
    journal.record("assessment.made", about=about, by=by, at=at, details={"assessment": made.pk})
    return made


@transaction.atomic
def change_assessment(
    assessment: Assessment,
    *,
    marks: Marks,
    assessed_on: date,
    filled_in_by: str,
    by: Actor,
    at: datetime,
    conclusion: str = "",
    version: int | None = None,
) -> Assessment:
    fresh = locked(Assessment, assessment.pk, version=version, with_=("frame", "programme", "item"))
    which = {"programme": fresh.programme, "item": fresh.item}
    same_day = Assessment.objects.filter(frame=fresh.frame, assessed_on=assessed_on, **which)
    if same_day.exclude(pk=fresh.pk).exists():
        raise AssessedToday
    _fill_assessment(fresh, assessed_on, filled_in_by, conclusion, at=at)
    fresh.version += 1
    fresh.save()
    _mark(fresh, marks)
    journal.record("assessment.changed", about=fresh.about, by=by, at=at, details={"assessment": fresh.pk})
    return fresh


def _fill_assessment(
    assessment: Assessment, assessed_on: date, filled_in_by: str, conclusion: str, *, at: datetime
) -> None:
    if assessed_on > clock.dutch(at).date():
        raise AssessedTomorrow
    assessment.assessed_on = assessed_on
    missing = gettext("Schrijf op met wie dit is ingevuld: organisaties of functies.")
    assessment.filled_in_by = line(filled_in_by, field="filled_in_by", missing=missing)
    assessment.conclusion = story(conclusion, field="conclusion")


class AssessedTomorrow(Refusal):
    message = _("Deze dag moet nog komen. Kies de dag waarop is getoetst.")
    field = "assessed_on"


def _mark(assessment: Assessment, marks: Marks) -> None:
    steps = len(assessment.frame.labels)
    rows = []
    for beacon in assessment.frame.beacons.all():
        score, words = marks.get(beacon.pk, (None, ""))
        if score is not None and not 1 <= score <= steps:
            raise ScaleMissing
        told = line(words, field="words", longest=1_000)
        if score is not None or told:
            rows.append(
                BeaconMark(
                    municipality_id=assessment.municipality_id,
                    assessment=assessment,
                    beacon=beacon,
                    score=score,
                    words=told,
                )
            )
    if not rows:
        raise NothingMarked
    assessment.marks.all().delete()
    BeaconMark.objects.bulk_create(rows)
