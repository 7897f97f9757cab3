"""What everybody may read: text that somebody checked, a place that betrays no home, photos that were looked at."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.signals.models import PlaceKind, Signal, SignalPhoto
from wijkwerk.domain.signals.operations import moving
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit.refusals import Refusal

GRID = 0.001  # degrees: a public point stands in the middle of a cell of about 70 by 110 metres

TELLS_WHO = [
    (re.compile(r"[\w.+-]+@[\w-]+\.\w+"), _("een e-mailadres")),
    (re.compile(r"(?<!\d)(?:\+31|0031|0)[\s-]?(?:\(0\))?[\s-]?[1-9](?:[\s-]?\d){7,8}(?!\d)"), _("een telefoonnummer")),
    (re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b"), _("een postcode")),
    (re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b"), _("een rekeningnummer")),
    (
        re.compile(
            r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]-\d{3}-[A-Z]{2}|\d-[A-Z]{3}-\d{2}"
            r"|\d{2}-[A-Z]{3}-\d|[A-Z]{2}-\d{3}-[A-Z]|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2})\b"
        ),
        _("een kenteken"),
    ),
    (re.compile(r"(?<!\d)\d{9}(?!\d)"), _("een nummer dat een burgerservicenummer kan zijn")),
    (
        re.compile(
            r"\b[A-Z][a-zé]+(?:straat|weg|laan|plein|pad|hof|kade|dijk|singel|dreef|steeg|park)\s+\d+", re.IGNORECASE
        ),
        _("een huisnummer"),
    ),
]


class TellsWhoSomebodyIs(Refusal):
    field = "public_text"


class NothingToPublish(Refusal):
    message = _("Schrijf de tekst die iedereen mag lezen.")
    field = "public_text"


def tells_who(text: str) -> list[str]:
    """What in a text may tell who somebody is, in words: an e-mail address, a house number."""
    return [str(words) for pattern, words in TELLS_WHO if pattern.search(text)]


def public_point(lat: float, lon: float) -> tuple[float, float]:
    """The middle of the cell of the grid that the point lies in: the neighbourhood of the place, never the door."""
    return (
        round((math.floor(lat / GRID) + 0.5) * GRID, 4),
        round((math.floor(lon / GRID) + 0.5) * GRID, 4),
    )


@transaction.atomic
def publish(
    signal: Signal,
    *,
    public_text: str,
    shows_place: bool,
    photos: Collection[SignalPhoto] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Signal:
    """Let everybody read this, as checked. A place given as an address is never shown as a point: it may be a home."""
    if not public_text.strip():
        raise NothingToPublish
    if found := tells_who(public_text):
        raise TellsWhoSomebodyIs(
            _("In de tekst staat %(what)s. Haal dat weg: iedereen kan dit lezen.") % {"what": ", ".join(found)}
        )
    signal = moving.lock(signal, version=version)
    if signal.state in (State.DRAFT, State.WITHDRAWN, State.MERGED):
        raise moving.MoveNotPossible
    signal.is_public, signal.public_text = True, public_text
    signal.published_at = signal.published_at or at
    signal.public_lat = signal.public_lon = None
    if shows_place and signal.place_kind == PlaceKind.POINT and signal.lat is not None and signal.lon is not None:
        signal.public_lat, signal.public_lon = public_point(signal.lat, signal.lon)
    chosen = {photo.pk for photo in photos}
    for photo in SignalPhoto.objects.filter(signal=signal):
        if photo.is_public != (photo.pk in chosen):
            photo.is_public = photo.pk in chosen
            photo.save()
    moving.save(signal, at=at)
    moving.note_down("published", signal, by=by, at=at, details={"shows_place": signal.public_lat is not None})
    return signal


@transaction.atomic
def take_back(signal: Signal, *, by: Actor, at: datetime) -> Signal:
    """No longer public."""
    signal = moving.lock(signal)
    signal.is_public, signal.published_at, signal.public_lat, signal.public_lon = False, None, None, None
    SignalPhoto.objects.filter(signal=signal).update(is_public=False)
    moving.save(signal, at=at)
    moving.note_down("taken_back", signal, by=by, at=at)
    return signal


@transaction.atomic
def black_out(
    photo: SignalPhoto, *, boxes: list[tuple[float, float, float, float]], by: Actor, at: datetime
) -> SignalPhoto:
    """Make a part of a photo black for good. Boxes are (left, top, width, height) as fractions of the picture."""
    signal = moving.lock(photo.signal)
    files.black_out(photo.photo, boxes, by=by, at=at)
    moving.save(signal, at=at)
    moving.note_down("photo_blacked_out", signal, by=by, at=at, details={"boxes": len(boxes)})
    return photo
