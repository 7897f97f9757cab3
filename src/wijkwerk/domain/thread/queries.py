"""What can be asked of the thread: the answer to a thing, what is waited for, why a thing exists, the whole line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.db.models import Count, F, Model, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.thread import things
from wijkwerk.domain.thread.line import Line, Node, Tie
from wijkwerk.domain.thread.models import Answer, Condition, ConditionKind, ConditionState, Source, Verdict
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import Ref, ref

MOST_CAUSES: Final = 10  # of one thing, where things stand in a list
VERDICT_TONES = {Verdict.YES: "ok", Verdict.CONDITIONAL: "warning", Verdict.NO: "danger"}
STATE_TONES = {
    ConditionState.OPEN: "warning",
    ConditionState.MET: "ok",
    ConditionState.LAPSED: "danger",
    ConditionState.CANCELLED: "neutral",
}


# ── Answers and conditions ─────────────────────────────────────────────────────────────────────────────────────────
def current_answer(thing: Model) -> Answer | None:
    """The answer that stands, with its conditions and who gave it."""
    return answers_of([thing]).get(ref(thing))


def answers_of(about: Iterable[Model]) -> dict[Ref, Answer]:
    """The answers that stand, by thing, in two queries; things without an answer are not there."""
    references = [ref(thing) for thing in about]
    if not references:
        return {}
    rows = _with_conditions(Answer.objects.current().filter(_among("about", references)))
    return {answer.about: answer for answer in rows}


def all_answers_to(thing: Model) -> list[Answer]:
    """Every answer that was ever given, the newest first."""
    return list(_with_conditions(Answer.objects.filter(_among("about", [ref(thing)]))))


def answers_wholly_met() -> QuerySet[Answer]:
    """Standing answers with nothing left to wait for: what they are about waits for another answer."""
    rows: QuerySet[Answer] = Answer.objects.current().filter(met_at__isnull=False).order_by("id")
    return rows


def open_conditions(
    *,
    due_by: date | None = None,
    from_whom: str = "",
    kind: ConditionKind | None = None,
    about: QuerySet[Any] | None = None,
) -> QuerySet[Condition]:
    """What is still waited for, the most urgent first.

    `about` keeps to answers about these things: `open_conditions(about=Signal.objects.visible_to(actor))`.
    """
    rows: QuerySet[Condition] = Condition.objects.open().select_related("answer").order_by("by_when", "id")
    if due_by is not None:
        rows = rows.filter(by_when__lte=due_by)
    if from_whom:
        rows = rows.filter(from_whom__icontains=from_whom)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if about is not None:
        kind_of_thing = about.model._meta.label_lower
        rows = rows.filter(answer__about_kind=kind_of_thing, answer__about_id__in=about.order_by().values("pk"))
    return rows


def condition(condition_id: int) -> Condition:
    found: Condition = Condition.objects.select_related("answer").get(pk=condition_id)
    return found


def thing(kind: str, number: int) -> Model | None:
    """A thing that has a place on the thread; None for everything else."""
    return things.find_many([Ref(kind, number)]).get(Ref(kind, number))


def to_wait_for(thing: Model) -> list[tuple[Ref, str]]:
    """What a condition of this thing may wait for, with titles: what is not done yet, in the same areas."""
    return _offered(thing, "to_wait_for")


def to_pay(thing: Model) -> list[tuple[Ref, str]]:
    """What may reserve the money that this thing waits for, with titles: in the same areas, not reserved yet."""
    return _offered(thing, "to_pay")


def _offered(thing: Model, name: str) -> list[tuple[Ref, str]]:
    area_ids = policy.area_ids_of(thing)
    found: list[tuple[Ref, str]] = []
    for model in apps.get_models():
        manager: Any = model._default_manager
        if hasattr(manager, name):
            found += [(ref(other), str(other.thread_title)) for other in getattr(manager, name)(area_ids)]
    return [(reference, title) for reference, title in found if reference != ref(thing)]


def _with_conditions(rows: QuerySet[Answer]) -> QuerySet[Answer]:
    conditions = Prefetch("conditions", Condition.objects.select_related("met_by").order_by("order", "id"))
    return rows.select_related("given_by").prefetch_related(conditions)


def _among(name: str, references: Iterable[Ref]) -> Q:
    """Rows whose `<name>_kind` and `<name>_id` are one of these."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for reference in references:
        by_kind[reference.kind].add(reference.id)
    wanted = Q(pk__in=[])
    for kind in sorted(by_kind):
        wanted |= Q(**{f"{name}_kind": kind, f"{name}_id__in": by_kind[kind]})
    return wanted


