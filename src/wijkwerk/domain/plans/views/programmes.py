"""Pages of programmes: the list, one programme with its efforts by goal, agreeing, deciding, reserving money."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.forms import programmes as forms
from wijkwerk.domain.plans.forms.visions import WhyForm
from wijkwerk.domain.plans.models import Effort, Programme, ProgrammeAgreement, ProgrammeComment, Vision
from wijkwerk.domain.plans.operations import programmes
from wijkwerk.domain.plans.plan_states import ProgrammeState
from wijkwerk.domain.plans.queries import programmes as queries
from wijkwerk.domain.plans.queries import visions as vision_queries
from wijkwerk.domain.plans.views import plan_pages
from wijkwerk.domain.plans.views.visions import TAKEN_TONES
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, pages, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.tenancy import scope


def _word(code: str, *, plural: bool = False) -> str:
    return scope.current().word(code, plural=plural)


def _above() -> list[tuple[str, str]]:
    return [(capfirst(_word("programme", plural=True)), reverse("plans:programmes"))]


def trail_of(programme: Programme) -> list[tuple[str, str]]:
    return [*_above(), (programme.title, programme.get_absolute_url())]


def state_badge(programme: Programme) -> SafeString:
    return badge(programme.get_state_display(), programme.tone)


def money_badge(effort: Effort) -> SafeString | str:
    if not effort.amount_cents:
        return ""
    return badge(_("gereserveerd"), "ok") if effort.is_reserved else badge(_("nog niet gereserveerd"), "warning")


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW)
def programme_list(request: HttpRequest) -> HttpResponse:
    """Programmes by area, the newest years first."""
    actor = policy.actor_of(request)
    sees_drafts = bool(policy.may_somewhere(actor, Permission.PLAN_COMMENT))
    form = forms.ProgrammeFilter(request.GET or None, sees_drafts=sees_drafts)
    rows = paging.page(
        queries.programmes(actor=actor, **form.wanted), after=request.GET.get("na", ""), order=("-from_year", "-id")
    )
    columns: list[Column[Any]] = [
        Column(_("Titel"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Gebied"), lambda row: row.work_area.name),
        Column(_("Jaren"), lambda row: row.years),
        Column(capfirst(_word("effort", plural=True)), lambda row: row.effort_count, numeric=True),
        Column(_("Geld"), lambda row: money.written(row.total_cents), numeric=True),
        Column(_("Stand"), state_badge),
    ]
    table: Table[Any] = Table(
        columns,
        rows,
        caption=capfirst(_word("programme", plural=True)),
        request=request,
        empty=_("Er is hier nog niets."),
    )
    manages = bool(policy.may_somewhere(actor, Permission.PLAN_MANAGE))
    return render(request, "plans/programmes.html", {"form": form, "table": table, "manages": manages})


# ── One programme ──────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.programme)
def programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What each partner does for which goal, the money, and with whom it was agreed."""
    if refusal := plan_pages.refused_unless(request, programme.thread_view_permission, on=programme):
        return refusal
    actor = policy.actor_of(request)
    insight = queries.insight(actor, programme)
    efforts = queries.efforts_of(programme)
    comments = queries.comments_of(programme, insider=insight.comments)
    waiting = queries.waiting_for(programme) if insight.manages else []
    titles = thread.titles_of([each.answer.about for each in waiting], for_actor=actor)
    return render(
        request,
        "plans/programme.html",
        {
            "programme": programme,
            "insight": insight,
            "badge": state_badge(programme),
            "facts": _facts(programme),
            "groups": [(group, _efforts_table(request, group)) for group in queries.by_goal(programme, efforts)],
            "partners": _money_table(request, queries.money_by_partner(efforts)),
            "total": sum(effort.amount_cents or 0 for effort in efforts),
            "reserved": sum(effort.amount_cents or 0 for effort in efforts if effort.is_reserved),
            "agreements": [
                (each, each.of_version < programme.version and not programme.is_adopted)
                for each in queries.agreements_of(programme)
            ],
            "comments": [(each, who_said(each), TAKEN_TONES[each.taken_over]) for each in comments],
            "open_count": sum(each.is_open for each in comments) if insight.manages else 0,
            "waiting": [(each, titles.get(each.answer.about, "")) for each in waiting],
            "trail": _above(),
        },
    )


