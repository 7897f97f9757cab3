"""Whether a file that somebody sent is harmful. The installation says who looks: `PHOTO_SCANNER`, a dotted path.

A scanner is a callable that gets the whole file and says what it found, `""` for nothing. When it cannot say, it raises
`ScannerIsAway`, and the file is refused: unseen is not the same as harmless.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.refusals import Refusal

Scanner = Callable[[bytes], str]


class ScannerIsAway(Exception):
    """The scanner did not answer."""


class PhotoIsHarmful(Refusal):
    message = _("Dit bestand is niet veilig. Wij hebben het niet bewaard. Kies een ander bestand.")
    field = "photo"


class PhotoCannotBeChecked(Refusal):
    message = _("Wij kunnen dit bestand nu niet controleren. Probeer het straks nog eens, of ga door zonder.")
    field = "photo"
    status = 503


def check(content: bytes) -> None:
    """Refuse what the scanner of this installation finds harmful, or cannot look at."""
    if not settings.PHOTO_SCANNER:
        return
    scanner: Scanner = import_string(settings.PHOTO_SCANNER)
    try:
        found = scanner(content)
    except ScannerIsAway:
        raise PhotoCannotBeChecked from None
    if found:
        raise PhotoIsHarmful
