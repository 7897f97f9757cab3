"""Taking in what was seen on the way: marks, photos, spots that were added. Sent twice, by whatever way, is once.

The walker is locked, so that what one telephone sends is taken in one after the other, and telephones do not wait for
each other. What was made first and arrives last does not undo what was made later.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.models import Aspect, Inspection, Level, Mark, Spot, SpotPhoto, Walker
from wijkwerk.domain.inspections.operations import findings, walks
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.thread.operations import person_id_of
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal

MOST_PHOTOS = 6  # of one walker at one spot
LONGEST_NOTE = 1_000
CLOCKS_DIFFER = timedelta(minutes=10)  # a telephone that runs ahead is not believed further than this


class NoSuchSpot(Refusal):
    message = _("Dit punt staat niet op de route van deze schouw.")
    field = "spot"


class NoSuchAspect(Refusal):
    message = _("Dit aspect hoort niet bij deze schouw.")
    field = "aspect"


class NoSuchLevel(Refusal):
    message = _("Kies een niveau van de schaal van deze schouw.")
    field = "level"


class InspectionIsClosed(Refusal):
    message = _("Deze schouw is afgesloten. Wat u daarna opschreef kan er niet meer bij.")
    status = 409


class KeyIsTaken(Refusal):
    message = _("Dit is al door iemand anders verstuurd.")
    status = 409


class TooManyPhotos(Refusal):
    message = _("Er passen zes foto's van u bij een punt.")
    field = "photo"


class NoteTooLong(Refusal):
    message = _("Een opmerking is hooguit 1.000 tekens. Maak de tekst korter.")
    field = "note"


@dataclass(frozen=True, kw_only=True)
class MarkDraft:
    """A mark as it was made: at which spot, of which aspect, which level, when. `key` was made with it."""

    key: uuid.UUID
    spot: Spot
    aspect: Aspect
    level: Level
    at: datetime
    note: str = ""


@transaction.atomic
def give_mark(walker: Walker, draft: MarkDraft, *, by: Actor, at: datetime, is_typed: bool = False) -> Mark:
    """The level that a walker gives an aspect at a spot; later ones take the place of earlier ones.

    `is_typed` for what staff type over from paper.
    """
    inspection = _check(walker, draft.spot, made_at=draft.at, at=at)
    if not inspection.aspects.filter(pk=draft.aspect.pk).exists():
        raise NoSuchAspect
    if draft.level.scale_id != inspection.scale_id:
        raise NoSuchLevel
    note = text.clean_text(draft.note)
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong
    if inspection.state != InspectionState.PREPARED:
        walks.lock(inspection)  # before the walker, as everywhere: a finding may follow
    Walker.objects.select_for_update(of=("self",)).get(pk=walker.pk)
    made_at = min(draft.at, at + CLOCKS_DIFFER)
    known: Mark | None = Mark.objects.filter(spot=draft.spot, aspect=draft.aspect, walker=walker).first()
    if known is not None and (known.client_key == draft.key or known.at > made_at):
        return known
    mark = known or Mark(spot=draft.spot, aspect=draft.aspect, walker=walker)
    mark.level, mark.note, mark.at, mark.received_at = draft.level, note, made_at, at
    mark.client_key = draft.key
    mark.typed_by_id = person_id_of(by) if is_typed else None
    try:
        with transaction.atomic():
            mark.save()
    except IntegrityError:
        raise KeyIsTaken from None
    journal.record("inspection.mark_given", about=inspection, by=by, at=at, on_behalf=is_typed)
    if inspection.state != InspectionState.PREPARED:
        findings.find_below_norm(inspection, by=by, at=at, only=draft.spot)
    return mark


@transaction.atomic
def give_marks(walker: Walker, drafts: Sequence[MarkDraft], *, by: Actor, at: datetime) -> None:
    """All of these, or none."""
    for draft in drafts:
        give_mark(walker, draft, by=by, at=at, is_typed=True)


@transaction.atomic
def add_photo(
    walker: Walker,
    upload: File[bytes],
    *,
    spot: Spot,
    made_at: datetime,
    key: uuid.UUID,
    by: Actor,
    at: datetime,
    aspect: Aspect | None = None,
) -> SpotPhoto:
    """A photo of a spot, made anew without place and camera; the same key again gives the one that is there."""
    inspection = _check(walker, spot, made_at=made_at, at=at)
    if aspect is not None and not inspection.aspects.filter(pk=aspect.pk).exists():
        raise NoSuchAspect
    Walker.objects.select_for_update(of=("self",)).get(pk=walker.pk)
    known: SpotPhoto | None = SpotPhoto.objects.filter(client_key=key).first()
    if known is not None and known.walker_id != walker.pk:
        raise KeyIsTaken
    if known is not None:
        return known
    if SpotPhoto.objects.filter(walker=walker, spot=spot).count() >= MOST_PHOTOS:
        raise TooManyPhotos
    kept: SpotPhoto = SpotPhoto.objects.create(
        spot=spot,
        aspect=aspect,
        walker=walker,
        photo=files.keep_photo(upload, at=at),
        at=min(made_at, at + CLOCKS_DIFFER),
        received_at=at,
        client_key=key,
    )
    journal.record("inspection.photo_added", about=inspection, by=by, at=at)
    findings.bring_late_photo(kept, by=by, at=at)
    return kept


@transaction.atomic
def remove_photo(photo: SpotPhoto, *, by: Actor, at: datetime) -> None:
    """Take a photo away for good."""
    kept, inspection = photo.photo, photo.spot.inspection
    photo.delete()
    files.drop_photo(kept)
    journal.record("inspection.photo_removed", about=inspection, by=by, at=at)


@transaction.atomic
def add_spot_on_the_way(
    walker: Walker,
    *,
    name: str,
    made_at: datetime,
    key: uuid.UUID,
    by: Actor,
    at: datetime,
    lat: float | None = None,
    lon: float | None = None,
) -> Spot:
    """Something that is not on the route: it comes at its end. The same key again gives the one that is there."""
    inspection = walks.lock(walker.inspection)
    known: Spot | None = Spot.objects.filter(client_key=key).first()
    if known is not None and known.inspection_id != inspection.pk:
        raise KeyIsTaken
    if known is not None:
        return known
    _refuse_after_closing(inspection, made_at)
    [spot] = walks.append(
        inspection,
        [Spot(name=walks.spot_name(name), lat=lat, lon=lon, added_by=walker, client_key=key)],
    )
    journal.record("inspection.spot_added", about=inspection, by=by, at=at, details={"spot": spot.pk})
    return spot


def _check(walker: Walker, spot: Spot, *, made_at: datetime, at: datetime) -> Inspection:
    """The inspection as it stands, when this walker may still say something about this spot."""
    if spot.inspection_id != walker.inspection_id:
        raise NoSuchSpot
    inspection: Inspection = Inspection.objects.select_related("scale", "work_area").get(pk=walker.inspection_id)
    _refuse_after_closing(inspection, made_at)
    return inspection


def _refuse_after_closing(inspection: Inspection, made_at: datetime) -> None:
    """What was seen before it was closed still comes in, however late it arrives."""
    if inspection.closed_at is not None and made_at > inspection.closed_at:
        raise InspectionIsClosed
