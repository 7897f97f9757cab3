"""PDF for everybody: tagged, in Dutch, with headings and alternative texts (PDF/UA-1), in fonts that we bring along.

A document is a Typst file among the templates of a room: `plans/documents/year_plan.typ`. It begins with
`#import "/foundation/kit/documents/frame.typ": *`, which gives it `data` and the look. What people wrote comes in as
data and is never read as source. Without a title, or with a picture that has no words, no document is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.template.utils import get_app_template_dirs

import wijkwerk

ROOT = Path(wijkwerk.__file__).parent
FONTS = "built/documents"  # made by frontend/build.mjs
STANDARD = "ua-1"
NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
INSTEAD = "□"
TRIES = 4


class DocumentFault(RuntimeError):
    """The document is not right by itself: a picture without words, a mistake in its source. `reason` says which."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source} cannot be made: {reason}")
        self.reason = reason


def pdf(source: str, data: Mapping[str, Any]) -> bytes:
    """The document that this file and this data make. A letter that no font of ours has becomes a square."""
    return made_from(_place_of(source), data, name=source)


def made_from(source: Path | bytes, data: Mapping[str, Any], *, name: str) -> bytes:
    """The same from a file at its place, or from text of ours."""
    import typst  # slow import: 80 MB of program, which only documents need

    written = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    for _attempt in range(TRIES):
        try:
            made = typst.compile(  # type: ignore[call-overload]
                source,
                root=ROOT,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": written},
                pdf_standards=STANDARD,
            )
        except typst.TypstError as fault:
            missing = _letters_without_font(fault.diagnostic) & set(written)
            if not missing:
                raise DocumentFault(name, str(fault.message)) from fault
            written = written.translate(dict.fromkeys(map(ord, missing), INSTEAD))
        else:
            return bytes(made)
    raise DocumentFault(name, "letters that no font has")


def _place_of(source: str) -> Path:
    for folder in get_app_template_dirs("templates"):
        if (path := Path(folder) / source).is_file():
            return path
    raise DocumentFault(source, "there is no such file")


def _letters_without_font(diagnostic: str) -> set[str]:
    words = "".join(NO_GLYPH.findall(diagnostic))
    return set(ESCAPED.sub(lambda found: chr(int(found[1], 16)), words))


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Ours first, then those that come with the program; none of the machine, so that it looks the same anywhere."""
    import typst  # slow import: as above

    folder = finders.find(FONTS)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if isinstance(folder, str) else [])
