"""Pages of the year plan: the board, each deed on it at its own address, the two tables as page and as document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.plans import board as drawing
from wijkwerk.domain.plans import months
from wijkwerk.domain.plans.forms import year_plans as forms
from wijkwerk.domain.plans.models import ActivityCode, PlanMove, PlannedActivity, PlanRow, YearPlan
from wijkwerk.domain.plans.models.year_plans import CodeLink
from wijkwerk.domain.plans.operations import year_plans
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.queries.year_plans import Board, PlanTable
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, documents
from wijkwerk.foundation.kit.components import Column, Moment, Table, badge, link
from wijkwerk.foundation.kit.documents import Sheet
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.tenancy import scope

VERBS = {
    "row_changed": _("paste een regel aan"),
    "activity_added": _("zette iets op het bord"),
    "activity_changed": _("wijzigde een activiteit"),
    "activity_moved": _("verplaatste een activiteit"),
    "activity_stretched": _("maakte een activiteit langer of korter"),
    "activity_split": _("splitste een activiteit"),
    "activity_doubted": _("zette een vraagteken"),
    "activity_sure": _("haalde een vraagteken weg"),
    "activity_removed": _("haalde een activiteit weg"),
    "year_copied": _("nam de planning van het jaar ervoor over"),
}
LEADS_TO = {
    CodeLink.VISION: _("Naar de visie"),
    CodeLink.PROGRAMME: _("Naar het programma"),
    CodeLink.AGENDA: _("Naar de agenda"),
    CodeLink.EVALUATION: _("Naar de evaluatie"),
}


# ── The board ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_VIEW)
def year_plan_now(request: HttpRequest) -> HttpResponse:
    """The plan of this year, or the nearest that there is."""
    plan = queries.nearest_plan(clock.today().year)
    if plan is not None:
        return redirect(plan)
    manages = bool(policy.may_somewhere(policy.actor_of(request), Permission.YEAR_PLAN_MANAGE))
    return render(request, "plans/no_year_plan.html", {"manages": manages})


@needs(Permission.YEAR_PLAN_VIEW)
def year_plan(request: HttpRequest, year: int) -> HttpResponse:
    """Areas by months, with what each coordinator has to do in each month."""
    return _board_page(request, _plan(year))


def _plan(year: int) -> YearPlan:
    try:
        return queries.year_plan(year)
    except YearPlan.DoesNotExist as missing:
        raise Http404 from missing


def _board_page(request: HttpRequest, plan: YearPlan, *, status: int = 200, told: str = "") -> HttpResponse:
    """The whole page, or the board alone for the script that asked for it."""
    actor = policy.actor_of(request)
    whole = queries.board(plan, actor=actor)
    form = forms.BoardFilter(request.GET or None, coordinators=whole.coordinators)
    board = Board(plan, whole.all_rows, **form.wanted)
    template = "plans/year_plan.html#board" if _wants_board(request) else "plans/year_plan.html"
    years = [each.year for each in queries.year_plans()]
    return render(
        request,
        template,
        {
            "plan": plan,
            "board": board,
            "form": form,
            "table": drawing.draw(board),
            "manages": whole.manages,
            "last_move": _told(queries.last_own_move(plan, by=actor)) if whole.manages else "",
            "years": years,
            "following": max(years) + 1,
            "missing": queries.areas_without_row(plan) if whole.manages else [],
            "codes": queries.codes(),
            "told": told,
            "may_copy": whole.manages and plan.year - 1 in years and _has_empty_rows(whole),
        },
        status=status,
    )


def _wants_board(request: HttpRequest) -> bool:
    return request.headers.get("X-Board") == "1"


def _has_empty_rows(board: Board) -> bool:
    return any(each.manages and not each.activities and not each.tasks for each in board.all_rows)


def _told(move: PlanMove | None) -> str:
    return str(VERBS.get(move.verb, move.verb)) if move is not None else ""


@needs(Permission.YEAR_PLAN_VIEW)
def board_state(request: HttpRequest, year: int) -> HttpResponse:
    """For who looks at the board: is it still as they see it, and if not, who did what?"""
    plan = _plan(year)
    seen = request.GET.get("versie", "")
    since = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    actor = policy.actor_of(request)
    moves = queries.last_moves(plan, since=since) if since < plan.version else []
    others = [move for move in moves if actor.kind != "person" or move.by_person_id != actor.id]
    words = [_move_words(move) for move in others[:3]]
    return JsonResponse({"versie": plan.version, "anderen": words})


def _move_words(move: PlanMove) -> str:
    who = move.by_person.name if move.by_person is not None else _("Iemand")
    what = VERBS.get(move.verb.removeprefix("undo_"), move.verb)
    if move.verb.startswith("undo_"):
        return _("%(who)s maakte ongedaan: %(what)s") % {"who": who, "what": what}
    return f"{who} {what}"


# ── The year ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_MANAGE)
def make_year_plan(request: HttpRequest) -> HttpResponse:
    """A year to plan, empty or with what the year before had."""
    wanted = request.GET.get("jaar", "")
    initial = {"year": wanted if wanted.isdecimal() else clock.today().year, "copies": True}
    form = forms.MakeYearPlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actor, at = policy.actor_of(request), clock.now()
        plan = year_plans.make_year_plan(form.cleaned_data["year"], by=actor, at=at)
        if form.cleaned_data["copies"]:
            _copy(request, plan)
        return redirect(plan)
    return _deed(request, form, title=_("Nieuwe jaarplanning"), submit=_("Maak de jaarplanning"))


@needs(Permission.YEAR_PLAN_MANAGE)
@require_POST
def copy_last_year(request: HttpRequest, year: int) -> HttpResponse:
    """What the year before had, for the own rows that are still empty."""
    plan = _plan(year)
    _copy(request, plan)
    return redirect(plan)


def _copy(request: HttpRequest, plan: YearPlan) -> None:
    actor = policy.actor_of(request)
    reach = actor.reach(Permission.YEAR_PLAN_MANAGE)
    area_ids = None if reach.everywhere else reach.area_ids
    try:
        made = year_plans.copy_last_year(plan, area_ids=area_ids, by=actor, at=clock.now())
    except Refusal as refusal:
        messages.warning(request, refusal.words)
    else:
        messages.success(request, _("Overgenomen: %(count)s activiteiten.") % {"count": len(made)})


@needs(Permission.YEAR_PLAN_MANAGE)
@require_POST
def add_missing_areas(request: HttpRequest, year: int) -> HttpResponse:
    """Rows for areas that came since."""
    return redirect(year_plans.make_year_plan(_plan(year).year, by=policy.actor_of(request), at=clock.now()))


@needs(Permission.YEAR_PLAN_MANAGE)
def set_limit(request: HttpRequest, year: int) -> HttpResponse:
    """When somebody has too much."""
    plan = _plan(year)
    form = forms.LimitForm(request.POST or None, initial=forms.LimitForm.initial_of(plan))
    if request.method == "POST" and form.is_valid():
        year_plans.set_limit(plan, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
        return redirect(plan)
    return _deed(request, form, plan=plan, title=_("Grens voor de belasting"), submit=_("Bewaar"))


@needs(Permission.YEAR_PLAN_MANAGE)
def add_row(request: HttpRequest, year: int) -> HttpResponse:
    """A row that is of no one area."""
    plan = _plan(year)
    form = forms.AddRowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            row = year_plans.add_row(plan, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect("plans:change_plan_row", row.pk)
    return _deed(request, form, plan=plan, title=_("Regel zonder gebied"), submit=_("Voeg toe"))


# ── A row ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_VIEW)
def plan_row(request: HttpRequest, number: int) -> HttpResponse:
    """One area in a year: who takes it, its tasks, what is planned."""
    row = _found(queries.plan_row, number)
    actor = policy.actor_of(request)
    own = next(each for each in queries.board(row.plan, actor=actor).all_rows if each.row.pk == row.pk)
    leads_to = queries.links_of(row.plan, [own], actor=actor)
    columns: list[Column[Any]] = [
        Column(_("Activiteit"), lambda each: link(each.get_absolute_url(), each.title), main=True),
        Column(_("Wat het is"), lambda each: each.code.name),
        Column(_("Wanneer"), lambda each: months.period(each.from_month, each.until_month, row.plan.year)),
        Column(_("Zeker"), lambda each: badge(_("nog niet zeker"), "warning") if each.is_doubtful else _("ja")),
        Column(_("Toelichting"), lambda each: each.note),
        Column(_("Meer"), lambda each: _led(each, leads_to.get(each.pk, ""))),
    ]
    in_time = sorted(own.activities, key=lambda each: (each.from_month, each.until_month))
    table: Table[Any] = Table(
        columns, in_time, caption=_("Wat er gepland is"), request=request, empty=_("Er is nog niets gepland.")
    )
    return render(request, "plans/plan_row.html", {"row": row, "own": own, "table": table, "manages": own.manages})


def _led(activity: PlannedActivity, address: str) -> Any:
    return link(address, str(LEADS_TO[CodeLink(activity.code.links_to)])) if address else ""


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.plan_row)
def change_row(request: HttpRequest, row: PlanRow) -> HttpResponse:
    """Who takes it and what its tasks are."""
    own = next(each for each in queries.board(row.plan).all_rows if each.row.pk == row.pk)
    written = own.tasks_words if own.tasks else ""
    initial = {"coordinator": row.coordinator_id, "tasks": written, "version": row.version}
    form = forms.RowForm(request.POST or None, initial=initial, row=row, on=clock.today())
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            try:
                year_plans.change_row(row, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            except year_plans.ChangedMeanwhile as changed:
                form.show_change(changed.current)
                raise
            return redirect(row)
    return _deed(
        request, form, plan=row.plan, row=row, title=_("Wie en welke opgaven"), submit=_("Bewaar"), now=written
    )


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.plan_row)
def add_activity(request: HttpRequest, row: PlanRow) -> HttpResponse:
    """Something new in this row; `?maand=5` fills the month in."""
    month = request.GET.get("maand", "")
    given = {"from_month": month, "until_month": month} if month.isdecimal() and 1 <= int(month[:3]) <= 12 else {}
    form = forms.AddActivityForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            year_plans.add_activity(row, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De activiteit staat op het bord."))
            return redirect(row.plan)
    return _deed(request, form, plan=row.plan, row=row, title=_("Activiteit erbij"), submit=_("Zet op het bord"))


# ── An activity ────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_VIEW)
def activity(request: HttpRequest, number: int) -> HttpResponse:
    """One activity, with every deed on it as a button."""
    activity = _found(queries.activity, number)
    actor, row = policy.actor_of(request), activity.row
    own = queries.BoardRow(row, [], [activity])
    leads_to = queries.links_of(row.plan, [own], actor=actor).get(activity.pk, "")
    facts = [
        (_("Wat het is"), f"{activity.code.code} – {activity.code.name}"),
        (_("Wanneer"), months.period(activity.from_month, activity.until_month, row.plan.year)),
        (_("Zeker"), badge(_("nog niet zeker"), "warning") if activity.is_doubtful else _("ja")),
        (_("Waar"), link(row.get_absolute_url(), row.title)),
        (_("Wie"), row.coordinator.name if row.coordinator is not None else _("nog niemand")),
        (_("Woorden erbij"), activity.words),
        (_("Toelichting"), activity.note),
    ]
    return render(
        request,
        "plans/activity.html",
        {
            "activity": activity,
            "row": row,
            "facts": facts,
            "leads_to": leads_to,
            "leads_to_words": LEADS_TO.get(CodeLink(activity.code.links_to), ""),
            "manages": bool(policy.may(actor, Permission.YEAR_PLAN_MANAGE, on=activity)),
            "earlier": activity.from_month - 1 if activity.from_month > 1 else None,
            "later": activity.from_month + 1 if activity.until_month < 12 else None,
            "can_split": activity.until_month > activity.from_month,
            "split_form": forms.SplitActivityForm(activity=activity, initial={"version": activity.version}),
        },
    )


def _found(find: Callable[[int], Any], number: int) -> Any:
    try:
        return find(number)
    except (PlanRow.DoesNotExist, PlannedActivity.DoesNotExist) as missing:
        raise Http404 from missing


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity)
def change_activity(request: HttpRequest, activity: PlannedActivity) -> HttpResponse:
    """Another code, other months or words. What somebody else made of it meanwhile stands beside what was typed."""
    initial = forms.ChangeActivityForm.initial_of(activity)
    form = forms.ChangeActivityForm(request.POST or None, initial=initial, current=activity)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            try:
                year_plans.change_activity(activity, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            except year_plans.ChangedMeanwhile as changed:
                form.show_change(changed.current)
                raise
            return redirect(activity.row.plan)
    row = activity.row
    return _deed(
        request,
        form,
        plan=row.plan,
        row=row,
        title=_("Activiteit wijzigen"),
        submit=_("Bewaar"),
        now=f"{activity.title}, {months.period(activity.from_month, activity.until_month, row.plan.year)}",
    )


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity)
@require_POST
def move_activity(request: HttpRequest, activity: PlannedActivity) -> HttpResponse:
    """To other months, or to another row that this actor plans as well."""
    form = forms.MoveActivityForm(request.POST, activity=activity)

    def do() -> str:
        if not form.is_valid():
            raise year_plans.MonthsNotPossible
        row = form.cleaned_data["row"]
        actor = policy.actor_of(request)
        if row is not None and not policy.may(actor, Permission.YEAR_PLAN_MANAGE, on=row):
            raise NotYourRow
        moved = year_plans.move_activity(activity, **form.cleaned_data, by=actor, at=clock.now())
        return _("%(what)s staat nu in %(where)s, %(when)s.") % {
            "what": moved.title,
            "where": (row or activity.row).title,
            "when": months.period(moved.from_month, moved.until_month, activity.row.plan.year),
        }

    return _done(request, activity, do)


class NotYourRow(Refusal):
    message = _("Dit gebied plant u niet zelf. Vraag het aan wie dit gebied doet.")
    status = 403


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity)
@require_POST
def stretch_activity(request: HttpRequest, activity: PlannedActivity) -> HttpResponse:
    """Over more months, or fewer."""
    form = forms.StretchActivityForm(request.POST)

    def do() -> str:
        if not form.is_valid():
            raise year_plans.MonthsNotPossible
        done = year_plans.stretch_activity(activity, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
        return _("%(what)s duurt nu %(when)s.") % {
            "what": done.title,
            "when": months.period(done.from_month, done.until_month, activity.row.plan.year),
        }

    return _done(request, activity, do)


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity)
@require_POST
def split_activity(request: HttpRequest, activity: PlannedActivity) -> HttpResponse:
    """In two, from a month on."""
    form = forms.SplitActivityForm(request.POST, activity=activity)

    def do() -> str:
        if not form.is_valid():
            raise year_plans.SplitNotPossible
        year_plans.split_activity(activity, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
        return _("%(what)s staat nu in twee delen op het bord.") % {"what": activity.title}

    return _done(request, activity, do)


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity)
@require_POST
def doubt_activity(request: HttpRequest, activity: PlannedActivity) -> HttpResponse:
    """Not sure, or sure after all."""
    form = forms.DoubtForm(request.POST)

    def do() -> str:
        values = form.cleaned_data if form.is_valid() else {"is_doubtful": False}
        done = year_plans.mark_doubtful(activity, **values, by=policy.actor_of(request), at=clock.now())
        return _("%(what)s is nog niet zeker.") % {"what": done.title} if done.is_doubtful else _("Het is zeker.")

    return _done(request, activity, do)


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity)
@require_POST
def remove_activity(request: HttpRequest, activity: PlannedActivity) -> HttpResponse:
    """Off the board; it can be taken back."""
    form = forms.VersionForm(request.POST)

    def do() -> str:
        version = form.cleaned_data["version"] if form.is_valid() else None
        year_plans.remove_activity(activity, version=version, by=policy.actor_of(request), at=clock.now())
        return _("%(what)s is weggehaald. Met ‘Ongedaan maken’ komt het terug.") % {"what": activity.title}

    return _done(request, activity, do)


def _done(request: HttpRequest, activity: PlannedActivity, do: Callable[[], str]) -> HttpResponse:
    """Back to the board with what happened; for the script the board itself, with the same words."""
    return _answer(request, activity.row.plan, do)


def _answer(request: HttpRequest, plan: YearPlan, do: Callable[[], str]) -> HttpResponse:
    try:
        told, status = do(), 200
    except Refusal as refusal:
        told, status = refusal.words, refusal.status
    if _wants_board(request):
        return _board_page(request, queries.year_plan(plan.year), status=status, told=told)
    (messages.success if status == 200 else messages.error)(request, told)
    return redirect(plan)


# ── Taking back ────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_MANAGE)
@require_POST
def undo_last(request: HttpRequest, year: int) -> HttpResponse:
    """What this person did last."""
    plan = _plan(year)

    def do() -> str:
        move = year_plans.undo_last(plan, by=policy.actor_of(request), at=clock.now())
        return _("Ongedaan gemaakt: u %(what)s.") % {"what": VERBS.get(move.verb.removeprefix("undo_"), move.verb)}

    return _answer(request, plan, do)


@needs(Permission.YEAR_PLAN_MANAGE, find=queries.move)
@require_POST
def undo_move(request: HttpRequest, move: PlanMove) -> HttpResponse:
    """This deed, whoever did it."""
    try:
        year_plans.undo(move, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, _("Ongedaan gemaakt."))
    return redirect("plans:plan_moves", move.plan.year)


@needs(Permission.YEAR_PLAN_VIEW)
def plan_moves(request: HttpRequest, year: int) -> HttpResponse:
    """The last deeds on the board: who did what, and taking it back."""
    plan = _plan(year)
    manages = bool(policy.may_somewhere(policy.actor_of(request), Permission.YEAR_PLAN_MANAGE))
    moves = [(move, Moment(title=_move_words(move), at=move.at)) for move in queries.last_moves(plan)]
    return render(request, "plans/plan_moves.html", {"plan": plan, "moves": moves, "manages": manages})


# ── The two tables ─────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_VIEW)
def plan_tables(request: HttpRequest, year: int) -> HttpResponse:
    """Who does which area, and what happens there in which month; as it is now."""
    board = queries.board(_plan(year))
    tables = _tables(board)
    return render(request, "plans/plan_tables.html", {"plan": board.plan, "tables": tables, "now": clock.now()})


def _tables(board: Board) -> list[PlanTable]:
    return [queries.division_table(board), queries.months_table(board)]


@needs(Permission.YEAR_PLAN_VIEW)
def plan_document(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The same tables as PDF or as spreadsheet."""
    if kind not in ("pdf", "ods", "xlsx"):
        raise Http404
    board = queries.board(_plan(year))
    wanted = cast(Literal["pdf", "ods", "xlsx"], kind)
    made = pdf_of(board) if wanted == "pdf" else sheets_of(board, wanted)
    name = f"{board.plan.title} {scope.current().name}"
    return documents.answer(made, name=name, kind=wanted)


