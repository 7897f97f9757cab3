"""The work list: what is there to do, in tabs, narrowed by filters that stand in the address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import (
    MYSELF,
    NOBODY,
    WITHOUT,
    ChosenSignals,
    HandOverForm,
    KeepViewForm,
    ThemeForm,
    WorkListFilter,
)
from wijkwerk.domain.signals.models import SavedView, Signal
from wijkwerk.domain.signals.operations import keeping
from wijkwerk.domain.signals.states import TONES, State
from wijkwerk.domain.signals.views import staff
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Select, Tab, Table, badge, link, sorting
from wijkwerk.foundation.kit.prepared import asked_alike
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.tenancy import scope

FOR_WHO_WORKS_WITH_US = Permission.PEOPLE_VIEW  # a signal may be handed to anybody; the list holds what each may see
COUNTED = 100  # no tab counts further
MOST_AT_ONCE = 100


class List(NamedTuple):
    """One of the tabs: its word in the address, its title, how it is sorted, what stands there when it is empty."""

    word: str
    title: str | Promise
    sort: str
    empty: str | Promise


LISTS = {
    "mine": List("mij", gettext_lazy("Van mij"), "-datum", gettext_lazy("Er is niets aan u doorgegeven.")),
    "new": List("nieuw", gettext_lazy("Nieuw"), "-datum", gettext_lazy("Alles is opgepakt.")),
    "late": List("te-laat", gettext_lazy("Te laat"), "termijn", gettext_lazy("Niets is te laat.")),
    "waiting": List(
        "wacht", gettext_lazy("Wacht"), "termijn", gettext_lazy("Niets wacht op een antwoord of voorwaarde.")
    ),
    "all": List("alles", gettext_lazy("Alles"), "-datum", gettext_lazy("Er zijn nog geen signalen.")),
}


@needs(FOR_WHO_WORKS_WITH_US)
def work_list(request: HttpRequest) -> HttpResponse:
    """What there is to do. A number in the search box goes straight to the signal."""
    actor, today = staff.person_of(request), clock.today()
    form = filter_form(request)
    if form.number is not None:
        found = queries.signals_visible_to(actor).filter(pk=form.number).first()
        if found is not None:
            return redirect(found)
        messages.warning(
            request, _("Signaal %(number)s is er niet, of u mag het niet bekijken.") % {"number": form.number}
        )
    lists = WorkLists(actor, today)
    name = _chosen_list(request, lists, form)
    columns = _columns(today, sorted_by_due=LISTS[name].sort == "termijn")
    sorted_by = sorting(request, columns, default=LISTS[name].sort)

    def signals() -> QuerySet[Signal]:
        narrowed = _narrowed(lists.one(name), form, actor)
        has_term = "termijn" in (sorted_by.word, LISTS[name].sort)
        return narrowed.filter(due_on__isnull=False) if has_term else narrowed

    after = request.GET.get("na", "")
    if form.wanted:
        rows = paging.page(signals(), after=after, order=sorted_by.order)
    else:
        rows = paging.page_alike(signals, like=(name, lists.like), after=after, order=sorted_by.order)
    may_bundle = bool(actor.reach(Permission.SIGNAL_TRIAGE))
    table = Table(
        columns,
        rows,
        caption=_("Signalen: %(list)s") % {"list": LISTS[name].title},
        request=request,
        sorting=sorted_by,
        empty=_("Geen signaal past bij dit filter.") if form.wanted else LISTS[name].empty,
        select=_boxes() if may_bundle else None,
        row_class=lambda s: "ww-worklist__late" if s.is_late(today) else "",
    )
    context: dict[str, Any] = {
        "table": table,
        "has_rows": bool(rows.rows),
        "form": form,
        "list": LISTS[name],
        "may_bundle": may_bundle,
        "may_see_themes": bool(actor.reach(Permission.SIGNAL_VIEW)),
        "here": request.get_full_path(),
        "is_filtered": any(name != "woorden" for name in form.wanted),
    }
    template = "signals/staff/work_list.html"
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{template}#list", context)
    context |= {
        "tabs": _tabs(lists, name, form),
        "views": asked_alike(("kept filters", scope.current().pk, actor.pk), lambda: queries.saved_views(actor.pk)),
        "keep_form": KeepViewForm(initial={"query": _query_of(form, name)}),
        "person": actor,
    }
    return render(request, template, context)


class WorkLists:
    """Somebody's lists, put together where one of them is asked in a way that it was not asked before."""

    def __init__(self, actor: Person, today: date) -> None:
        self.like = ("work lists", queries.what_is_visible_to(actor), actor.parties, today)
        self._lists = cache(lambda: queries.work_lists(actor, today=today))

    def one(self, name: str) -> QuerySet[Signal]:
        found: QuerySet[Signal] = getattr(self._lists(), name)
        return found

    def count(self, name: str, most: int) -> int:
        return queries.at_most_alike(lambda: self.one(name), most, like=(name, self.like))