# ── Sources ────────────────────────────────────────────────────────────────────────────────────────────────────────
def source(source_id: int) -> Source:
    found: Source = Source.objects.get(pk=source_id)
    return found


class Causes(NamedTuple):
    """The first reasons why a thing exists, and how many there are besides: those stand in a list with pages."""

    nodes: list[Node]
    more: int = 0

    @property
    def titles(self) -> str:
        others = [_("en nog %(count)s") % {"count": self.more}] if self.more else []
        return "; ".join([*(node.title for node in self.nodes), *others])


def sources_of(about: Iterable[Model], *, for_actor: Actor, most: int = MOST_CAUSES) -> dict[Ref, Causes]:
    """Why each of these exists, one step up, as this actor may see it: one query, and one a kind of thing."""
    references = [ref(thing) for thing in about]
    rows = list(_first_of_each(references, most)) if references else []
    found = things.find_many(row.cause for row in rows if row.cause is not None)
    nodes: dict[Ref, list[Node]] = {reference: [] for reference in references}
    more: dict[Ref, int] = {}
    for row in rows:
        more[row.thing] = max(0, row.among - most)
        bead = _of_source(row)
        if row.cause in found:
            node = _of_face(bead, things.face_of(found[row.cause], for_actor=for_actor))
        else:
            node = _of_thread(bead, is_inside=True)
        nodes[row.thing].append(node)
    return {reference: Causes(found, more.get(reference, 0)) for reference, found in nodes.items()}


def _first_of_each(references: Iterable[Ref], most: int) -> QuerySet[Any]:
    """The first sources of each thing, each with how many that thing has; all in one query."""
    own = [F("thing_kind"), F("thing_id")]
    rows: QuerySet[Any] = (
        Source.objects.standing()
        .filter(_among("thing", references))
        .annotate(
            place=Window(RowNumber(), partition_by=own, order_by=["added_at", "id"]),
            among=Window(Count("*"), partition_by=own),
        )
        .filter(place__lte=most)
    )
    return rows


@dataclass(frozen=True)
class Seen:
    """One end of a source, as its reader sees it."""

    title: str
    kind: str = ""
    address: str = ""
    state: str = ""
    tone: str = "neutral"
    since: datetime | None = None


def all_causes_of(thing: Model) -> QuerySet[Source]:
    """Why a thing exists, row by row, for a list with pages."""
    return _rows(Source.objects.standing().filter(_among("thing", [ref(thing)])))


def all_caused_by(thing: Model) -> QuerySet[Source]:
    """What exists because of a thing, row by row, for a list with pages."""
    return _rows(Source.objects.standing().filter(_among("cause", [ref(thing)])))


def _rows(rows: Any) -> QuerySet[Source]:
    found: QuerySet[Source] = rows
    return found


def ends_of(rows: Sequence[Source], *, of: str, for_actor: Actor) -> list[Seen]:
    """The causes (`of="cause"`) or the things (`of="thing"`) of these sources, in one query a kind."""
    keys: list[Ref | None] = [getattr(row, of) for row in rows]
    found = things.find_many(key for key in keys if key is not None)
    ends = []
    for row, key in zip(rows, keys, strict=True):
        if key is None:
            ends.append(Seen(row.words, _("aanleiding"), row.link, since=row.added_at))
        elif key in found:
            face = things.face_of(found[key], for_actor=for_actor)
            ends.append(Seen(face.title, face.kind, face.address, face.state, face.tone, row.added_at))
        else:
            ends.append(Seen(_("Dit is er niet meer."), since=row.added_at))
    return ends


def standing_sources(thing: Model) -> list[Source]:
    """The rows themselves, for who may take one away."""
    return list(Source.objects.standing().filter(_among("thing", [ref(thing)])))


def things_caused_by(causes: Iterable[Model], *, kind: str) -> dict[Ref, list[int]]:
    """The numbers of the things of one kind that exist because of these."""
    rows = Source.objects.standing().filter(_among("cause", [ref(cause) for cause in causes]), thing_kind=kind)
    caused: dict[Ref, list[int]] = defaultdict(list)
    for row in rows:
        if row.cause is not None:
            caused[row.cause].append(row.thing_id)
    return dict(caused)


