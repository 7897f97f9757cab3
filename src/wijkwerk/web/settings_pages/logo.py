"""A logo that was sent, made anew: a small PNG and nothing else of the file."""

from __future__ import annotations

import io
from typing import Final

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.refusals import Refusal

LARGEST: Final = 5 * 1024 * 1024
MOST_PIXELS: Final = 24_000_000
SIZE: Final = (640, 200)


class NotALogo(Refusal):
    message = _("Dit bestand is geen plaatje dat wij kunnen lezen. Kies een PNG, JPEG of WebP.")
    field = "logo"


class LogoTooLarge(Refusal):
    message = _("Dit plaatje is te groot. Kies een plaatje van hooguit 5 MB en 24 miljoen beeldpunten.")
    field = "logo"


def made_anew(content: bytes) -> bytes:
    """The picture as a PNG that fits the page frame, clear parts kept."""
    if len(content) > LARGEST:
        raise LogoTooLarge
    from PIL import Image, ImageOps, UnidentifiedImageError  # slow import

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise LogoTooLarge
            picture = ImageOps.exif_transpose(sent).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise LogoTooLarge from bomb
    except Refusal:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise NotALogo from broken
    picture.thumbnail(SIZE, Image.Resampling.LANCZOS)
    made = io.BytesIO()
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    clean.save(made, "PNG", optimize=True)
    return made.getvalue()
