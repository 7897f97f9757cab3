"""Pages of the plans: agendas, items, and each deed on them at its own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans import months
from wijkwerk.domain.plans.forms import agendas as forms
from wijkwerk.domain.plans.models import Agenda, AgendaItem, ItemPartner
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.queries import evaluations
from wijkwerk.domain.plans.states import AGENDA_MOVES, AgendaState, ItemState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Moment, Table, badge, link
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.kit.things import Ref, ref
from wijkwerk.foundation.tenancy import scope

CAUSES_SHOWN = 3  # of an item in a list
AGENDA_TONES = {AgendaState.DRAFT: "neutral", AgendaState.ADOPTED: "ok", AgendaState.CLOSED: "info"}
AGENDA_DEEDS = {
    AgendaState.DRAFT: _("Terug naar concept"),
    AgendaState.ADOPTED: _("Stel de agenda vast"),
    AgendaState.CLOSED: _("Sluit de agenda af"),
}


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.AGENDA_VIEW)
def agenda_list(request: HttpRequest) -> HttpResponse:
    """Agendas by year and area."""
    actor = policy.actor_of(request)
    form = forms.AgendaFilter(request.GET or None)
    rows = paging.page(
        queries.agendas(actor=actor, **form.wanted),
        after=request.GET.get("na", ""),
        order=("-year", "work_area__name", "id"),
    )
    columns: list[Column[Any]] = [
        Column(_("Gebied"), lambda row: link(row.get_absolute_url(), row.work_area.name), main=True),
        Column(_("Jaar"), lambda row: row.year),
        Column(_("Stand"), _agenda_badge),
        Column(capfirst(_word("agenda_item", plural=True)), _how_many),
    ]
    table: Table[Any] = Table(
        columns,
        rows,
        caption=capfirst(_word("agenda", plural=True)),
        request=request,
        empty=_("Er zijn nog geen projecten."),
    )
    manages = bool(policy.may_somewhere(actor, Permission.AGENDA_MANAGE))
    return render(request, "plans/list.html", {"form": form, "table": table, "manages": manages})


@needs(Permission.AGENDA_VIEW, find=queries.agenda)
def agenda(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    """The items of one agenda: who pulls them, who takes part, how far they are, and why they are there."""
    actor = policy.actor_of(request)
    form = forms.ItemFilter(request.GET or None)
    rows = paging.page(
        queries.items_of(agenda, actor=actor, state=form.state), after=request.GET.get("na", ""), order=("number", "id")
    )
    manages = bool(policy.may(actor, Permission.AGENDA_MANAGE, on=agenda))
    insider = bool(policy.may(actor, Permission.ITEM_PROGRESS, on=agenda))
    table = items_table(request, rows, actor=actor, insider=insider)
    steps = [(state, AGENDA_DEEDS[state]) for state in AGENDA_MOVES[AgendaState(agenda.state)]]
    return render(
        request,
        "plans/agenda.html",
        {
            "agenda": agenda,
            "agenda_badge": _agenda_badge(agenda),
            "form": form,
            "table": table,
            "manages": manages,
            "steps": sorted(steps, key=lambda step: list(AgendaState).index(step[0]), reverse=True),
            "promises": queries.promised_by_partner(agenda, actor=actor),
            "concerns": evaluations.concerns_without_item(agenda.work_area, before=agenda.year)
            if manages and not agenda.is_closed
            else [],
        },
    )


def items_table(request: HttpRequest, rows: paging.Page[AgendaItem], *, actor: Actor, insider: bool) -> Table[Any]:
    """Items as a list, with why each is there: a fixed number of queries."""
    sources = thread.sources_of(rows.rows, for_actor=actor, most=CAUSES_SHOWN)
    columns: list[Column[Any]] = [
        Column(_("Project"), _title, main=True),
        Column(_("Trekker"), lambda row: queries.puller_words(row, insider=insider) or _("nog niemand")),
        Column(_("Partners"), lambda row: ", ".join(each.organisation.name for each in row.partners.all())),
        Column(_("Toegezegd"), lambda row: money.written(queries.promised([row]) or None), numeric=True),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Waarom"), lambda row: _why(sources[ref(row)])),
    ]
    return Table(
        columns,
        rows,
        caption=capfirst(_word("agenda_item", plural=True)),
        request=request,
        empty=_("Er staan geen projecten in deze lijst."),
    )


def _word(code: str, *, plural: bool = False) -> str:
    return scope.current().word(code, plural=plural)


def _agenda_badge(agenda: Agenda) -> SafeString:
    return badge(agenda.get_state_display(), AGENDA_TONES[AgendaState(agenda.state)])


def _how_many(agenda: Any) -> str:
    if not agenda.item_count:
        return _("nog geen")
    if not agenda.done_count:
        return str(agenda.item_count)
    return _("%(count)s, waarvan %(done)s klaar") % {"count": agenda.item_count, "done": agenda.done_count}


def _title(item: AgendaItem) -> SafeString:
    marks = [_("snel") if item.is_quick_win else "", "" if item.is_public else _("niet openbaar")]
    told = format_html_join("", " {}", ((badge(mark),) for mark in marks if mark))
    return format_html("{}. {}{}", item.number, link(item.get_absolute_url(), item.title), told)


def _why(causes: thread.Causes) -> SafeString:
    if not causes.nodes:
        return badge(_("geen aanleiding"))
    words = ((link(node.address, node.title) if node.address else node.title,) for node in causes.nodes)
    rest = format_html("; {}", _("en nog %(count)s") % {"count": causes.more}) if causes.more else ""
    return format_html("{}{}", format_html_join("; ", "{}", words), rest)


# ── The agenda's deeds ─────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.AGENDA_MANAGE)
def make_agenda(request: HttpRequest) -> HttpResponse:
    """An agenda for an area and a year; the one that is there already, where there is one."""
    form = forms.MakeAgendaForm(request.POST or None, actor=policy.actor_of(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = agendas.make_agenda(**form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    title = _("Nieuwe %(agenda)s") % {"agenda": _word("agenda")}
    return render(request, "plans/deed.html", {"form": form, "title": title, "submit": _("Maak de agenda")})


@needs(Permission.AGENDA_MANAGE, find=queries.agenda)
@require_POST
def move_agenda(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    """Adopt it, close it, or take such a step back."""
    form = forms.MoveAgendaForm(request.POST)
    try:
        if not form.is_valid():
            raise agendas.MoveNotPossible
        agendas.move_agenda(agenda, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect(agenda)


# ── New items ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.AGENDA_MANAGE, find=queries.agenda)
def add_item(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    """Something new on this agenda."""
    return _new_item(request, agenda=agenda)


@needs(Permission.AGENDA_MANAGE)
def new_item(request: HttpRequest) -> HttpResponse:
    """Something new on an agenda that is chosen here: straight from what asks for it, as with `?signaal=12&signaal=13`
    `?bevinding=12`, `?schouwbevinding=12` or `?inspanning=12`."""
    return _new_item(request, agenda=None)


class _Origin(NamedTuple):
    """What an item may come from: how an address names it, in which field it goes along, and for which agenda."""

    parameter: str
    field: str
    related: str
    place: Callable[[Any], tuple[WorkArea | None, int | None]]


ORIGINS = [
    _Origin("signaal", "signals", "work_area", lambda signal: (signal.work_area, None)),
    _Origin(
        "bevinding",
        "findings",
        "evaluation__work_area",
        lambda finding: (finding.evaluation.work_area, finding.evaluation.year + 1),
    ),
    _Origin("schouwbevinding", "seen", "inspection__work_area", lambda finding: (finding.inspection.work_area, None)),
    _Origin("inspanning", "efforts", "programme__work_area", lambda effort: (effort.programme.work_area, None)),
]


def _new_item(request: HttpRequest, *, agenda: Agenda | None) -> HttpResponse:
    actor = policy.actor_of(request)
    causes = {origin: _named_in(request, origin, actor) for origin in ORIGINS}
    wanted = [cause for each in causes.values() for cause in each]
    places = [origin.place(cause) for origin, each in causes.items() for cause in each]
    near, year = next((place for place in places if place[0]), (None, None))
    form = forms.AddItemForm(
        request.POST or None,
        actor=actor,
        agenda=agenda,
        near=near,
        initial={origin.field: each for origin, each in causes.items()}
        | {
            "title": wanted[0].thread_title if len(wanted) == 1 else "",
            "agenda": f"{near.pk}:{max(year, clock.today().year)}" if near and year else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), _warnings_shown_in(form):
            place = agenda or agendas.make_agenda(*form.place, by=actor, at=clock.now())
            item = agendas.add_item(place, **form.values, by=actor, at=clock.now())
            messages.success(request, _("Het project staat op de agenda."))
            return redirect(item)
    chosen = form.values["sources"] if form.is_bound and form.is_valid() else wanted
    return render(
        request,
        "plans/new_item.html",
        {
            "form": form,
            "agenda": agenda,
            "causes": chosen,
            "is_told": any(isinstance(cause, Signal) for cause in chosen),
            "title": _("Nieuw project"),
            "submit": _("Zet op de agenda"),
        },
    )


def _named_in(request: HttpRequest, origin: _Origin, actor: Actor) -> list[Any]:
    """The things that the address names, as far as this actor may see them."""
    numbers = [int(number) for number in request.GET.getlist(origin.parameter) if number.isdecimal()]
    rows = forms.CAUSES[origin.field].objects.visible_to(actor).select_related(origin.related)
    return list(rows.filter(pk__in=[number for number in numbers if number < 2**62][:50]))


class _warnings_shown_in:  # noqa: N801 - read as a sentence
    """A warning shows its box: who is sure ticks it and goes on."""

    def __init__(self, form: forms.SureForm) -> None:
        self.form = form

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, fault: BaseException | None, _trace: Any) -> None:
        if isinstance(fault, agendas.CoordinatorIsNoPuller):
            self.form.ask()


# ── One item ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.AGENDA_VIEW, find=queries.item)
def item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """All about one item, for whoever may see it."""
    actor = policy.actor_of(request)
    ruling = policy.may(actor, item.thread_view_permission, on=item)
    if not ruling:
        return guard.refused(request, item.thread_view_permission, ruling)
    insight = queries.insight(actor, item)
    waiting = queries.waiting_for(item) if insight.keeps_progress else []
    titles = thread.titles_of([condition.answer.about for condition in waiting], for_actor=actor)
    return render(
        request,
        "plans/item.html",
        {
            "item": item,
            "insight": insight,
            "facts": _facts(item, insider=insight.keeps_progress),
            "partners": partners_table(request, item, manages=insight.manages),
            "promised": queries.promised([item]),
            "moments": [
                _moment(note, insider=insight.keeps_progress)
                for note in queries.notes_of(item, insider=insight.keeps_progress)
            ],
            "progress_form": forms.ProgressForm() if insight.keeps_progress else None,
            "sources": _sources(item, actor) if insight.manages else [],
            "waiting": [(condition, titles.get(condition.answer.about, "")) for condition in waiting],
        },
    )


def partners_table(request: HttpRequest, item: AgendaItem, *, manages: bool) -> Table[Any]:
    """Who takes part and what each promised."""
    columns: list[Column[Any]] = [
        Column(_("Partner"), lambda row: row.organisation.name, main=True),
        Column(_("Doet"), lambda row: row.does),
        Column(_("Toegezegd"), lambda row: money.written(row.amount_cents), numeric=True),
    ]
    if manages:
        columns.append(Column(_("Wijzigen"), _partner_deeds))
    return Table(
        columns,
        item.partners.all(),
        caption=_("Partners en wat zij doen"),
        request=request,
        empty=_("Nog geen partners."),
    )


def _partner_deeds(partner: ItemPartner) -> SafeString:
    places = [partner.item_id, partner.pk]
    return format_html(
        '<a class="nl-link" href="{}">{}<span class="ww-visually-hidden"> {}</span></a> · '
        '<a class="nl-link" href="{}">{}<span class="ww-visually-hidden">: {}</span></a>',
        reverse("plans:change_partner", args=places),
        _("wijzig"),
        partner.organisation.name,
        reverse("plans:remove_partner", args=places),
        _("doet niet meer mee"),
        partner.organisation.name,
    )


def _facts(item: AgendaItem, *, insider: bool) -> list[tuple[str, Any]]:
    agenda = item.agenda
    return [
        (_("Stand"), format_html("{} {}", badge(item.get_state_display(), item.tone), item.state_reason)),
        (_("Trekker"), queries.puller_words(item, insider=insider) or _("nog niemand")),
        (_("Wanneer"), months.period(item.from_month, item.until_month, agenda.year)),
        (capfirst(_word("work_area")), agenda.work_area.name),
        (capfirst(_word("agenda")), link(agenda.get_absolute_url(), f"{agenda.work_area.name} {agenda.year}")),
    ]


def _moment(note: Any, *, insider: bool) -> Moment:
    title = _("Voortgang") if note.is_public or not insider else _("Voortgang (niet openbaar)")
    by = note.by.name if insider and note.by else ""
    return Moment(title=title, at=note.at, text=note.text, by=by, icon="edit")


def _sources(item: AgendaItem, actor: Actor) -> list[tuple[int, str]]:
    """The rows that can be taken away, with what they are called."""
    rows = thread.standing_sources(item)
    titles = thread.titles_of([row.cause for row in rows if row.cause], for_actor=actor)
    return [(row.pk, row.words or titles.get(row.cause or Ref("", 0), "")) for row in rows]


def _deed(
    request: HttpRequest, item: AgendaItem, form: Any, *, title: str, submit: str, template: str = "plans/deed.html"
) -> HttpResponse:
    """The page of one deed on an item."""
    return render(request, template, {"item": item, "form": form, "title": title, "submit": submit})


@needs(Permission.AGENDA_MANAGE, find=queries.item)
def change_item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Other words, another period. What somebody else wrote meanwhile stands beside what was typed."""
    form = forms.ChangeItemForm(request.POST or None, initial=forms.ChangeItemForm.initial_of(item))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            try:
                agendas.change_item(item, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            except agendas.ChangedMeanwhile as changed:
                form.show_change(changed)
                raise
            return redirect(item)
    return _deed(
        request, item, form, title=_("Project wijzigen"), submit=_("Bewaar"), template="plans/change_item.html"
    )


@needs(Permission.AGENDA_MANAGE, find=queries.item)
def set_puller(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Who pulls it. A coordinator is warned about in the words of the role."""
    form = forms.SetPullerForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), _warnings_shown_in(form):
            agendas.set_puller(item, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(item)
    return _deed(request, item, form, title=_("Wie trekt dit project?"), submit=_("Bewaar"))


@needs(Permission.ITEM_PROGRESS, find=queries.item)
def move_item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """A step further, or back; who asked for it hears."""
    form = forms.MoveItemForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            moved = agendas.move_item(item, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _told_words(moved))
            return redirect(moved)
    return _deed(request, item, form, title=_("Hoe staat het project ervoor?"), submit=_("Bewaar en vertel het"))


def _told_words(item: AgendaItem) -> str:
    if item.is_public and item.state != ItemState.PROPOSED and queries.signals_behind(item):
        return _("De stand is bewaard. Wie erom vroeg, krijgt bericht.")
    return _("De stand is bewaard.")


@needs(Permission.ITEM_PROGRESS, find=queries.item)
def add_progress(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """How it goes, in a few words."""
    form = forms.ProgressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            agendas.add_progress(item, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(item)
    return _deed(request, item, form, title=_("Voortgang opschrijven"), submit=_("Bewaar"))


# ── Why it is there ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.AGENDA_MANAGE, find=queries.item)
def add_source(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Why it is there: a signal, a theme, or words."""
    actor = policy.actor_of(request)
    form = forms.SourceForm(request.POST or None, actor=actor, item=item)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            agendas.add_sources(item, list(form.things), by=actor, at=clock.now())
            if words := form.cleaned_data["words"]:
                link_to_it = form.cleaned_data["link"]
                agendas.add_source_in_words(item, words=words, link=link_to_it, by=actor, at=clock.now())
            return redirect(item)
    return _deed(request, item, form, title=_("Waarom is dit project er?"), submit=_("Voeg toe"))


@needs(Permission.AGENDA_MANAGE, find=queries.item_source)
def remove_source(request: HttpRequest, found: queries.ItemSource) -> HttpResponse:
    """That was not why, after all."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            reason = form.cleaned_data["reason"]
            agendas.remove_source(found.source, reason=reason, by=policy.actor_of(request), at=clock.now())
            return redirect(found.item)
    return _deed(request, found.item, form, title=_("Aanleiding weghalen"), submit=_("Haal weg"))


# ── Partners ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.AGENDA_MANAGE, find=queries.item)
def add_partner(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """An organisation takes part."""
    form = forms.PartnerForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            agendas.add_partner(item, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(item)
    return _deed(request, item, form, title=_("Partner toevoegen"), submit=_("Voeg toe"))


@needs(Permission.AGENDA_MANAGE, find=queries.partner)
def change_partner(request: HttpRequest, partner: ItemPartner) -> HttpResponse:
    """Something else is agreed."""
    initial = {"does": partner.does, "amount_cents": partner.amount_cents}
    form = forms.PartnerForm(request.POST or None, item=partner.item, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            agendas.change_partner(partner, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(partner.item)
    return _deed(request, partner.item, form, title=partner.organisation.name, submit=_("Bewaar"))


@needs(Permission.AGENDA_MANAGE, find=queries.partner)
def remove_partner(request: HttpRequest, partner: ItemPartner) -> HttpResponse:
    """A partner stops."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            reason = form.cleaned_data["reason"]
            agendas.remove_partner(partner, reason=reason, by=policy.actor_of(request), at=clock.now())
            return redirect(partner.item)
    title = _("%(name)s doet niet meer mee") % {"name": partner.organisation.name}
    return _deed(request, partner.item, form, title=title, submit=_("Haal weg"))