# ── The line ───────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class _Bead:
    """A node before anybody looked at the thing itself: what the tables of the thread say of it."""

    key: Ref
    level: int
    stem: Ref | None = None
    words: str = ""
    answer: Answer | None = None
    condition: Condition | None = None
    source: Source | None = None


@dataclass
class _Spool:
    """What was found so far. A thing that is met again is tied to, not strung twice: a line has no end otherwise."""

    most: int
    beads: dict[Ref, _Bead]
    ties: list[Tie] = field(default_factory=list)
    is_cut: bool = False

    def first(self, rows: QuerySet[Any]) -> list[Any]:
        """As many as may still fit, some of them met before; not the five thousand that one project may have."""
        found = list(rows[: 2 * self.most + 1])
        self.is_cut = self.is_cut or len(found) > 2 * self.most
        return found

    def string(self, bead: _Bead) -> bool:
        """Whether the bead is new. A known one only adds a tie, always from cause to what it led to."""
        assert bead.stem is not None
        if bead.key in self.beads:
            start, end = (bead.key, bead.stem) if bead.level < 0 else (bead.stem, bead.key)
            tie = Tie(start, end, bead.words)
            if bead.key != bead.stem and self.beads[bead.key].stem != bead.stem and tie not in self.ties:
                self.ties.append(tie)
            return False
        if len(self.beads) >= self.most:
            self.is_cut = True
            return False
        self.beads[bead.key] = bead
        return True


def line_of(thing: Model, *, for_actor: Actor, known_as: str = "", most: int = 60, deepest: int = 10) -> Line:
    """The golden thread through a thing, both ways, as this actor may see it.

    Two queries a level, and one for each kind of thing on the line. Beyond what the actor may not see, the line stops.
    `known_as` names the thing for somebody who has a part in it by another way: "Uw melding", for who has its link.
    """
    middle = ref(thing)
    spool = _Spool(most, {middle: _Bead(middle, 0)})
    _wind_up(spool, middle, deepest)
    _wind_down(spool, middle, deepest)

    found = things.find_many(key for key in spool.beads if key != middle) | {middle: thing}
    shown: dict[Ref, Node] = {}
    inside: dict[Ref, bool] = {}  # may the actor read this, and what the thread says of it
    for key, bead in spool.beads.items():  # nearer to the middle comes first
        if bead.stem is not None and bead.stem not in inside:
            continue
        if key in found:
            face = things.face_of(found[key], for_actor=for_actor)
            if known_as and key == middle:
                face = face._replace(title=known_as, address="", is_inside=True, is_open=True)
            shown[key] = _of_face(bead, face)
            if face.is_open:
                inside[key] = face.is_inside
        else:
            shown[key] = _of_thread(bead, is_inside=bead.stem is None or inside[bead.stem])
            inside[key] = bead.stem is None or inside[bead.stem]
    ties = tuple(tie for tie in spool.ties if tie.start in shown and tie.end in shown)
    return Line(middle, tuple(_strung(shown, middle)), ties, spool.is_cut)


def _wind_up(spool: _Spool, middle: Ref, deepest: int) -> None:
    """Why it exists: its sources, and what waits for it, and their sources."""
    frontier = [middle]
    for level in range(-1, -deepest - 1, -1):
        if not frontier:
            return
        following = []
        for row in spool.first(Source.objects.standing().filter(_among("thing", frontier))):
            bead = _of_source(row, level=level)
            if spool.string(bead) and row.cause is not None:
                following.append(bead.key)
        waiting = Condition.objects.of_current_answers().filter(_among("waits_for", frontier))
        for row in spool.first(waiting.exclude(state=ConditionState.CANCELLED).select_related("answer")):
            bead = _Bead(row.answer.about, level, row.waits_for, _("wacht hierop"))
            if spool.string(bead):
                following.append(bead.key)
        frontier = following
    spool.is_cut = spool.is_cut or bool(frontier)