def pdf_of(board: Board) -> bytes:
    municipality = scope.current()
    return documents.pdf(
        "plans/documents/year_plan.typ",
        {
            "title": f"{board.plan.title} {municipality.name}",
            "beneath": _("Stand van %(day)s") % {"day": _today()},
            "from": _("Gemeente %(name)s") % {"name": municipality.name},
            "legend_words": _("Afkortingen"),
            "notes_words": _("Toelichting"),
            "tables": [
                {
                    "name": f"{table.name} {board.plan.year}",
                    "caption": caption,
                    "columns": table.columns,
                    "rows": table.rows,
                    "notes": table.notes,
                    "legend": table.legend,
                }
                for table, caption in zip(
                    _tables(board), (_("Opgaven en wie ze oppakt"), _("Activiteiten per maand")), strict=True
                )
            ],
        },
    )


def sheets_of(board: Board, kind: Literal["ods", "xlsx"]) -> bytes:
    sheets = []
    for table in _tables(board):
        beneath = [[f"[{number}] {note}"] for number, note in enumerate(table.notes, start=1)]
        beneath += [[words] for words in table.legend]
        rows = [*table.rows, *([[""]] if beneath else []), *beneath]
        narrow = [30, *[9] * 12] if len(table.columns) > 3 else [34, 30, 24]
        sheets.append(Sheet(table.name, table.columns, rows, title=f"{table.name} {board.plan.year}", widths=narrow))
    return documents.spreadsheet(sheets, kind, title=board.plan.title)


