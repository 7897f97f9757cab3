"""A PDF that somebody sent becomes pictures, page by page, in a process that may fail (`rendering.py`)."""

from __future__ import annotations

import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.foundation.files import rendering
from wijkwerk.foundation.kit.refusals import Refusal

MOST_PAGES = 10
MOST_BELOW_EACH_OTHER = 5  # in one picture, that has to fit in memory
SECONDS = 10  # of work
_LONGEST_WAIT = 15.0  # seconds on the clock, also when the machine is busy
_LONGEST_TURN = 5.0  # seconds
_turn = threading.Lock()


class PdfIsLocked(Refusal):
    message = gettext_lazy(
        "Deze PDF zit op slot met een wachtwoord. Haal het slot eraf, of maak foto's van de bladzijden."
    )
    field = "photo"


class PdfIsBroken(Refusal):
    message = gettext_lazy(
        "Deze PDF kunnen wij niet lezen. Kies de PDF nog een keer, of maak foto's van de bladzijden."
    )
    field = "photo"


class PdfHasTooManyPages(Refusal):
    field = "photo"

    def __init__(self, *, pages: int, most: int) -> None:
        words = _(
            "Deze PDF heeft %(pages)s bladzijden, en er passen er %(most)s. Stuur alleen de bladzijden die nodig zijn, "
            "of maak er foto's van."
        )
        super().__init__(words % {"pages": pages, "most": most})


class OthersAreBusy(Refusal):
    message = gettext_lazy("Wij zijn nog bezig met een andere PDF. Probeer het over een minuut opnieuw.")
    field = "photo"
    status = 503


def is_pdf(content: bytes) -> bool:
    return content[:1024].lstrip().startswith(b"%PDF-")


def pages_of(content: bytes, *, most: int, longest: int) -> list[bytes]:
    """Each page as a picture of at most so many pixels long."""
    command = [sys.executable, "-I", str(Path(rendering.__file__)), str(most), str(longest), str(SECONDS)]
    with _one_at_a_time():
        try:
            done = subprocess.run(
                command, input=content, capture_output=True, timeout=_LONGEST_WAIT, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            raise PdfIsBroken from None
    if done.returncode == rendering.LOCKED:
        raise PdfIsLocked
    if done.returncode == rendering.TOO_MANY:
        raise PdfHasTooManyPages(pages=struct.unpack(">I", done.stdout)[0], most=most)
    pages = list(_pieces(done.stdout)) if done.returncode == 0 else []
    if not pages:
        raise PdfIsBroken
    return pages


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """However many are sent at once, one core at most is busy with them here, and the pages go on."""
    if not _turn.acquire(timeout=_LONGEST_TURN):
        raise OthersAreBusy
    try:
        yield
    finally:
        _turn.release()


def _pieces(written: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(written):
        (length,) = struct.unpack_from(">I", written, start)
        yield written[start + 4 : start + 4 + length]
        start += 4 + length
