"""The golden thread for machines: the same line as on the page, as the holder of a key may see it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest

from wijkwerk.domain.thread import queries, things
from wijkwerk.domain.thread.line import Node
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.money import MOST_CENTS
from wijkwerk.foundation.kit.things import Ref

router = api.router("Rode draad")


# ── Conditions, as every room gives and takes them ─────────────────────────────────────────────────────────────────
class ConditionWord(StrEnum):
    DATE = "datum"
    MONEY = "geld"
    DECISION = "besluit"
    ITEM = "project"


class ConditionStateWord(StrEnum):
    OPEN = "open"
    MET = "vervuld"
    LAPSED = "vervallen"
    CANCELLED = "niet-meer-nodig"


class ConditionInput(Input):
    """Een voorwaarde is concreet: wat, van wie en wanneer."""

    kind: ConditionWord = named("soort")
    what: Story = named("wat", max_length=500)
    from_whom: Line = named("vanWie")
    by_when: date = named("uiterlijkOp")
    amount_cents: int | None = named("bedragInCenten", None, ge=1, le=MOST_CENTS)
    waits_for_kind: Line = named("wachtOpSoort", "", max_length=60, description="Bij een project: de soort.")
    waits_for_number: Number | None = named("wachtOpNummer", None)

    @property
    def draft(self) -> ConditionDraft:
        waits_for = Ref(self.waits_for_kind, self.waits_for_number) if self.waits_for_number is not None else None
        return ConditionDraft(
            kind=ConditionKind[self.kind.name],
            what=self.what,
            from_whom=self.from_whom,
            by_when=self.by_when,
            amount_cents=self.amount_cents,
            waits_for=waits_for,
        )


# ── The line through one thing ─────────────────────────────────────────────────────────────────────────────────────
class Bead(Document):
    """Een punt op de rode draad. Onder nul staat waarom iets er is, boven nul wat ervan kwam."""

    key: str = named("sleutel")
    level: int = named("niveau")
    kind: str = named("soort")
    title: str = named("titel")
    state: str = named("staat")
    address: str | None = named("adres")
    hangs_from: str | None = named("hangtAan")
    words: str = named("hoe")


class Tie(Document):
    """Een verband naast de draad: dit leidde ook tot dat."""

    start: str = named("van")
    end: str = named("naar")
    words: str = named("hoe")


class Thread(Document):
    """De rode draad door één ding, van wat ertoe leidde tot wat ervan kwam."""

    of: str = named("van")
    beads: list[Bead] = named("punten")
    ties: list[Tie] = named("verbanden")
    is_cut: bool = named("afgebroken")


@router.get("/rode-draad/{soort}/{int:nummer}", response=Thread, summary="De rode draad door één ding")
@needs(Permission.THREAD_VIEW, find=queries.thing, by=("soort", "nummer"))
def line(request: HttpRequest, thing: Model) -> Any:
    """Waarom iets er is en wat ervan kwam. De soort is bijvoorbeeld `signals.signal` of `plans.agendaitem`."""
    actor = policy.actor_of(request)
    if not things.face_of(thing, for_actor=actor).is_open:
        raise Http404
    found = queries.line_of(thing, for_actor=actor)
    return Thread(
        of=str(found.of),
        beads=[_bead(request, node) for node in found.nodes],
        ties=[Tie(start=str(tie.start), end=str(tie.end), words=tie.words) for tie in found.ties],
        is_cut=found.is_cut,
    )


def _bead(request: HttpRequest, node: Node) -> Bead:
    return Bead(
        key=str(node.key),
        level=node.level,
        kind=node.kind,
        title=node.title,
        state=node.state,
        address=request.build_absolute_uri(node.address) if node.address else None,
        hangs_from=str(node.stem) if node.stem is not None else None,
        words=node.words,
    )
