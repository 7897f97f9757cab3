"""Plain makers of what the tests of this room need."""

import io
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)


def picture(width=300, height=200, *, left="red", right="blue", mode="RGB"):
    """A picture of two halves, so that one can see how it was turned."""
    image = Image.new(mode, (width, height), left)
    image.paste(Image.new(mode, (width - width // 2, height), right), (width // 2, 0))
    return image


def encoded(image, kind="JPEG", **options):
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def upload(content=None, name="foto.jpg"):
    return SimpleUploadedFile(name, encoded(picture()) if content is None else content, "image/jpeg")


def opened(content):
    return Image.open(io.BytesIO(content))


def colour(content, x, y):
    """The nearest plain colour at a place, given as parts of the picture."""
    image = opened(content).convert("RGB")
    pixel = image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
    plain = {"red": (255, 0, 0), "blue": (0, 0, 255), "black": (0, 0, 0), "white": (255, 255, 255)}
    return min(plain, key=lambda name: sum((a - b) ** 2 for a, b in zip(plain[name], pixel, strict=True)))


def pdf_of(*pictures):
    """A PDF with a page for each picture, as a scanner makes it: a dot for a point."""
    first, *rest = pictures
    return encoded(first, "PDF", save_all=True, append_images=rest)


def plain_pdf(*, box="0 0 300 200", content="", more=""):
    """A PDF of one page by hand."""
    return (
        f"%PDF-1.7\n1 0 obj <</Type/Catalog /Pages 2 0 R {more}>> endobj\n"
        "2 0 obj <</Type/Pages /Kids[3 0 R] /Count 1>> endobj\n"
        f"3 0 obj <</Type/Page /Parent 2 0 R /MediaBox[{box}] /Contents 4 0 R>> endobj\n"
        f"4 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj\n"
        "trailer <</Root 1 0 R>>\n%%EOF"
    ).encode()
