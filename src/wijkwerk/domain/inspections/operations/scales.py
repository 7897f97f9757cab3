"""Scales, subjects, aspects, reference pictures: what a municipality sets up before it walks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.models import (
    Aspect,
    InspectionSettings,
    Level,
    ReferencePicture,
    Scale,
    ScaleKind,
    Season,
    Subject,
)
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

MOST_LEVELS = 10


class NameMissing(Refusal):
    message = _("Geef het een naam.")
    field = "name"


class NameTaken(Refusal):
    message = _("Deze naam is er al. Kies een andere naam.")
    field = "name"
    status = 409


class LevelsMissing(Refusal):
    message = _("Schrijf de niveaus op, elk op een eigen regel, het beste bovenaan: ten minste twee en hooguit tien.")
    field = "levels"


class LevelTwice(Refusal):
    message = _("Elk niveau heeft een eigen naam. Kijk welke er twee keer staat.")
    field = "levels"


class LevelTooLong(Refusal):
    message = _("Een niveau heeft een korte naam (30 tekens) en een uitleg van hooguit 200 tekens.")
    field = "levels"


class NormMissing(Refusal):
    message = _("Kies welk niveau nog net goed genoeg is. Daaronder moet er iets gebeuren.")
    field = "norm"


class ScaleHasEnded(Refusal):
    message = _("Deze schaal is al vervangen. Wijzig de schaal die nu geldt.")
    status = 409


class AltMissing(Refusal):
    message = _("Beschrijf in een zin wat er op de foto te zien is, voor wie de foto niet ziet.")
    field = "alt"


class LevelOfAnotherScale(Refusal):
    message = _("Kies een niveau uit de lijst.")
    field = "level"


class LevelWords(NamedTuple):
    """A level before it stands: its code and what it means."""

    code: str
    meaning: str = ""


MARKS = tuple(LevelWords(str(mark)) for mark in range(10, 0, -1))
USUAL: tuple[tuple[str, ScaleKind, tuple[LevelWords, ...], str], ...] = (
    (
        str(_("A+ tot en met D")),
        ScaleKind.LEVELS,
        (
            LevelWords("A+", str(_("zeer goed: er is niets op aan te merken"))),
            LevelWords("A", str(_("goed: er is weinig op aan te merken"))),
            LevelWords("B", str(_("voldoende: het valt op, maar stoort niet"))),
            LevelWords("C", str(_("onvoldoende: het stoort"))),
            LevelWords("D", str(_("slecht: het is kapot, vuil of onveilig"))),
        ),
        "B",
    ),
    (
        str(_("Goed, matig, slecht")),
        ScaleKind.LABELS,
        (LevelWords(str(_("goed"))), LevelWords(str(_("matig"))), LevelWords(str(_("slecht")))),
        str(_("matig")),
    ),
    (str(_("Rapportcijfer")), ScaleKind.MARK, MARKS, "6"),
)


# ── Scales ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_scale(
    *, name: str, kind: ScaleKind, levels: Sequence[LevelWords], norm: str, by: Actor, at: datetime
) -> Scale:
    """A new scale with its levels, the best first. Of marks the levels are 10 to 1."""
    named = _name(name, 80)
    if Scale.objects.filter(name=named).exists():
        raise NameTaken
    return _make(named, kind, levels, norm, version=1, follows=None, by=by, at=at)


@transaction.atomic
def change_scale(scale: Scale, *, levels: Sequence[LevelWords], norm: str, by: Actor, at: datetime) -> Scale:
    """Another version takes its place: what was walked with this one keeps it. Locks the scale."""
    old: Scale = Scale.objects.select_for_update(of=("self",)).get(pk=scale.pk)
    if old.ended_at is not None:
        raise ScaleHasEnded
    old.ended_at = at
    old.save(update_fields=["ended_at"])
    latest = Scale.objects.filter(name=old.name).aggregate(latest=Max("version"))["latest"]
    return _make(old.name, ScaleKind(old.kind), levels, norm, version=latest + 1, follows=old, by=by, at=at)


@transaction.atomic
def end_scale(scale: Scale, *, by: Actor, at: datetime) -> None:
    """No new walks with it; those that were, keep it. Again is harmless."""
    if Scale.objects.filter(pk=scale.pk, ended_at=None).update(ended_at=at):
        journal.record("inspections.scale_ended", about=scale, by=by, at=at)


@transaction.atomic
def make_usual_scales(*, by: Actor, at: datetime) -> list[Scale]:
    """Five levels, three words, a mark; those that are there stay."""
    present = set(Scale.objects.values_list("name", flat=True))
    return [
        make_scale(name=name, kind=kind, levels=levels, norm=norm, by=by, at=at)
        for name, kind, levels, norm in USUAL
        if name not in present
    ]


def _make(
    name: str,
    kind: ScaleKind,
    levels: Sequence[LevelWords],
    norm: str,
    *,
    version: int,
    follows: Scale | None,
    by: Actor,
    at: datetime,
) -> Scale:
    words = [LevelWords(text.one_line(each.code), text.one_line(each.meaning)) for each in levels]
    if kind == ScaleKind.MARK:
        words = list(MARKS)
    if not 2 <= len(words) <= MOST_LEVELS or any(not each.code for each in words):
        raise LevelsMissing
    if any(len(each.code) > 30 or len(each.meaning) > 200 for each in words):
        raise LevelTooLong
    codes = [each.code for each in words]
    if len(set(codes)) < len(codes):
        raise LevelTwice
    wanted = text.one_line(norm)
    if wanted not in codes:
        raise NormMissing
    made: Scale = Scale.objects.create(
        name=name, kind=kind, version=version, follows=follows, norm=len(codes) - codes.index(wanted), made_at=at
    )
    Level.objects.bulk_create(
        Level(scale=made, value=len(codes) - place, code=each.code, meaning=each.meaning)
        for place, each in enumerate(words)
    )
    journal.record("inspections.scale_made", about=made, by=by, at=at, details={"version": version})
    return made


# ── Subjects and aspects ───────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_subject(*, name: str, by: Actor, at: datetime) -> Subject:
    """What is looked at."""
    named = _name(name, 80)
    if Subject.objects.filter(name=named).exists():
        raise NameTaken
    made: Subject = Subject.objects.create(name=named)
    journal.record("inspections.subject_made", about=made, by=by, at=at)
    return made


@transaction.atomic
def change_subject(subject: Subject, *, name: str, is_active: bool, by: Actor, at: datetime) -> Subject:
    named = _name(name, 80)
    if Subject.objects.filter(name=named).exclude(pk=subject.pk).exists():
        raise NameTaken
    subject.name, subject.is_active = named, is_active
    subject.save(update_fields=["name", "is_active"])
    journal.record("inspections.subject_changed", about=subject, by=by, at=at)
    return subject


@transaction.atomic
def make_aspect(
    subject: Subject, *, name: str, looks_at: str = "", season: Season = Season.ALL, by: Actor, at: datetime
) -> Aspect:
    """One thing of a subject that gets a level."""
    named = _name(name, 80)
    if subject.aspects.filter(name=named).exists():
        raise NameTaken
    made: Aspect = Aspect.objects.create(
        subject=subject, name=named, looks_at=text.one_line(looks_at)[:300], season=season
    )
    journal.record("inspections.aspect_made", about=made, by=by, at=at)
    return made


@transaction.atomic
def change_aspect(
    aspect: Aspect, *, name: str, looks_at: str, season: Season, is_active: bool, by: Actor, at: datetime
) -> Aspect:
    named = _name(name, 80)
    if Aspect.objects.filter(subject=aspect.subject_id, name=named).exclude(pk=aspect.pk).exists():
        raise NameTaken
    aspect.name, aspect.looks_at, aspect.season, aspect.is_active = (
        named,
        text.one_line(looks_at)[:300],
        season,
        is_active,
    )
    aspect.save(update_fields=["name", "looks_at", "season", "is_active"])
    journal.record("inspections.aspect_changed", about=aspect, by=by, at=at)
    return aspect


def _name(words: str, longest: int) -> str:
    name = text.one_line(words)
    if not name or len(name) > longest:
        raise NameMissing
    return name


# ── Reference pictures ─────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep_picture(
    aspect: Aspect, *, level: Level, photo: File[bytes], alt: str, by: Actor, at: datetime
) -> ReferencePicture:
    """What a level of this aspect looks like here; the one that was there goes."""
    words = text.one_line(alt)
    if not words or len(words) > 300:
        raise AltMissing
    kept = files.keep_photo(photo, at=at)
    former = ReferencePicture.objects.select_related("photo").filter(aspect=aspect, level=level).first()
    if former is not None:
        _drop(former)
    made: ReferencePicture = ReferencePicture.objects.create(aspect=aspect, level=level, photo=kept, alt=words)
    journal.record("inspections.picture_kept", about=aspect, by=by, at=at, details={"level": level.pk})
    return made


@transaction.atomic
def remove_picture(picture: ReferencePicture, *, by: Actor, at: datetime) -> None:
    _drop(picture)
    journal.record("inspections.picture_removed", about=picture.aspect, by=by, at=at)


def _drop(picture: ReferencePicture) -> None:
    photo = picture.photo
    picture.delete()
    files.drop_photo(photo)


# ── What happens by itself ─────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def change_settings(*, makes_signals: bool, days_to_answer: int, by: Actor, at: datetime) -> InspectionSettings:
    """Whether what is below the norm becomes a signal by itself, and how long a finding may take."""
    values = {"makes_signals": makes_signals, "days_to_answer": days_to_answer}
    settings: InspectionSettings
    settings, _is_new = InspectionSettings.objects.update_or_create(municipality=scope.current(), defaults=values)
    journal.record("inspections.settings_changed", about=settings, by=by, at=at, details=values)
    return settings
