"""What stands on an agenda by itself: what is open, late or new since the meeting before, read from the other rooms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.meetings.models import Action, Line, Meeting, Part, Point, Series
from wijkwerk.domain.meetings.queries import kinds, occurrences
from wijkwerk.domain.people import figures
from wijkwerk.domain.people.models import Covenant
from wijkwerk.domain.plans.models import AgendaItem, Finding, ProgressNote
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import things
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import Ref, kind_of, ref
from wijkwerk.foundation.kit.things import find_many as find_any

MOST = 40  # lines under one point
FIRST_TIME = timedelta(days=91)  # how far back the first meeting of a series looks
ITEM, SIGNAL, COVENANT = "plans.agendaitem", "signals.signal", "people.covenant"
# Who reads what was written for insiders of a thing.
INSIDE: dict[str, Permission] = {
    ITEM: Permission.ITEM_PROGRESS,
    SIGNAL: Permission.SIGNAL_VIEW,
    COVENANT: Permission.COVENANT_VIEW,
}


@dataclass(frozen=True)
class Change:
    """Something that happened to a thing; what is `inside` is only for who works on it."""

    at: datetime
    words: str
    inside: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"at": self.at.isoformat(), "words": self.words, "inside": self.inside}

    @staticmethod
    def of_json(kept: dict[str, Any]) -> Change:
        return Change(datetime.fromisoformat(kept["at"]), kept["words"], kept["inside"])


@dataclass(frozen=True)
class Draft:
    """A line before it is shown or frozen."""

    about: Ref | None = None
    title: str = ""
    words: str = ""
    inside: str = ""
    changes: tuple[Change, ...] = ()
    state: str = ""  # as it stood when the agenda was frozen; else as it stands
    tone: str = ""


@dataclass(frozen=True)
class Shown:
    """A line as one reader sees it."""

    title: str
    address: str = ""
    words: str = ""
    state: str = ""
    tone: str = "neutral"
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class AgendaPoint:
    """A point with its lines, for a page or on paper; `point` is its row, where there is one."""

    title: str
    part: Part
    lines: list[Shown]
    hidden: int = 0  # lines about what this reader may not see
    point: Point | None = None

    @property
    def is_own(self) -> bool:
        return self.part == Part.OWN


# ── An agenda ──────────────────────────────────────────────────────────────────────────────────────────────────────
def agenda_of(where: occurrences.Occurrence, *, actor: Actor, at: datetime) -> list[AgendaPoint]:
    """The points in their order: live until the agenda is frozen, after that as they stood."""
    row = where.meeting
    if row is None:
        parts = kinds.kind(where.series.kind).parts
        drafts = fill(parts, where.series, on=where.on, since=since(None, where.series, where.starts_at), at=at)
        return [_shown_point(str(part.label), part, drafts[part], actor) for part in parts]
    points = list(row.points.order_by("order", "id"))
    if row.is_frozen:
        kept: dict[int, list[Draft]] = defaultdict(list)
        for line in Line.objects.filter(point__meeting=row).order_by("order", "id"):
            kept[line.point_id].append(_of_row(line))
        return [
            _shown_point(point.title, Part(point.part), kept[point.pk], actor, point)
            for point in points
            if not point.is_left_out
        ]
    parts = tuple(Part(point.part) for point in points if not point.is_own and not point.is_left_out)
    drafts = fill(parts, row.series, on=where.on, since=since(row, row.series, row.starts_at), at=at)
    return [
        _shown_point(
            point.title, Part(point.part), [] if point.is_left_out else drafts.get(Part(point.part), []), actor, point
        )
        for point in points
    ]


def since(meeting: Meeting | None, series: Series, before: datetime) -> datetime:
    """From when on something is new: the meeting before it, as its agenda was frozen."""
    earlier = occurrences.meeting_before(meeting, series, before=before)
    if earlier is not None and earlier.frozen_at is not None:
        return earlier.frozen_at
    return before - FIRST_TIME


def fill(parts: Iterable[Part], series: Series, *, on: date, since: datetime, at: datetime) -> dict[Part, list[Draft]]:
    """The lines of each part that fills itself."""
    about = _About(series, on, since, at)
    ways = {
        Part.ACTIONS: about.actions,
        Part.ITEMS: about.items,
        Part.CHANGES: about.changes,
        Part.PROMISES: about.promises,
        Part.SIGNALS: about.signals,
        Part.FINDINGS: about.findings,
    }
    return {part: ways[part]() for part in parts if part in ways}


class _About:
    """One filling: for a series, on a day, since a moment."""

    def __init__(self, series: Series, on: date, since: datetime, at: datetime) -> None:
        self.series, self.on, self.since, self.at = series, on, since, at
        self.today = clock.dutch(at).date()
        self.areas = None if series.is_wide else [area.pk for area in series.work_areas.all()]

    def _here(self, name: str) -> Q:
        return Q() if self.areas is None else Q(**{f"{name}__in": self.areas})

    def actions(self) -> list[Draft]:
        """Open ones return; what was finished since the meeting before is told once."""
        rows = Action.objects.filter(meeting__series=self.series).filter(
            Q(state="open") | Q(ended_at__gt=self.since, ended_at__lte=self.at)
        )
        rows = rows.select_related("owner_person", "owner_organisation").order_by("due_on", "id")
        return _cut(rows, lambda row: Draft(ref(row), row.what, action_words(row, today=self.today)))

    def items(self) -> list[Draft]:
        """Each item of the agenda, with what changed since the meeting before."""
        rows = AgendaItem.objects.select_related("agenda__work_area")
        if self.series.agenda_id is not None:
            rows = rows.filter(agenda=self.series.agenda_id)
        else:
            rows = rows.filter(self._here("agenda__work_area"), agenda__year=self.on.year)
        found = list(rows.order_by("agenda__work_area__name", "agenda__year", "number"))
        return self._with_changes(found)

    def changes(self) -> list[Draft]:
        rows = AgendaItem.objects.filter(self._here("agenda__work_area"), changed_at__gt=self.since)
        found = list(rows.select_related("agenda__work_area").order_by("agenda__work_area__name", "number")[:MOST])
        return [draft for draft in self._with_changes(found) if draft.changes]

    def _with_changes(self, items: Sequence[AgendaItem]) -> list[Draft]:
        changes = changes_of(items, since=self.since, until=self.at)
        return [
            Draft(ref(item), words="" if changes[item.pk] else _("Niets veranderd."), changes=tuple(changes[item.pk]))
            for item in items
        ]

    def promises(self) -> list[Draft]:
        """Conditions past their day, and commitments of covenants that were not kept in the quarter before."""
        return _cut([*self._conditions(), *self._commitments()], lambda draft: draft)

    def _conditions(self) -> list[Draft]:
        rows = Condition.objects.open().filter(by_when__lt=self.today, answer__about_kind=SIGNAL)
        if self.areas is not None:
            here = Signal.objects.filter(work_area__in=self.areas).values("pk")
            rows = rows.filter(answer__about_id__in=here)
        return [
            Draft(
                row.answer.about,
                words=_("Wacht op: %(kind)s, uiterlijk %(day)s.")
                % {"kind": row.get_kind_display(), "day": date_format(row.by_when, "j F Y")},
                inside=_("%(what)s (van %(whom)s)") % {"what": row.what, "whom": row.from_whom},
            )
            for row in rows.select_related("answer").order_by("by_when", "id")[: MOST + 1]
        ]

    def _commitments(self) -> list[Draft]:
        quarter = _before(figures.quarter_of(self.today))
        found = []
        rows = Covenant.objects.filter(self._here("work_area"), ended_on=None).select_related("organisation")
        for covenant in rows.order_by("title", "id"):
            for commitment, quarters in figures.kept(covenant, on=self.today):
                short = next((row for row in quarters if row.quarter == quarter and row.is_short), None)
                if short is None:
                    continue
                told = {
                    "delivered": figures.in_words(commitment.kind, short.delivered),
                    "agreed": figures.in_words(commitment.kind, short.agreed),
                    "quarter": str(quarter),
                }
                inside = _("%(quarter)s: %(delivered)s van %(agreed)s geleverd.") % told
                found.append(Draft(ref(covenant), f"{covenant.organisation}: {commitment.words}", inside=inside))
        return found

    def signals(self) -> list[Draft]:
        """What was reported since, with how many of each subject."""
        rows = Signal.objects.sent().filter(
            self._here("work_area"), reported_at__gt=self.since, reported_at__lte=self.at, merged_into=None
        )
        rows = rows.select_related("category").order_by("-reported_at", "-id")
        counted = Counter(str(row.category) if row.category else _("overig") for row in rows.only("category"))
        if not counted:
            return []
        told = ", ".join(f"{name} {count}" for name, count in sorted(counted.items(), key=lambda each: -each[1]))
        total = sum(counted.values())
        opening = ngettext("%(count)s nieuwe melding", "%(count)s nieuwe meldingen", total) % {"count": total}
        words = _("gemeld op %(day)s")
        return [
            Draft(title=f"{opening}: {told}"),
            *(
                Draft(ref(row), words=capfirst(words % {"day": date_format(clock.dutch(row.reported_at), "j F")}))
                for row in rows[:MOST]
            ),
        ]

    def findings(self) -> list[Draft]:
        rows = Finding.objects.filter(
            self._here("evaluation__work_area"), created_at__gt=self.since, created_at__lte=self.at
        )
        rows = rows.select_related("evaluation__work_area").order_by("-weight", "number")
        return _cut(rows, lambda row: Draft(ref(row), words=row.explanation))


def _before(quarter: figures.Quarter) -> figures.Quarter:
    return figures.Quarter(quarter.year - (quarter.number == 1), (quarter.number + 2) % 4 + 1)


def _cut(rows: Any, as_draft: Any) -> list[Draft]:
    """No more than anybody reads, and how many there are besides."""
    found = list(rows[: MOST * 5])
    drafts = [as_draft(row) for row in found[:MOST]]
    if len(found) > MOST:
        drafts.append(Draft(title=_("en nog %(count)s") % {"count": len(found) - MOST}))
    return drafts


def action_words(action: Action, *, today: date) -> str:
    told = [
        _("door %(owner)s") % {"owner": action.owner or _("niemand meer")},
        _("uiterlijk %(day)s") % {"day": date_format(action.due_on, "j F Y")},
    ]
    if not action.is_open:
        told.append(str(action.get_state_display()))
        told += filter(None, [action.ended_words.rstrip(".")])
    elif action.is_late(today):
        told.append(_("te laat"))
    return capfirst(", ".join(told)) + "."


# ── What changed ───────────────────────────────────────────────────────────────────────────────────────────────────
def changes_of(items: Sequence[AgendaItem], *, since: datetime, until: datetime) -> dict[int, list[Change]]:
    """What the journal and the progress notes say of these items: two queries, oldest first."""
    found: dict[int, list[Change]] = {item.pk: [] for item in items}
    notes = {note.pk: note for note in ProgressNote.objects.filter(item__in=list(found), at__gt=since, at__lte=until)}
    entries = Entry.objects.filter(about_kind=ITEM, about_id__in=list(found), at__gt=since, at__lte=until)
    for entry in entries.order_by("id"):
        change = _change(entry, notes)
        earlier = found[entry.about_id]
        if change is not None and (not earlier or earlier[-1].words != change.words):
            earlier.append(change)
    return found


def _change(entry: Entry, notes: dict[int, ProgressNote]) -> Change | None:
    match entry.verb:
        case "item.added":
            words = _("Nieuw op de agenda.")
        case "item.changed":
            words = _("De omschrijving of de planning is gewijzigd.")
        case "item.moved":
            words = _("Van “%(before)s” naar “%(after)s”.") % {
                "before": _state(entry.details.get("from")),
                "after": _state(entry.details.get("to")),
            }
        case "item.puller_set":
            words = _("Er is een andere trekker.")
        case "item.partner_added":
            words = _("Er doet een partner meer mee.")
        case "item.partner_changed":
            words = _("De afspraak met een partner is gewijzigd.")
        case "item.partner_removed":
            words = _("Een partner doet niet meer mee.")
        case "item.progress_added":
            note = notes.get(entry.details.get("note", 0))
            if note is None:
                return None
            return Change(entry.at, note.text, inside=not note.is_public)
        case "thread.source_added":
            words = _("Er is een aanleiding bij gekomen.")
        case _:
            return None
    return Change(entry.at, words)


def _state(code: Any) -> str:
    return str(ItemState(code).label) if code in ItemState.values else str(code)


# ── As somebody reads it ───────────────────────────────────────────────────────────────────────────────────────────
def _of_row(line: Line) -> Draft:
    changes = tuple(Change.of_json(kept) for kept in line.changes)
    return Draft(line.about, line.title, line.words, line.inside, changes, line.state, line.tone)


def as_they_stand(drafts: dict[Part, list[Draft]]) -> dict[Part, list[Draft]]:
    """The same with how each thing stands at this moment: to be frozen."""
    found = things.find_many(draft.about for each in drafts.values() for draft in each if draft.about is not None)

    def frozen(draft: Draft) -> Draft:
        thing: Any = found.get(draft.about) if draft.about is not None else None
        if thing is None:
            return draft
        tone = str(getattr(thing, "thread_tone", "neutral"))
        return replace(draft, state=str(getattr(thing, "thread_state", "")), tone=tone)

    return {part: [frozen(draft) for draft in each] for part, each in drafts.items()}


def _shown_point(
    title: str, part: Part, drafts: Sequence[Draft], actor: Actor, point: Point | None = None
) -> AgendaPoint:
    lines, hidden = shown_to(actor, drafts)
    return AgendaPoint(title, part, lines, hidden, point)


def shown_to(actor: Actor, drafts: Sequence[Draft]) -> tuple[list[Shown], int]:
    """The lines as this reader may see them; of what is not for them only how many there are."""
    references = [draft.about for draft in drafts if draft.about is not None]
    on_thread = things.find_many(references)
    others = find_any([each for each in references if each.kind in (COVENANT, kind_of(Action))])
    lines, hidden = [], 0
    for draft in drafts:
        line = _shown(actor, draft, on_thread, others)
        if line is None:
            hidden += 1
        else:
            lines.append(line)
    return lines, hidden


def _shown(actor: Actor, draft: Draft, on_thread: dict[Any, Any], others: dict[Any, Any]) -> Shown | None:
    about = draft.about
    if about is None:
        return Shown(draft.title, words=draft.words)
    thing = on_thread.get(about) or others.get(about)
    if thing is None:
        return Shown(draft.title or _("Dit is er niet meer."), words=draft.words)
    needed = INSIDE.get(about.kind)
    is_inside = needed is None or bool(policy.may(actor, needed, on=thing))
    words = " ".join(filter(None, [draft.words, draft.inside if is_inside else ""]))
    changes = tuple(change for change in draft.changes if is_inside or not change.inside)
    if about in on_thread:
        face = things.face_of(thing, for_actor=actor)
        if not face.is_open:
            return None
        title = f"{thing.number}. {face.title}" if about.kind == ITEM and face.is_inside else face.title
        if draft.changes and not changes:
            words = _("Wat er veranderde is niet openbaar.")
        if draft.state and face.is_inside:
            return Shown(title, face.address, words, draft.state, draft.tone, changes)
        return Shown(title, face.address, words, face.state, face.tone, changes)
    if not is_inside:
        return None
    return Shown(draft.title, thing.get_absolute_url(), words)