def _today() -> str:
    today = clock.today()
    return f"{today.day} {dict(months.choices())[str(today.month)]} {today.year}"


# ── Codes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_VIEW)
def codes(request: HttpRequest) -> HttpResponse:
    """The kinds of activities, as this municipality writes them."""
    manages = bool(policy.may_somewhere(policy.actor_of(request), Permission.YEAR_PLAN_MANAGE))
    columns: list[Column[Any]] = [
        Column(_("Letters"), lambda code: _code_cell(code, manages=manages), main=True),
        Column(_("Naam"), lambda code: code.name),
        Column(_("In de verdeling"), lambda code: code.as_task),
        Column(_("Kleur"), lambda code: badge(code.get_tone_display(), code.tone)),
        Column(_("Zwaarte"), lambda code: code.weight, numeric=True),
        Column(_("Leidt naar"), lambda code: code.get_links_to_display() if code.links_to else ""),
        Column(_("In gebruik"), lambda code: _("ja") if code.is_active else badge(_("nee"), "neutral")),
    ]
    table: Table[Any] = Table(
        columns,
        queries.codes(only_active=False),
        caption=_("Activiteitcodes"),
        request=request,
        empty=_("Er zijn nog geen codes."),
    )
    return render(request, "plans/codes.html", {"table": table, "manages": manages})


