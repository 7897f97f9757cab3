"""Pictures in memory: what comes in is read with distrust, what goes out is a plain JPEG and nothing else.

Nothing of the original file survives but its colours: no place, no camera, no comment, no preview, no second frame.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageDraw, ImageOps, UnidentifiedImageError

from wijkwerk.foundation.kit.refusals import Refusal

LARGE = 2_000  # pixels, longest side
PAGE = 1_600  # one of several pages below each other: some 140 dots an inch
SMALL = 640  # large enough to tell one loose paving stone from another
_QUALITY = 85
# Phones make JPEGs of up to 50 million pixels; those are read at a fraction of their size. Other kinds are read whole.
_MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
_APPLE_KINDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_SRGB = ImageCms.createProfile("sRGB")


class NotAPhoto(Refusal):
    message = _("Dit bestand is geen foto die wij kunnen lezen. Kies een foto van het soort JPEG, PNG of WebP.")
    field = "photo"


class IsHeic(NotAPhoto):
    message = _(
        "Deze foto is van het soort HEIC. Dat kunnen wij niet lezen. Kies op uw iPhone bij Instellingen, "
        "Camera, Structuur voor ‘Meest compatibel’, of stuur de foto als JPEG."
    )


class PhotoIsBroken(Refusal):
    message = _("Deze foto is niet heel aangekomen. Kies de foto nog een keer, of een andere foto.")
    field = "photo"


class PhotoHasTooManyPixels(Refusal):
    message = _("Deze foto heeft te veel beeldpunten. Maak de foto kleiner, of kies een andere foto.")
    field = "photo"


class Box(NamedTuple):
    """A rectangle as fractions of the picture: left, top, width, height, each from 0 to 1."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sizes:
    """The two files that are kept of one photo."""

    large: bytes
    small: bytes
    width: int
    height: int


def made_anew(content: bytes) -> Sizes:
    """Both sizes of a photo somebody sent, upright and without anything hidden in it."""
    return _both_sizes(_read(content))


def below_each_other(pages: Sequence[bytes]) -> Sizes:
    """Both sizes of several pictures as one, in their order and on white."""
    read = [_read(page) for page in pages]
    together = Image.new("RGB", (max(page.width for page in read), sum(page.height for page in read)), "white")
    top = 0
    for page in read:
        together.paste(page, (0, top))
        top += page.height
    return _both_sizes(together)


def with_boxes(large: bytes, boxes: Sequence[Box]) -> Sizes:
    """Both sizes of a photo of ours with black boxes burnt in."""
    with Image.open(io.BytesIO(large), formats=("JPEG",)) as image:
        picture = image.convert("RGB")
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        left, top = int(box.x * picture.width), int(box.y * picture.height)
        right, bottom = (box.x + box.width) * picture.width, (box.y + box.height) * picture.height
        pen.rectangle((left, top, max(left, round(right)), max(top, round(bottom))), fill="black")
    return _both_sizes(picture)


def _read(content: bytes) -> Image.Image:
    if content[4:8] == b"ftyp" and content[8:12] in _APPLE_KINDS:
        raise IsHeic
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > _MOST_PIXELS[image.format or ""]:
                raise PhotoHasTooManyPixels
            image.draft("RGB", (LARGE, LARGE))
            image.load()
            return _plain(image)
    except UnidentifiedImageError:
        raise NotAPhoto from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoHasTooManyPixels from None
    except Refusal:
        raise
    except Exception:  # a decoder can trip over a damaged or hostile file in any way it likes
        raise PhotoIsBroken from None


def _plain(image: Image.Image) -> Image.Image:
    """The picture alone: at most LARGE, upright, colours as a screen shows them, white where it was clear."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    has_clear_parts = image.has_transparency_data
    if has_clear_parts or image.mode in ("P", "1"):
        image = image.convert("RGBA" if has_clear_parts else "RGB")
    image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(image)
    if has_clear_parts:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture)
        picture = ground.convert("RGB")
    return _in_screen_colours(picture, profile)


def _in_screen_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            converted = ImageCms.profileToProfile(picture, io.BytesIO(profile), _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
        except ImageCms.PyCMSError:
            pass  # a profile that nobody understands: the colours as they stand
    return picture.convert("RGB")


def _both_sizes(picture: Image.Image) -> Sizes:
    small = picture.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Sizes(_jpeg(picture), _jpeg(small), picture.width, picture.height)


def _jpeg(picture: Image.Image) -> bytes:
    bare = Image.new("RGB", picture.size)  # Pillow writes the comment and density it finds on a picture; here are none
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return written.getvalue()
