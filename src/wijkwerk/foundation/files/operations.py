"""Keeping photos, blacking parts of them out, letting them go."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import queries, scanning, store
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

if TYPE_CHECKING:
    from wijkwerk.foundation.files.pictures import Box, Sizes

LARGEST_FILE = 20 * 1024 * 1024
# A file is written before its row is committed: what is younger than this may still get one.
_ORPHAN_AFTER = timedelta(days=1)
_AT_ONCE = 1_000  # files looked up in one question


class PhotoTooLarge(Refusal):
    message = _("Deze foto is groter dan 20 MB. Maak de foto kleiner, of kies een andere foto.")
    field = "photo"


class PdfTooLarge(Refusal):
    message = _("Deze PDF is groter dan 20 MB. Maak de PDF kleiner, of maak foto's van de bladzijden.")
    field = "photo"


class NeitherPhotoNorPdf(Refusal):
    message = _("Dit bestand kunnen wij niet lezen. Kies een foto (JPEG, PNG of WebP) of een PDF.")
    field = "photo"


class NothingToBlackOut(Refusal):
    message = _("Wijs eerst aan welk deel van de foto zwart moet worden.")
    field = "boxes"


class Made(ContentFile[bytes]):
    """A picture that was checked and made anew before the deed in which it is kept."""

    def __init__(self, sizes: Sizes, *, name: str | None) -> None:
        super().__init__(sizes.large, name=name)
        self.sizes = sizes


def pictures_of(upload: File[bytes]) -> list[Made]:
    """What came in as pictures: a photo as one, a PDF as one for each page.

    To be called before the deed that keeps them: a PDF takes seconds, in which nobody should wait for a lock.
    """
    from wijkwerk.foundation.files import pdf, pictures  # slow import

    content = _checked(upload)
    if not pdf.is_pdf(content):
        return [_made(upload, content)]
    pages = pdf.pages_of(content, most=pdf.MOST_PAGES, longest=pictures.LARGE)
    return [Made(pictures.made_anew(page), name=upload.name) for page in pages]


def one_picture_of(upload: File[bytes]) -> Made:
    """The same as one picture: the pages of a PDF stand below each other, as one reads them."""
    from wijkwerk.foundation.files import pdf, pictures  # slow import

    content = _checked(upload)
    if not pdf.is_pdf(content):
        return _made(upload, content)
    pages = pdf.pages_of(content, most=pdf.MOST_BELOW_EACH_OTHER, longest=pictures.PAGE)
    return Made(pictures.below_each_other(pages), name=upload.name)


def _made(upload: File[bytes], content: bytes) -> Made:
    from wijkwerk.foundation.files import pictures  # slow import

    try:
        return Made(pictures.made_anew(content), name=upload.name)
    except pictures.IsHeic:
        raise
    except pictures.NotAPhoto:
        raise NeitherPhotoNorPdf from None


def keep_photo(upload: File[bytes], *, at: datetime) -> Photo:
    """Keep a photo that somebody sent, made anew: upright, at most 2,000 pixels, no place or camera in it.

    Files are written first: when the deed around it is undone, what lies there without a row is cleared the next day.
    """
    from wijkwerk.foundation.files import pictures  # slow import

    sizes = upload.sizes if isinstance(upload, Made) else pictures.made_anew(_checked(upload))
    photo = Photo(municipality=scope.current(), width=sizes.width, height=sizes.height, kept_at=at)
    store.put(photo, sizes)
    photo.save(force_insert=True)
    return photo


def _checked(upload: File[bytes]) -> bytes:
    """The file, looked at before it is read: a size that is told, and never more than that; and nothing harmful."""
    too_large = PdfTooLarge if (upload.name or "").lower().endswith(".pdf") else PhotoTooLarge
    if (upload.size or 0) > LARGEST_FILE:
        raise too_large
    upload.seek(0)
    content: bytes = upload.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise too_large
    scanning.check(content)
    return content


@transaction.atomic
def black_out(photo: Photo, boxes: Iterable[tuple[float, float, float, float]], *, by: Actor, at: datetime) -> Photo:
    """Burn black boxes (left, top, width, height as parts of 1) into both sizes. What was under them is gone for good.

    Two who do this at once both keep their boxes: the photo's row is locked. The files change before the row is
    committed; when that fails the boxes stay, which is the safe side.
    """
    from wijkwerk.foundation.files import pictures  # slow import

    wanted = [_clipped(box) for box in boxes]
    if not wanted or any(box.width <= 0 or box.height <= 0 for box in wanted):
        raise NothingToBlackOut
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    store.put(photo, pictures.with_boxes(store.read(photo, "large"), wanted))
    photo.version += 1
    photo.blacked_out_at = at
    photo.blacked_out_by_kind, photo.blacked_out_by_id = by.kind, by.id
    photo.save(update_fields=["version", "blacked_out_at", "blacked_out_by_kind", "blacked_out_by_id"])
    return photo


def _clipped(box: tuple[float, float, float, float]) -> Box:
    from wijkwerk.foundation.files.pictures import Box  # slow import

    if not all(math.isfinite(part) for part in box):
        raise NothingToBlackOut
    x, y, width, height = box
    left, top = max(0.0, x), max(0.0, y)
    return Box(left, top, min(1.0, x + width) - left, min(1.0, y + height) - top)


def copy_photo(photo: Photo, *, at: datetime) -> Photo:
    """The same picture once more, for another thing: blacked out apart, and let go apart."""
    copied = Photo(municipality=scope.current(), width=photo.width, height=photo.height, kept_at=at)
    copied.blacked_out_at = photo.blacked_out_at
    copied.blacked_out_by_kind, copied.blacked_out_by_id = photo.blacked_out_by_kind, photo.blacked_out_by_id
    store.copy(photo, copied)
    copied.save(force_insert=True)
    return copied


def drop_photo(photo: Photo) -> None:
    """Let a photo go: the row with the deed, the files once the deed stands."""
    gone = Photo(pk=photo.pk, municipality_id=photo.municipality_id)
    photo.delete()
    transaction.on_commit(lambda: store.remove(gone))


def drop_with_photo(row: Any) -> None:
    """A row that holds a `photo` goes, and the photo with it."""
    photo = row.photo
    row.delete()
    drop_photo(photo)


def clear_orphans(*, at: datetime) -> int:
    """Remove files that belong to no photo, and those broken off while they were written; how many they were."""
    cleared = 0
    for folder in store.folders():
        old = [
            (file, photo_id) for file, photo_id in store.files_in(folder) if at - store.changed_at(file) > _ORPHAN_AFTER
        ]
        for start in range(0, len(old), _AT_ONCE):
            cleared += _clear_among(old[start : start + _AT_ONCE])
    return cleared


def _clear_among(files: list[tuple[Path, UUID]]) -> int:
    with scope.everywhere(because="files of all municipalities lie beside each other"):
        kept = queries.photos_among({photo_id for _file, photo_id in files})
    orphans = [file for file, photo_id in files if photo_id not in kept or file.suffix == ".part"]
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)