def who_said(said: ProgrammeComment) -> str:
    """As everybody reads it: an organisation, or nobody's name."""
    return said.organisation.name if said.organisation else _("een medewerker")


def _facts(programme: Programme) -> list[tuple[str, Any]]:
    vision = programme.vision
    number = _(" (besluit %(number)s)") % {"number": programme.decision_number} if programme.decision_number else ""
    return [
        (capfirst(_word("work_area")), link(programme.work_area.get_absolute_url(), programme.work_area.name)),
        (_("Jaren"), programme.years),
        (_("Volgt uit"), link(vision.get_absolute_url(), f"{vision.title} ({vision.years})") if vision else ""),
        (_("Loopt door na de visie, omdat"), programme.outlives_because),
        (_("Vastgesteld op"), format_html("{}{}", day(programme.adopted_on), number) if programme.adopted_on else ""),
    ]


def _efforts_table(request: HttpRequest, group: queries.GoalEfforts) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Wat"), lambda row: link(row.get_absolute_url(), row.does), main=True),
        Column(_("Wie"), lambda row: row.organisation.name),
        Column(_("Wanneer"), _when),
        Column(_("Geld"), lambda row: money.written(row.amount_cents), numeric=True),
        Column(_("Gereserveerd"), money_badge),
    ]
    caption = f"{group.goal.number}. {group.goal.title}" if group.goal else _("Zonder doel uit de visie")
    return Table(
        columns, group.efforts, caption=caption, request=request, empty=_("Hiervoor staat nog niets in het programma.")
    )


def _money_table(request: HttpRequest, rows: list[queries.Money]) -> Table[Any] | None:
    columns: list[Column[Any]] = [
        Column(_("Partner"), lambda row: row.organisation.name, main=True),
        Column(_("Bedrag"), lambda row: money.written(row.amount_cents), numeric=True),
        Column(_("Waarvan gereserveerd"), lambda row: money.written(row.reserved_cents), numeric=True),
    ]
    return Table(columns, rows, caption=_("Geld per partner"), request=request) if rows else None


def _when(effort: Effort) -> str:
    if effort.from_year is None:
        return ""
    return (
        str(effort.from_year) if effort.from_year == effort.until_year else f"{effort.from_year} – {effort.until_year}"
    )


def _page(
    request: HttpRequest, programme: Programme, form: Any, *, title: str, submit: str, **context: Any
) -> HttpResponse:
    values = {"back": programme.get_absolute_url(), "trail": trail_of(programme), "lead": programme.title} | context
    return plan_pages.page(request, form, title=title, submit=submit, **values)


@needs(Permission.PLAN_MANAGE)
def start_programme(request: HttpRequest) -> HttpResponse:
    """A new programme, straight from a vision with `?visie=12`."""
    actor, number = policy.actor_of(request), request.GET.get("visie", "")
    wanted = Vision.objects.visible_to(actor).filter(pk=int(number)).first() if _is_number(number) else None
    form = forms.StartProgrammeForm(request.POST or None, actor=actor, vision=wanted)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            return redirect(programmes.start_programme(**form.cleaned_data, by=actor, at=clock.now()))
    above = _above()
    title = _("%(programme)s beginnen") % {"programme": capfirst(_word("programme"))}
    return plan_pages.page(request, form, title=title, submit=_("Begin"), back=above[0][1], trail=above)


def _is_number(words: str) -> bool:
    return words.isdecimal() and words.isascii() and len(words) < 19


