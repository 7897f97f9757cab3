"""Figures of indicators as a file: what is written there, read again. Each row that is wrong is named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.plans.models import Indicator
from wijkwerk.domain.plans.models.indicators import IndicatorKind, Known
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.text import one_line

HEADER = ("indicator", "jaar", "deel", "waarde", "bron", "toelichting", "nulmeting")
NEEDED = HEADER[:4]
MOST_ROWS = 5_000
MOST_TOLD = 50
_DUTCH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,4})?", re.ASCII)
_ENGLISH = re.compile(r"-?\d+\.\d+", re.ASCII)


class NotANumber(Refusal):
    message = gettext_lazy("Dit is geen getal. Schrijf het zo: 12, 6,5 of 1.250.")
    field = "value"


class FileRefused(Refusal):
    """`faults` are lines for the page: which row, and what is wrong with it."""

    field = "file"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults[:MOST_TOLD])
        more = len(faults) - len(self.faults)
        told = _("Er is niets ingelezen. Dit klopt er niet: %(faults)s") % {"faults": " ".join(self.faults)}
        super().__init__(f"{told} {_('En nog %(count)s.') % {'count': more}}" if more > 0 else told)


def number_of(words: str) -> Decimal:
    """What somebody typed: "6,5", "1.250", "12%". Refused where it could mean two things."""
    typed = re.sub(r"[\s\u00a0\u202f%]", "", words).replace("\u2212", "-")
    if not _DUTCH.fullmatch(typed):
        if _ENGLISH.fullmatch(typed):
            raise NotANumber(_("Schrijf cijfers achter de komma met een komma, niet met een punt: 6,5."))
        raise NotANumber
    return Decimal(typed.replace(".", "").replace(",", "."))


def value_of(words: str, indicator: Indicator) -> Decimal:
    """A number, or a word of an ordinal scale as its place on it."""
    if indicator.kind == IndicatorKind.ORDINAL:
        wanted = one_line(words).casefold()
        for number, label in enumerate(indicator.labels, 1):
            if label.casefold() == wanted or wanted == str(number):
                return Decimal(number)
        raise NotANumber(_("Kies een van deze woorden: %(words)s.") % {"words": ", ".join(indicator.labels)})
    return number_of(words)


def known_of(words: str) -> Known | None:
    """Niet gemeten, nog niet bekend; None where there is a value."""
    written = one_line(words).casefold()
    return next((known for known in (Known.NOT_MEASURED, Known.NOT_YET_KNOWN) if str(known.label) == written), None)


@dataclass(frozen=True)
class Row:
    """A row that can be entered, with the line of the file that it stands on."""

    line: int
    values: Mapping[str, Any]  # under the names of the operation


def read(content: bytes, indicators: Iterable[Indicator]) -> list[Row]:
    """The rows of a file; refused as a whole, with every bad row named."""
    text = _text_of(content)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    try:
        lines = [(number, cells) for number, cells in _lines(text, separator) if any(cell.strip() for cell in cells)]
    except csv.Error as broken:
        raise FileRefused([_("Het bestand is niet te lezen. Staat er een los aanhalingsteken in?")]) from broken
    if not lines:
        raise FileRefused([_("Het bestand is leeg. Begin met de kop.")])
    header = [cell.strip().casefold() for cell in lines[0][1]]
    if missing := [name for name in NEEDED if name not in header]:
        raise FileRefused([_("In de kop ontbreekt: %(names)s.") % {"names": ", ".join(missing)}])
    if len(lines) - 1 > MOST_ROWS:
        raise FileRefused([_("Er passen %(most)s regels in één keer.") % {"most": MOST_ROWS}])
    by_name = {each.title.casefold(): each for each in indicators} | {str(each.pk): each for each in indicators}
    rows, faults, seen = [], [], set()
    for number, cells in lines[1:]:
        named = dict(zip(header, [one_line(cell) for cell in cells], strict=False))
        try:
            values = _row(named, by_name)
        except Refusal as refusal:
            faults.append(fault(number, refusal.words))
            continue
        period = (values["indicator"].pk, values["year"], values["part"])
        if period in seen:
            faults.append(fault(number, _("deze periode staat er twee keer in.")))
        seen.add(period)
        rows.append(Row(number, values))
    if faults:
        raise FileRefused(faults)
    if not rows:
        raise FileRefused([_("Onder de kop staat niets.")])
    return rows


def fault(line: int, words: str) -> str:
    return _("Regel %(line)s: %(words)s") % {"line": line, "words": words}


def _text_of(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise FileRefused([_("Dit is geen tekstbestand. Bewaar het als CSV.")])


def _lines(text: str, separator: str) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for cells in reader:
        yield reader.line_num, cells


def _row(named: Mapping[str, str], by_name: Mapping[str, Indicator]) -> dict[str, Any]:
    indicator = by_name.get(named.get("indicator", "").casefold())
    if indicator is None:
        raise Refusal(_("er is geen indicator “%(name)s”.") % {"name": named.get("indicator", "")[:80]})
    year, part = named.get("jaar", ""), named.get("deel", "") or "1"
    if not (year.isdecimal() and len(year) == 4):
        raise Refusal(_("“%(words)s” is geen jaar. Schrijf het in vier cijfers.") % {"words": year[:20]})
    if not (part.isdecimal() and len(part) == 1):
        raise Refusal(_("“%(words)s” is geen deel van een jaar.") % {"words": part[:20]})
    written = named.get("waarde", "")
    known = known_of(written)
    if known is None and not written:
        raise Refusal(_("er staat geen waarde. Schrijf een getal, “niet gemeten” of “nog niet bekend”."))
    return {
        "indicator": indicator,
        "year": int(year),
        "part": int(part),
        "known": known or Known.MEASURED,
        "value": value_of(written, indicator) if known is None else None,
        "source": named.get("bron", ""),
        "note": named.get("toelichting", ""),
        "is_zero": named.get("nulmeting", "").casefold() in ("ja", "j", "x", "1"),
    }


def written(rows: Iterable[Sequence[str]]) -> str:
    """The file with these rows, to fill in and bring back; a spreadsheet program opens it as it is."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + page.getvalue()


def _harmless(cell: str) -> str:
    """Words that a spreadsheet would run as a formula are only words."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t") or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell
