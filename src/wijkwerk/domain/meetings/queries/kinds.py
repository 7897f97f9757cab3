"""The kinds of meetings in this municipality: the usual ones in its own words, and those it made itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models import KindSetting, Part

PROGRESS = "voortgang"


@dataclass(frozen=True)
class Kind:
    """A kind of meeting as it is used here."""

    code: str
    name: str | Promise
    parts: tuple[Part, ...] = ()  # what its agenda fills itself with, in this order
    is_open: bool = False  # for everybody, with registration
    is_used: bool = True


_TALK = (Part.ACTIONS, Part.PROMISES, Part.CHANGES, Part.SIGNALS, Part.FINDINGS)
USUAL: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("wijkraad-college", _("Wijkraad met college"), _TALK),
        Kind("voorzitters", _("Voorzittersoverleg"), (Part.ACTIONS, Part.PROMISES, Part.FINDINGS)),
        Kind("partners-bestuur", _("Partners, bestuurlijk"), (Part.ACTIONS, Part.PROMISES, Part.FINDINGS)),
        Kind("partners-management", _("Partners, management"), (Part.ACTIONS, Part.PROMISES, Part.CHANGES)),
        Kind(PROGRESS, _("Voortgangsoverleg"), (Part.ACTIONS, Part.ITEMS, Part.PROMISES, Part.SIGNALS)),
        Kind("thema", _("Themabijeenkomst"), (Part.ACTIONS,), is_open=True),
        Kind("inloop", _("Inloopavond"), (Part.ACTIONS,), is_open=True),
        Kind("werksessie", _("Workshop"), (Part.ACTIONS,), is_open=True),
        Kind("overleg", _("Ander overleg"), (Part.ACTIONS,)),
    )
}


def kinds() -> list[Kind]:
    """All of them, the usual ones first."""
    own = {row.code: _of(row) for row in KindSetting.objects.order_by("name", "id")}
    usual = [own.pop(code, kind) for code, kind in USUAL.items()]
    return usual + list(own.values())


def used_kinds() -> list[Kind]:
    return [kind for kind in kinds() if kind.is_used]


def kind(code: str) -> Kind:
    """One by its code; a code that nobody knows any more is a meeting like any other."""
    row = KindSetting.objects.filter(code=code).first()
    return _of(row) if row is not None else USUAL.get(code, USUAL["overleg"])


def names_of(codes: Sequence[str]) -> dict[str, str]:
    known = {kind.code: str(kind.name) for kind in kinds()}
    return {code: known.get(code, str(USUAL["overleg"].name)) for code in codes}


def _of(row: KindSetting) -> Kind:
    known = {part.value: part for part in Part}
    return Kind(row.code, row.name, tuple(known[each] for each in row.parts if each in known), row.is_open, row.is_used)