def _code_cell(code: ActivityCode, *, manages: bool) -> Any:
    return link(reverse("plans:change_code", args=[code.pk]), code.code) if manages else code.code


@needs(Permission.YEAR_PLAN_MANAGE)
def add_code(request: HttpRequest) -> HttpResponse:
    """A new kind of activity."""
    form = forms.CodeForm(request.POST or None, initial={"weight": 1})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            year_plans.add_code(**form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect("plans:codes")
    return _deed(request, form, title=_("Nieuwe activiteitcode"), submit=_("Voeg toe"), back=reverse("plans:codes"))


@needs(Permission.YEAR_PLAN_MANAGE)
def change_code(request: HttpRequest, number: int) -> HttpResponse:
    """Other letters, another weight or colour; out of use."""
    try:
        code = queries.code(number)
    except ActivityCode.DoesNotExist as missing:
        raise Http404 from missing
    form = forms.CodeForm(request.POST or None, initial=forms.CodeForm.initial_of(code))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            year_plans.change_code(code, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect("plans:codes")
    title = _("%(code)s wijzigen") % {"code": capfirst(code.code)}
    return _deed(request, form, title=title, submit=_("Bewaar"), back=reverse("plans:codes"))


def _deed(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    submit: str,
    plan: YearPlan | None = None,
    row: PlanRow | None = None,
    back: str = "",
    now: str = "",
) -> HttpResponse:
    """The page of one deed."""
    back = back or (plan.get_absolute_url() if plan is not None else reverse("plans:year_plan_now"))
    context = {"form": form, "title": title, "submit": submit, "plan": plan, "row": row, "back": back, "now": now}
    return render(request, "plans/year_plan_deed.html", context)
