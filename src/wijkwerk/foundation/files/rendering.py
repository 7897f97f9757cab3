"""Renders one PDF in a process of its own: reads it from standard input, writes its pages as pictures.

What reads a PDF is a large piece of C++, and strangers feed it. Here it may fail, run out of memory or be stopped, and
nobody else notices. It knows nothing of Wijkwerk, no settings and no secrets: see `pdf.py`, which starts it.
"""

from __future__ import annotations

import io
import math
import os
import resource
import struct
import sys

LOCKED, BROKEN, TOO_MANY = 3, 4, 5  # how it ended, beside 0: all pages are written
MEMORY = 512 * 1024 * 1024
_QUALITY = 95  # it is made anew once more


def main(most_pages: int, longest: int, seconds: int) -> int:
    """Every page, at most so many pixels long, each with its length before it; of too many how many there are."""
    os.nice(10)
    for kind, limit in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))

    # within the limits
    import pypdfium2 as pdfium  # slow import
    from pypdfium2.raw import FPDF_ERR_PASSWORD  # slow import

    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
        if len(document) > most_pages:
            sys.stdout.buffer.write(struct.pack(">I", len(document)))
            return TOO_MANY
        document.init_forms()  # what somebody filled in is shown too
        for page in document:
            width, height = page.get_size()
            if not (math.isfinite(width) and math.isfinite(height) and min(width, height) > 0):
                return BROKEN
            picture = page.render(scale=longest / max(width, height)).to_pil().convert("RGB")
            written = io.BytesIO()
            picture.save(written, "JPEG", quality=_QUALITY)
            sys.stdout.buffer.write(struct.pack(">I", written.tell()) + written.getvalue())
    except pdfium.PdfiumError as fault:
        return LOCKED if fault.err_code == FPDF_ERR_PASSWORD else BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