@needs(Permission.PLAN_MANAGE, find=queries.programme)
def change_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = forms.ProgrammeForm(request.POST or None, initial=forms.ProgrammeForm.initial_of(programme))
    form.offer(WorkArea.objects.filter(pk=programme.work_area_id))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.change_programme(programme, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(programme)
    now = [(_("Titel"), form.current.title), (_("Tekst"), form.current.text)] if form.current else []
    return _page(request, programme, form, title=_("Wijzigen"), submit=_("Bewaar"), now=now)


# ── Agreeing and deciding ──────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.programme)
def agree(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A body or partner agrees; the body itself may, and who keeps the programme writes it down."""
    actor = policy.actor_of(request)
    manages = bool(policy.may(actor, Permission.PLAN_MANAGE, on=programme))
    if not manages and (refusal := plan_pages.refused_unless(request, Permission.PLAN_OWN, on=programme)):
        return refusal
    offered = Organisation.objects.active().filter(work_areas=programme.work_area).order_by("name")
    if not manages and isinstance(actor, Person):
        own = vision_queries.speaks_for(actor, work_area=programme.work_area)
        offered = offered.filter(pk__in=[each.pk for each in own])
    initial = {"agreed_on": clock.today()} | ({"name": actor.name} if not manages else {})
    form = forms.AgreeForm(request.POST or None, offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.agree(programme, **form.cleaned_data, by=actor, at=clock.now())
            messages.success(request, _("De instemming staat erbij."))
            return redirect(programme)
    return _page(request, programme, form, title=_("Instemmen"), submit=_("Leg de instemming vast"))


@needs(Permission.PLAN_MANAGE, find=queries.agreement)
def withdraw_agreement(request: HttpRequest, agreement: ProgrammeAgreement) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.withdraw_agreement(agreement, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(agreement.programme)
    title = _("%(name)s stemt niet meer in") % {"name": agreement.organisation.name}
    return _page(request, agreement.programme, form, title=title, submit=_("Haal weg"))


@needs(Permission.PLAN_ADOPT, find=queries.programme)
def adopt_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A decision. Without the residents it is warned about."""
    if refusal := plan_pages.refused_unless(request, programme.thread_view_permission, on=programme):
        return refusal
    form = forms.AdoptProgrammeForm(
        request.POST or None, initial={"adopted_on": clock.today(), "version": programme.version}
    )
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form, ask_at=programmes.NobodyAgreed):
            programmes.adopt_programme(programme, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het programma is vastgesteld. Wie op het geld ervan wachtte, krijgt bericht."))
            return redirect(programme)
    return _page(request, programme, form, title=_("Vaststellen"), submit=_("Leg het besluit vast"))


@needs(Permission.PLAN_MANAGE, find=queries.programme)
@require_POST
def move_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    form, actor = forms.MoveProgrammeForm(request.POST), policy.actor_of(request)
    state = ProgrammeState(form.cleaned_data["state"] if form.is_valid() else programme.state)
    return pages.press(
        request, lambda: programmes.move_programme(programme, state=state, by=actor, at=clock.now()), to=programme
    )


# ── Efforts ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.effort)
def effort(request: HttpRequest, effort: Effort) -> HttpResponse:
    """What a partner does, for which goal, the money, what waits for it, and the thread through it."""
    if refusal := plan_pages.refused_unless(request, effort.thread_view_permission, on=effort):
        return refusal
    actor = policy.actor_of(request)
    insight = queries.insight(actor, effort.programme)
    waiting = queries.waiting_for(effort) if insight.manages else []
    titles = thread.titles_of([each.answer.about for each in waiting], for_actor=actor)
    return render(
        request,
        "plans/effort.html",
        {
            "effort": effort,
            "programme": effort.programme,
            "insight": insight,
            "plans_items": bool(policy.may(actor, Permission.AGENDA_MANAGE, on=effort)),
            "facts": _effort_facts(effort),
            "waiting": [(each, titles.get(each.answer.about, "")) for each in waiting],
            "trail": trail_of(effort.programme),
        },
    )


def _effort_facts(effort: Effort) -> list[tuple[str, Any]]:
    programme, goal = effort.programme, effort.goal
    return [
        (_("Wie"), effort.organisation.name),
        (_("Wanneer"), _when(effort) or programme.years),
        (
            _("Geld"),
            format_html("{} {}", money.written(effort.amount_cents), money_badge(effort))
            if effort.amount_cents
            else "",
        ),
        (_("Gereserveerd op"), day(effort.reserved_on)),
        (capfirst(_word("goal")), link(goal.get_absolute_url(), goal.title) if goal else ""),
        (capfirst(_word("programme")), link(programme.get_absolute_url(), programme.title)),
    ]


@needs(Permission.PLAN_MANAGE, find=queries.programme)
def add_effort(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What a partner will do; straight for a goal with `?doel=3`."""
    number = request.GET.get("doel", "")
    form = forms.EffortForm(
        request.POST or None, programme=programme, initial={"goal": number} if _is_number(number) else {}
    )
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = dict(form.cleaned_data)
            values.pop("version")
            made = programmes.add_effort(programme, **values, by=policy.actor_of(request), at=clock.now())
            return redirect(made if made.amount_cents else programme)
    title = _("%(effort)s toevoegen") % {"effort": capfirst(_word("effort"))}
    return _page(request, programme, form, title=title, submit=_("Voeg toe"))


def _effort_page(
    request: HttpRequest, effort: Effort, form: Any, *, title: str, submit: str, **context: Any
) -> HttpResponse:
    trail = [*trail_of(effort.programme), (effort.does, effort.get_absolute_url())]
    values = {"back": effort.get_absolute_url(), "trail": trail, "lead": effort.does} | context
    return plan_pages.page(request, form, title=title, submit=submit, **values)


@needs(Permission.PLAN_MANAGE, find=queries.effort)
def change_effort(request: HttpRequest, effort: Effort) -> HttpResponse:
    form = forms.EffortForm(
        request.POST or None, programme=effort.programme, initial=forms.EffortForm.initial_of(effort)
    )
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.change_effort(effort, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(effort)
    now = []
    if form.current:
        now = [(_("Wat"), form.current.does), (_("Geld"), money.written(form.current.amount_cents))]
    return _effort_page(request, effort, form, title=_("Wijzigen"), submit=_("Bewaar"), now=now)


@needs(Permission.PLAN_MANAGE, find=queries.effort)
def remove_effort(request: HttpRequest, effort: Effort) -> HttpResponse:
    form, programme = WhyForm(request.POST or None), effort.programme
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.remove_effort(effort, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De inspanning is weg. Wie erop wachtte, krijgt bericht."))
            return redirect(programme)
    return _effort_page(request, effort, form, title=_("Inspanning weghalen"), submit=_("Haal weg"))


@needs(Permission.PLAN_MANAGE, find=queries.effort)
def reserve_money(request: HttpRequest, effort: Effort) -> HttpResponse:
    """The money is there: each idea that waited for it comes back by itself."""
    initial = {"reserved_on": clock.today(), "amount_cents": effort.amount_cents, "version": effort.version}
    form = forms.ReserveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form, ask_at=programmes.TooLittleMoney):
            programmes.reserve_money(effort, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het geld is gereserveerd. Wie erop wachtte, krijgt bericht."))
            return redirect(effort)
    return _effort_page(request, effort, form, title=_("Geld reserveren"), submit=_("Het geld is gereserveerd"))


@needs(Permission.PLAN_MANAGE, find=queries.effort)
def release_money(request: HttpRequest, effort: Effort) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.release_money(effort, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(effort)
    return _effort_page(request, effort, form, title=_("Reservering vervalt"), submit=_("De reservering vervalt"))


@needs(Permission.PLAN_MANAGE, find=queries.effort)
def wait_for_money(request: HttpRequest, effort: Effort) -> HttpResponse:
    """Which idea of a resident, or project of their plan, waits for this money."""
    actor = policy.actor_of(request)
    conditions = queries.conditions_on_money(effort.programme, actor=actor)
    titles = thread.titles_of([each.answer.about for each in conditions], for_actor=actor)
    form = forms.WaitForm(request.POST or None, conditions=conditions, titles=titles)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            programmes.wait_for_money(effort, form.chosen, by=actor, at=clock.now())
            messages.success(
                request, _("Is dit geld gereserveerd, dan komt dit vanzelf terug en krijgt de melder bericht.")
            )
            return redirect(effort)
    return _effort_page(
        request,
        effort,
        form,
        title=_("Wie wacht op dit geld?"),
        submit=_("Wacht op dit geld"),
        template="plans/effort_wait.html",
        conditions=conditions,
    )
