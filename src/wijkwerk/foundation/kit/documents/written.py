"""A document of words: headings, paragraphs, lists, tables and pictures, once; read as page, as PDF and as text file.

Only plain values, so that a document can be kept as data and is the same document years later. The text file is ODT,
the national open standard for documents that somebody goes on writing in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from wijkwerk.foundation.kit.documents.pdf import pdf
from wijkwerk.foundation.kit.text import clean_text

SOURCE = "kit/documents/written.typ"


@dataclass(frozen=True)
class Heading:
    """`level` 1 is a chapter; the title of the document stands above all."""

    words: str
    level: int = 1
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Words:
    """Paragraphs, as somebody typed them: an empty line begins the next."""

    words: str
    kind: ClassVar[str] = "words"

    @property
    def paragraphs(self) -> list[str]:
        lines = (" ".join(part.split()) for part in clean_text(self.words).split("\n\n"))
        return [line for line in lines if line]


@dataclass(frozen=True)
class Points:
    """A list."""

    points: tuple[str, ...]
    kind: ClassVar[str] = "points"


@dataclass(frozen=True)
class Facts:
    """Terms with their values."""

    pairs: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True)
class Grid:
    """A table with its name; the first cell of a row says what the row is about. `widths` in parts of the whole."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    kind: ClassVar[str] = "grid"


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG, of ours) and what it shows in words; `wide` from edge to edge."""

    svg: str
    shows: str
    wide: bool = False
    kind: ClassVar[str] = "picture"


Part = Heading | Words | Points | Facts | Grid | Picture
KINDS: dict[str, type[Part]] = {each.kind: each for each in (Heading, Words, Points, Facts, Grid, Picture)}


@dataclass(frozen=True)
class Document:
    """A title, a line beneath it that says what it is and of when, who it is from, and its parts."""

    title: str
    beneath: str
    sender: str
    parts: tuple[Part, ...]

    def as_data(self) -> dict[str, Any]:
        """For keeping; `from_data` makes the same document of it."""
        return {
            "title": self.title,
            "beneath": self.beneath,
            "sender": self.sender,
            "parts": [{"kind": part.kind, **asdict(part)} for part in self.parts],
        }


def from_data(data: Mapping[str, Any]) -> Document:
    parts = tuple(_part(each) for each in data["parts"])
    return Document(data["title"], data["beneath"], data["sender"], parts)


def _part(data: Mapping[str, Any]) -> Part:
    values = {name: _frozen(value) for name, value in data.items() if name != "kind"}
    made: Part = KINDS[data["kind"]](**values)
    return made


def _frozen(value: Any) -> Any:
    """Lists as tuples, as they were before they were data."""
    return tuple(_frozen(each) for each in value) if isinstance(value, list | tuple) else value


# ── PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def pdf_of(document: Document) -> bytes:
    """Tagged, with headings, and the words of each picture."""
    return pdf(SOURCE, for_typst(document))


def for_typst(document: Document) -> dict[str, Any]:
    """As `parts-of` in frame.typ reads it, for a document with something of its own around these parts."""
    parts = [
        {"kind": "words", "paragraphs": part.paragraphs}
        if isinstance(part, Words)
        else {"kind": part.kind, **asdict(part)}
        for part in document.parts
    ]
    return document.as_data() | {"parts": parts}


# ── ODT ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def odt_of(document: Document) -> bytes:
    """To go on writing in: real headings, lists and tables with head rows."""
    import odfdo  # slow import: reads its own templates and lxml

    made = odfdo.Document("text")
    made.body.clear()
    made.set_language("nl-NL")
    made.meta.title = document.title
    made.meta.creator = document.sender
    for style in _STYLES:
        made.insert_style(style, automatic=True)
    made.body.append(odfdo.Header(1, clean_text(document.title), style="Heading_20_1"))
    if document.beneath:
        made.body.append(odfdo.Paragraph(document.beneath))
    for number, part in enumerate(document.parts):
        for element in _odt_part(odfdo, made, part, number):
            made.body.append(element)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


_STYLE = '<style:style style:name="{}" style:family="{}">{}</style:style>'
_EDGE = 'fo:padding="0.1cm" fo:border="0.5pt solid #8a8a8a"'
_STYLES = (
    _STYLE.format("head", "table-cell", f'<style:table-cell-properties {_EDGE} fo:background-color="#eef3f1"/>'),
    _STYLE.format("cell", "table-cell", f"<style:table-cell-properties {_EDGE}/>"),
    _STYLE.format("bold", "paragraph", '<style:text-properties fo:font-weight="bold"/>'),
)


def _odt_part(odfdo: Any, made: Any, part: Part, number: int) -> list[Any]:
    match part:
        case Heading():
            return [odfdo.Header(part.level + 1, clean_text(part.words), style=f"Heading_20_{part.level + 1}")]
        case Words():
            return [odfdo.Paragraph(each) for each in part.paragraphs]
        case Points():
            return [odfdo.List([clean_text(each) for each in part.points])]
        case Facts():
            return [odfdo.Paragraph(clean_text(f"{term}: {value}")) for term, value in part.pairs]
        case Grid():
            return [odfdo.Paragraph(clean_text(part.name), style="bold"), _odt_table(odfdo, part, number)]
        case Picture():
            return [_odt_picture(odfdo, made, part, number)]


def _odt_table(odfdo: Any, grid: Grid, number: int) -> Any:
    table = odfdo.Table(f"Tabel {number}", style=None)
    for _column in grid.columns:
        table.append(odfdo.Column())
    heads = odfdo.Element.from_tag("<table:table-header-rows/>")
    heads.append(_odt_row(odfdo, grid.columns, "head"))
    table.append(heads)
    for row in grid.rows:
        table.append(_odt_row(odfdo, row, "cell"))
    return table


def _odt_row(odfdo: Any, cells: Sequence[str], style: str) -> Any:
    row = odfdo.Row()
    for words in cells:
        cell = odfdo.Cell(style=style)
        cell.set_attribute("office:value-type", "string")
        cell.append(odfdo.Paragraph(clean_text(words)))
        row.append(cell)
    return row


def _odt_picture(odfdo: Any, made: Any, picture: Picture, number: int) -> Any:
    name = f"Pictures/tekening-{number}.svg"
    made.container.set_part(name, picture.svg.encode())
    made.manifest.add_full_path(name, "image/svg+xml")
    frame = odfdo.Frame.image_frame(name, size=("12cm", "8cm"), anchor_type="as-char")
    frame.svg_description = clean_text(picture.shows)
    paragraph = odfdo.Paragraph("")
    paragraph.append(frame)
    return paragraph