def _chosen_list(request: HttpRequest, lists: WorkLists, form: WorkListFilter) -> str:
    """The tab of the address. Without one: everything to who looks for something, else what is mine, or new."""
    words = {each.word: name for name, each in LISTS.items()}
    asked = words.get(request.GET.get("lijst", ""))
    if asked is not None:
        return asked
    if form.wanted:
        return "all"
    return "mine" if lists.count("mine", 0) else "new"


def filter_form(request: HttpRequest) -> WorkListFilter:
    actor, today, own = policy.actor_of(request), clock.today(), scope.current().pk
    reach = actor.reach(Permission.SIGNAL_VIEW)

    def here() -> QuerySet[WorkArea]:
        return areas.work_areas_where(actor, Permission.SIGNAL_VIEW, on=today)

    return WorkListFilter(
        request.GET,
        work_areas=asked_alike(("areas of the filter", own, reach, today), here),
        categories=queries.categories(),
        themes=queries.themes_visible_to(actor).filter(closed_at__isnull=True),
        handlers=asked_alike(("people of the filter", own), people.people),
    )


def _narrowed(signals: QuerySet[Signal], form: WorkListFilter, person: Person) -> QuerySet[Signal]:
    wanted = form.wanted
    area, handler = wanted.get("gebied"), wanted.get("wie")
    return queries.narrowed(
        signals,
        actor=person,
        words="" if form.number is not None else wanted.get("woorden", ""),
        area_id=int(area) if area and area != WITHOUT else None,
        without_area=area == WITHOUT,
        category=wanted.get("onderwerp"),
        kind=wanted.get("soort", ""),
        state=wanted.get("stand", ""),
        handler_id=person.pk if handler == MYSELF else int(handler) if handler and handler != NOBODY else None,
        without_handler=handler == NOBODY,
        theme=wanted.get("thema"),
        from_on=wanted.get("van"),
        until_on=wanted.get("tot"),
    )


def _query_of(form: WorkListFilter, name: str) -> str:
    """The list as it stands, as the part of an address that can be kept or sent to a colleague."""
    filled = {field: form.data.get(field) for field in form.wanted}
    return urlencode({"lijst": LISTS[name].word} | filled)


def _tabs(lists: WorkLists, current: str, form: WorkListFilter) -> list[Tab]:
    tabs = []
    for name, each in LISTS.items():
        count = None if name == "all" else lists.count(name, COUNTED)
        shown = f"{COUNTED}+" if count is not None and count > COUNTED else count
        tabs.append(Tab(str(each.title), f"?{_query_of(form, name)}", name == current, shown))
    return tabs


def _boxes() -> Select[Signal]:
    words = _("Kies signaal %(number)s")
    return Select(lambda s: s.pk, lambda s: words % {"number": s.pk}, "signaal")


def _columns(today: date, *, sorted_by_due: bool) -> list[Column[Signal]]:
    return [
        Column(_("Signaal"), _title, main=True),
        Column(_("Waarover"), _where_and_what()),
        Column(_("Gemeld"), _day_of_report(today), sort="datum", order=("reported_at", "id")),
        Column(
            _("Termijn"),
            _due_cell(today),
            sort="termijn" if sorted_by_due else "",
            order=("due_on", "id") if sorted_by_due else (),
        ),
        Column(_("Wie"), _who()),
        Column(_("Stand"), lambda s: _state(s.state)),
    ]


# What fifty rows have in common is put into words once: a list costs little more than its rows.
def _title(signal: Signal) -> SafeString:
    return mark_safe(
        f'<span class="ww-worklist__title"><span class="ww-number ww-muted">{signal.pk}</span> '
        f"{link(signal.get_absolute_url(), signal.thread_title)}</span>"
    )


@cache
def _state(state: str) -> SafeString:
    return badge(str(State(state).label), TONES[State(state)])


def _day_of_report(today: date) -> Callable[[Signal], str]:
    """20 nov, with the year when it is another one."""
    known: dict[date, str] = {}

    def cell(signal: Signal) -> str:
        on = clock.dutch(signal.reported_at).date()
        if on not in known:
            known[on] = date_format(on, "j b" if on.year == today.year else "j b Y")
        return known[on]

    return cell


def _where_and_what() -> Callable[[Signal], SafeString]:
    nowhere, about_nothing = badge(_("geen gebied"), "warning"), _("nog geen onderwerp")

    def cell(signal: Signal) -> SafeString:
        area = escape(signal.work_area.name) if signal.work_area else nowhere
        subject = escape(signal.category.name if signal.category else about_nothing)
        return mark_safe(f'{area}<br><span class="ww-muted ww-small">{subject}</span>')

    return cell


def _due_cell(today: date) -> Callable[[Signal], object]:
    known: dict[date, object] = {}

    def cell(signal: Signal) -> object:
        due = signal.due_on
        if due is None or not signal.is_active:
            return "–"
        if due not in known:
            words, tone = staff.due_in_words(signal, today)
            known[due] = badge(words, tone) if tone in ("danger", "warning") else words
        return known[due]

    return cell


def _who() -> Callable[[Signal], object]:
    nobody, not_yet = badge(_("nog niemand"), "warning"), badge(_("nog niet opgepakt"), "warning")

    def cell(signal: Signal) -> object:
        handler = staff.handler_of(signal)
        if not signal.is_active:
            return handler or "–"
        if not handler:
            return nobody
        return handler if signal.is_picked_up else mark_safe(f"{escape(handler)} {not_yet}")

    return cell