def _wind_down(spool: _Spool, middle: Ref, deepest: int) -> None:
    """What became of it: the answer, its conditions, what they wait for, and what exists because of it."""
    frontiers: dict[int, list[Ref]] = defaultdict(list, {0: [middle]})
    for level in range(deepest):
        frontier = frontiers[level]
        if not frontier:
            continue
        for answer, conditions in _answers_with_conditions(frontier):
            bead = _Bead(Ref("thread.answer", answer.pk), level + 1, answer.about, answer=answer)
            spool.string(bead)
            for condition in conditions:
                own = _Bead(Ref("thread.condition", condition.pk), level + 2, bead.key, condition=condition)
                if not spool.string(own) or condition.waits_for is None:
                    continue
                waited_for = _Bead(condition.waits_for, level + 3, own.key, _("wacht op"))
                if spool.string(waited_for):
                    frontiers[level + 3].append(waited_for.key)
        for row in spool.first(Source.objects.standing().filter(_among("cause", frontier))):
            bead = _Bead(row.thing, level + 1, row.cause)
            if spool.string(bead):
                frontiers[level + 1].append(bead.key)
    spool.is_cut = spool.is_cut or any(keys for level, keys in frontiers.items() if level >= deepest)


def _answers_with_conditions(frontier: Sequence[Ref]) -> list[tuple[Answer, list[Condition]]]:
    """The standing answers to these things, each with its conditions, in one query."""
    of_answer = ("pk", "about_kind", "about_id", "verdict")
    of_condition = ("pk", "kind", "what", "by_when", "waits_for_kind", "waits_for_id", "state")
    rows = Answer.objects.current().filter(_among("about", frontier)).order_by("pk", "conditions__order")
    found: dict[int, tuple[Answer, list[Condition]]] = {}
    for row in rows.values_list(*of_answer, *(f"conditions__{name}" for name in of_condition)):
        answer, conditions = found.setdefault(row[0], (Answer(**dict(zip(of_answer, row[:4], strict=True))), []))
        if row[4] is not None:
            conditions.append(Condition(answer=answer, **dict(zip(of_condition, row[4:], strict=True))))
    return list(found.values())


def _of_source(row: Source, level: int = -1) -> _Bead:
    key = row.cause if row.cause is not None else Ref("thread.source", row.pk)
    return _Bead(key, level, row.thing, source=row if row.cause is None else None)


def _of_face(bead: _Bead, face: things.Face) -> Node:
    return Node(
        bead.key,
        bead.level,
        face.kind,
        face.title,
        address=face.address,
        state=face.state,
        tone=face.tone,
        stem=bead.stem,
        words=bead.words,
    )


def _of_thread(bead: _Bead, *, is_inside: bool) -> Node:
    """What the thread itself holds. Outsiders read only what sort of condition it is."""
    blank = Node(bead.key, bead.level, _("aanleiding"), _("Dit is er niet meer."), stem=bead.stem, words=bead.words)
    if bead.source is not None:
        return replace(blank, title=bead.source.words, address=bead.source.link)
    if bead.answer is not None:
        verdict = Verdict(bead.answer.verdict)
        return replace(blank, kind=_("antwoord"), title=str(verdict.label), tone=VERDICT_TONES[verdict])
    if bead.condition is not None:
        state = ConditionState(bead.condition.state)
        what = bead.condition.what if is_inside else str(ConditionKind(bead.condition.kind).label)
        by_when = _("uiterlijk %(date)s") % {"date": date_format(bead.condition.by_when, "j F Y")}
        return replace(
            blank,
            kind=_("voorwaarde"),
            title=f"{what} ({by_when})",
            state=str(state.label),
            tone=STATE_TONES[state],
        )
    return blank


def _strung(shown: dict[Ref, Node], middle: Ref) -> list[Node]:
    """In the order of the picture: what led to a thing stands above it, what came of it below."""
    hanging: dict[Ref | None, list[Node]] = defaultdict(list)
    for node in shown.values():
        hanging[node.stem].append(node)

    def above(stem: Ref) -> list[Node]:
        return [each for node in hanging[stem] if node.level < 0 for each in (*above(node.key), node)]

    def below(stem: Ref) -> list[Node]:
        return [each for node in hanging[stem] if node.level > 0 for each in (node, *below(node.key))]

    return [*above(middle), shown[middle], *below(middle)]


def titles_of(references: Sequence[Ref], *, for_actor: Actor) -> dict[Ref, str]:
    """What these things are called, as this actor may see them."""
    found = things.find_many(references)
    return {key: things.face_of(thing, for_actor=for_actor).title for key, thing in found.items()}
