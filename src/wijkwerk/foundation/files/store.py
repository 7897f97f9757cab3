"""Where the files of a photo lie: <municipality>/<first two>/<photo>-<size>.jpg under the media folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID, uuid4

from django.conf import settings

from wijkwerk.foundation.files.models import Photo

if TYPE_CHECKING:
    from wijkwerk.foundation.files.pictures import Sizes

Size = Literal["large", "small"]
SIZES: tuple[Size, ...] = ("large", "small")
_OURS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?:large|small)\.jpg(?:\.[0-9a-f]{32}\.part)?")


def path_of(photo: Photo, size: Size) -> Path:
    name = str(photo.pk)
    return Path(settings.MEDIA_ROOT) / str(photo.municipality_id) / name[:2] / f"{name}-{size}.jpg"


def put(photo: Photo, sizes: Sizes) -> None:
    """Write both sizes; what stood there is gone when this returns."""
    _write(path_of(photo, "large"), sizes.large)
    _write(path_of(photo, "small"), sizes.small)


def read(photo: Photo, size: Size) -> bytes:
    return path_of(photo, size).read_bytes()


def copy(photo: Photo, to: Photo) -> None:
    for size in SIZES:
        _write(path_of(to, size), read(photo, size))


def remove(photo: Photo) -> None:
    for size in SIZES:
        path_of(photo, size).unlink(missing_ok=True)


def folders() -> Iterator[Path]:
    """The folders that hold photos, of all municipalities."""
    yield from sorted(Path(settings.MEDIA_ROOT).glob("[0-9]*/[0-9a-f][0-9a-f]"))


def files_in(folder: Path) -> Iterator[tuple[Path, UUID]]:
    """Files of photos in a folder, finished or broken off, each with the photo it says it is of."""
    for file in sorted(folder.iterdir()):
        if ours := _OURS.fullmatch(file.name):
            yield file, UUID(ours[1])


def changed_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: written beside, then put in place at one stroke."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{uuid4().hex}.part")
    with beside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