# ── Kept filters ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(FOR_WHO_WORKS_WITH_US)
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the list as it stands, for oneself or for the team."""
    form = KeepViewForm(request.POST)
    known = {"lijst", *WorkListFilter.base_fields}
    given = QueryDict(request.POST.get("query", ""))
    query = urlencode({name: given[name] for name in given if name in known})
    if form.is_valid():
        keeping.keep_view(
            name=form.cleaned_data["name"],
            query=query,
            is_shared=form.cleaned_data["is_shared"],
            by=staff.person_of(request),
        )
        messages.success(request, _("Het filter “%(name)s” is bewaard.") % {"name": form.cleaned_data["name"]})
        return redirect(f"{reverse('signals:work_list')}?{query}")
    return render(request, "signals/staff/keep_view.html", {"form": form, "back": query})


@needs(Permission.SIGNAL_VIEW, find=queries.saved_view)
@require_POST
def drop_view(request: HttpRequest, view: SavedView) -> HttpResponse:
    try:
        keeping.drop_view(view, by=staff.person_of(request))
        messages.success(request, _("Het filter “%(name)s” is weg.") % {"name": view.name})
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("signals:work_list")


# ── Several at once ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.SIGNAL_TRIAGE)
def put_in_theme(request: HttpRequest) -> HttpResponse:
    """The chosen signals are the same worry: in a theme that is there, or in a new one."""
    chosen = _chosen(request)
    if not chosen:
        return _nothing_chosen(request)
    actor = staff.person_of(request)
    themes = queries.themes_visible_to(actor).filter(closed_at__isnull=True)
    form = ThemeForm(request.POST or None, themes=themes)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data
            theme = values["theme"]
            if theme is None:
                theme = operations.make_theme(
                    name=values["name"], description=values["description"], signals=chosen, by=actor, at=clock.now()
                )
            else:
                operations.put_in_theme(theme, signals=chosen, by=actor, at=clock.now())
            messages.success(
                request,
                ngettext("%(n)d signaal staat in “%(name)s”.", "%(n)d signalen staan in “%(name)s”.", len(chosen))
                % {"n": len(chosen), "name": theme.name},
            )
            return redirect(theme)
    return _page_for_several(request, chosen, form, title=_("In een thema zetten"), submit=_("Zet in dit thema"))


@needs(Permission.SIGNAL_TRIAGE)
def hand_over_several(request: HttpRequest) -> HttpResponse:
    """The chosen signals to one member of the team. One that is refused is named; the others go."""
    chosen = _chosen(request)
    if not chosen:
        return _nothing_chosen(request)
    today = clock.today()
    form = HandOverForm(request.POST or None, parties=staff.parties_to_hand_to(chosen[0], today))
    if request.method == "POST" and form.is_valid():
        refused = []
        for signal in chosen:
            try:
                operations.hand_over(
                    signal,
                    person=form.person,
                    organisation=form.organisation,
                    words=form.cleaned_data["words"],
                    by=staff.person_of(request),
                    at=clock.now(),
                )
            except Refusal as refusal:
                refused.append(f"{signal.pk}: {refusal.words}")
        done = len(chosen) - len(refused)
        if done:
            words = ngettext("%(n)d signaal doorgegeven.", "%(n)d signalen doorgegeven.", done)
            messages.success(request, words % {"n": done})
        for words in refused:
            messages.error(request, words)
        return _back_to_list(request)
    return _page_for_several(request, chosen, form, title=_("Doorgeven"), submit=_("Geef door"))


def _chosen(request: HttpRequest) -> list[Signal]:
    """The ticked signals that this person may divide; what one may not see or divide is left out."""
    given = request.POST if request.method == "POST" else request.GET
    numbers = [int(each) for each in given.getlist("signaal") if each.isdecimal() and len(each) < 19][:MOST_AT_ONCE]
    actor = policy.actor_of(request)
    found = queries.signals_visible_to(actor).filter(pk__in=numbers).select_related("category", "work_area")
    return [signal for signal in found.order_by("pk") if policy.may(actor, Permission.SIGNAL_TRIAGE, on=signal)]


def _nothing_chosen(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("Kies eerst een of meer signalen die u mag verdelen."))
    return _back_to_list(request)


def _back_to_list(request: HttpRequest) -> HttpResponse:
    """The list as it was; nowhere else, whatever the address says."""
    given = request.POST if request.method == "POST" else request.GET
    address = given.get("terug", "")
    start = reverse("signals:work_list")
    return redirect(address if address.startswith(f"{start}?") else start)


def _page_for_several(
    request: HttpRequest, chosen: list[Signal], form: Any, *, title: str, submit: str
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    carried = ChosenSignals(
        initial={"signaal": [signal.pk for signal in chosen], "terug": given.get("terug", "")}, signals=chosen
    )
    return render(
        request,
        "signals/staff/several.html",
        {"form": form, "carried": carried, "signals": chosen, "title": title, "submit": submit},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )
