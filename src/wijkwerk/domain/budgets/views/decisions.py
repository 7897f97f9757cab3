"""Pages of decisions: one with its three names, making it ready, publishing one or many, its letter, its conditions."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import decisions as forms
from wijkwerk.domain.budgets.models import Application, Balance, Decision
from wijkwerk.domain.budgets.operations import decision_conditions as conditions
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.operations import granting, sharing
from wijkwerk.domain.budgets.operations.deliberations import HANDLED, NotHandledNow
from wijkwerk.domain.budgets.queries import applications, checks, decision_letters, deliberations, objections
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries.rules import WhoDecides
from wijkwerk.domain.budgets.views.by_link import by_link
from wijkwerk.domain.budgets.views.deliberations import by_who_decides, kept_out, person_of
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, documents, paging
from wijkwerk.foundation.kit.components import Column, Select, Table, badge, day, link
from wijkwerk.foundation.kit.documents.written import Document
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.pages import done, form_page, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.kit.things import ref


# ── One decision ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_VIEW, find=applications.application)
def decision(request: HttpRequest, application: Application) -> HttpResponse:
    """What was decided, by whom, what it waits for; or the draft, for who decides. What was said in between only for
    who has no interest."""
    actor = policy.actor_of(request)
    if page := kept_out(request, application):
        return page
    ways = deliberations.ways_for(application)
    current, published = queries.standing_on(application), queries.published_on(application)
    handles = bool(policy.may(actor, Permission.APPLICATION_HANDLE, on=application))
    decides = bool(queries.decides(actor, application, ways))
    draft = queries.draft_on(application) if handles or decides else None
    context = {
        "application": application,
        "current": current,
        "answer": thread.current_answer(application) if current is not None else None,
        "objections": objections.objections_on(application),
        "history": [each for each in published if current is None or each.pk != current.pk],
        "draft": draft,
        "grant": queries.grant_of(application),
        "names": queries.names_of(application, current or next(iter(published), None)),
        "who_decides": queries.who_decides_in_words(ways) if ways is not None else "",
        "ways": ways,
        "advices": deliberations.advices_on(application),
        "talks": deliberations.deliberations_about(application),
        "handles": handles,
        "advises": bool(policy.may(actor, Permission.APPLICATION_ADVISE, on=application)),
        "decides": decides,
        "may_publish": queries.may_publish(actor, application, ways),
        "may_read_along": draft is not None and draft.prepared_by_id != actor.id,
        "is_handled": application.state in HANDLED,
        "enters": bool(policy.may(actor, Permission.APPLICATION_FOR_RESIDENT, on=application)),
        "today": clock.today(),
    }
    return render(request, "budgets/decisions/decision.html", context)


@needs(Permission.GRANT_DECIDE, find=applications.application)
@by_who_decides
def prepare(request: HttpRequest, application: Application) -> HttpResponse:
    """Make it ready; who decides may publish it at once."""
    if page := kept_out(request, application):
        return page
    if application.state not in HANDLED:
        messages.info(request, NotHandledNow.message)
        return redirect(_page_of(application))
    actor, now = policy.actor_of(request), clock.now()
    ways, draft = deliberations.ways_for(application), queries.draft_on(application)
    pots = queries.pots_for(application, at=now)
    advices = deliberations.advices_on(application)
    form = forms.DecisionForm(
        posted(request),
        about=application,
        pots=pots,
        left=dict(Balance.objects.filter(pot__in=pots).values_list("pot_id", "left_cents")),
        rounds=queries.rounds_after(application, at=now),
        has_advice=bool(advices) or bool(ways and ways.committee_role in ("advises", "binds")),
        initial=_initial(application, draft, ways),
    )
    at_once = "meteen" in request.POST
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            if at_once:
                operations.decide(application, **form.cleaned_data, by=person_of(request), at=now)
                return done(request, _("Het besluit is bekendgemaakt. De aanvrager krijgt bericht."), application)
            operations.prepare_decision(application, **form.cleaned_data, by=actor, at=now)
            return done(request, _("Het besluit staat klaar. De aanvrager weet nog van niets."), _page_of(application))
    context = {
        "application": application,
        "form": form,
        "advices": advices,
        "ways": ways,
        "who_decides": queries.who_decides_in_words(ways) if ways is not None else "",
        "may_publish": queries.may_publish(actor, application, ways),
        "most": applications.most_for(application),
        "verdict": checks.verdict_on(application),
        "objections": objections.objections_on(application),
        "today": clock.today(),
    }
    status = 422 if form.errors and request.htmx else 200  # type: ignore[attr-defined]
    return render(request, "budgets/decisions/prepare.html", context, status=status)


def _initial(application: Application, draft: Decision | None, ways: WhoDecides | None) -> dict[str, Any]:
    """As it stands ready; else what a committee decided or advised."""
    initial = forms.DecisionForm.initial_of(draft)
    if draft is None and ways is not None and ways.committee is not None:
        told: Any = queries.last_deliberation_that_decided(application, ways.committee)
        told = told or deliberations.committee_advice_on(application, ways.committee)
        if told is not None:
            initial |= {"outcome": told.verdict, "amount_cents": told.amount_cents or None, "reason": told.words}
    return initial


def _page_of(application: Application) -> str:
    return reverse("budgets:decision", args=[application.pk])


@needs(Permission.GRANT_DECIDE, find=applications.application)
@by_who_decides
def publish(request: HttpRequest, application: Application) -> HttpResponse:
    """The draft goes out, with the date of the letter."""
    if page := kept_out(request, application):
        return page
    draft = _draft(application)
    form = forms.PublishForm(posted(request), initial={"announced_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.publish_decisions([draft], **form.cleaned_data, by=person_of(request), at=clock.now())
            return done(request, _("Het besluit is bekendgemaakt. De aanvrager krijgt bericht."), application)
    return _form(request, form, _("Besluit bekendmaken"), application, submit=_("Maak bekend"))


@needs(Permission.GRANT_DECIDE, find=applications.application)
@require_POST
@by_who_decides
def look_along(request: HttpRequest, application: Application) -> HttpResponse:
    """A second pair of eyes."""
    if page := kept_out(request, application):
        return page
    draft = _draft(application)
    return press(
        request,
        lambda: operations.look_along(draft, by=person_of(request), at=clock.now()),
        _("U hebt dit besluit nagelezen."),
        to=_page_of(application),
    )


@needs(Permission.GRANT_DECIDE, find=applications.application)
@require_POST
@by_who_decides
def drop_draft(request: HttpRequest, application: Application) -> HttpResponse:
    draft = _draft(application)
    return press(
        request,
        lambda: operations.drop_draft(draft, **policy.deed(request)),
        _("Het klaargezette besluit is weg."),
        to=_page_of(application),
    )


def _draft(application: Application) -> Decision:
    draft = queries.draft_on(application)
    if draft is None:
        raise Http404
    return draft


# ── The letter ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.GRANT_DECIDE, find=applications.application)
@by_who_decides
def letter_draft(request: HttpRequest, application: Application) -> HttpResponse:
    """How the letter will be, before anybody gets it."""
    if page := kept_out(request, application):
        return page
    ways = deliberations.ways_for(application)
    if ways is None:
        raise Http404
    preview = decision_letters.preview_of(_draft(application), ways, by=person_of(request), on=clock.today())
    return _pdf(preview, application)


def _decision_of(pk: int, decision_pk: int) -> Application:
    """For the guard: the decision itself is looked up once it is known that the application may be seen."""
    return applications.application(pk)


@needs(Permission.APPLICATION_VIEW, find=_decision_of)
def letter(request: HttpRequest, application: Application) -> HttpResponse:
    """As it was sent; with name and address for who may know them."""
    found = _published(application, _part(request, "decision_pk"))
    sees = policy.may(policy.actor_of(request), Permission.APPLICATION_VIEW_APPLICANT, on=application)
    return _pdf(found.document, application, is_addressed=bool(sees))


@by_link
def own_letter(request: HttpRequest, application: Application, decision_pk: int) -> HttpResponse:
    return _pdf(_published(application, decision_pk).document, application, is_addressed=True)


def _published(application: Application, pk: int) -> Decision:
    found: Decision | None = (
        Decision.objects.published().filter(application=application, pk=pk, is_erased=False).first()
    )
    if found is None:
        raise Http404
    found.application = application
    return found


def _part(request: HttpRequest, name: str) -> int:
    match = request.resolver_match
    return int(match.kwargs[name]) if match else 0


def _pdf(document: Document, application: Application, *, is_addressed: bool = False) -> HttpResponse:
    name = _("Besluit %(number)s") % {"number": application.number}
    made = decision_letters.pdf_of(document, to=application if is_addressed else None)
    return documents.answer(made, name=name, kind="pdf")


# ── Many together ──────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.GRANT_DECIDE)
def draft_list(request: HttpRequest) -> HttpResponse:
    """What stands ready, with what it comes to and whether there is enough for it."""
    return _drafts_page(request, forms.PublishForm(initial={"announced_on": clock.today()}))


@needs(Permission.GRANT_DECIDE)
@require_POST
def publish_together(request: HttpRequest) -> HttpResponse:
    """All that are ticked, or none."""
    actor = policy.actor_of(request)
    form = forms.PublishForm(request.POST)
    chosen = {int(number) for number in request.POST.getlist("besluit") if number.isdecimal() and len(number) < 19}
    if form.is_valid():
        with refusals_shown_in(form):
            drafts = list(queries.drafts_for(actor).filter(pk__in=chosen))
            count = len(
                operations.publish_decisions(drafts, **form.cleaned_data, by=person_of(request), at=clock.now())
            )
            words = ngettext(
                "%(count)s besluit is bekendgemaakt.", "%(count)s besluiten zijn bekendgemaakt.", count
            ) % {"count": count}
            messages.success(request, words)
            return redirect("budgets:drafts")
    return _drafts_page(request, form)


def _narrowed(request: HttpRequest, narrow: forms.DraftsFilter) -> tuple[QuerySet[Decision], dict[str, int]]:
    """The drafts that the filter leaves, and the numbers of the fund and the round that it names."""
    wanted = narrow.cleaned_data if narrow.is_valid() else {}
    numbers = {name: wanted[name].pk for name in ("budget", "ronde") if wanted.get(name)}
    actor = policy.actor_of(request)
    return queries.drafts_for(actor, fund_id=numbers.get("budget"), round_id=numbers.get("ronde")), numbers


def _drafts_page(request: HttpRequest, form: forms.PublishForm) -> HttpResponse:
    narrow = forms.DraftsFilter(request.GET)
    drafts, numbers = _narrowed(request, narrow)
    page = paging.page(drafts, after=request.GET.get("na", ""), order=("prepared_at", "id"), size=100)
    columns: list[Column[Any]] = [
        Column(
            _("Aanvraag"),
            lambda row: link(row.get_absolute_url(), f"{row.application.number} {row.application.title}"),
            main=True,
        ),
        Column(_("Besluit"), lambda row: badge(row.get_outcome_display(), row.tone)),
        Column(_("Bedrag"), lambda row: written(row.amount_cents) if row.amount_cents else "", numeric=True),
        Column(_("Uit"), lambda row: row.pot or ""),
        Column(_("Klaargezet door"), lambda row: row.prepared_by.name if row.prepared_by else ""),
        Column(_("Nagelezen door"), lambda row: row.second_by.name if row.second_by else ""),
    ]
    select: Select[Any] = Select(value=lambda row: row.pk, label=lambda row: row.application.title, name="besluit")
    context = {
        "table": Table(
            columns,
            page,
            caption=_("Klaargezette besluiten"),
            request=request,
            select=select,
            empty=_("Er staan geen besluiten klaar."),
        ),
        "filters": narrow,
        "form": form,
        "sums": (sums := queries.together(drafts)),
        "is_short": any(each.short_cents for each in sums),
        "numbers": numbers,
        "waiting": queries.waiting_for(policy.actor_of(request)).count(),
    }
    return render(request, "budgets/decisions/drafts.html", context)


@needs(Permission.GRANT_DECIDE)
@require_POST
def share_out(request: HttpRequest) -> HttpResponse:
    """Too little for all: as the rules say; the drafts change, and nobody outside hears of it yet."""
    drafts, numbers = _narrowed(request, forms.DraftsFilter(request.POST))
    words = _("Verdeeld volgens de regels. Lees de besluiten na en maak ze dan bekend.")
    back = reverse("budgets:drafts")
    if numbers:
        back += f"?{urlencode(numbers)}"
    return press(request, lambda: sharing.share_out(drafts, **policy.deed(request)), words, to=back)


@needs(Permission.GRANT_DECIDE)
def waiting_list(request: HttpRequest) -> HttpResponse:
    """A yes on condition that is not final yet."""
    columns: list[Column[Any]] = [
        Column(
            _("Aanvraag"),
            lambda row: link(row.get_absolute_url(), f"{row.application.number} {row.application.title}"),
            main=True,
        ),
        Column(_("Wacht op"), lambda row: _waits_for(row, clock.today())),
        Column(_("Bedrag"), lambda row: written(row.amount_cents), numeric=True),
        Column(_("Besloten"), lambda row: day(row.decided_at)),
    ]
    waiting = queries.waiting_for(policy.actor_of(request))
    rows = paging.page(waiting, after=request.GET.get("na", ""), order=("decided_at", "id"))
    table = Table(
        columns, rows, caption=_("Ja, op voorwaarde"), request=request, empty=_("Er wacht niets op een voorwaarde.")
    )
    return render(request, "budgets/decisions/waiting.html", {"table": table})


def _waits_for(row: Decision, today: date) -> SafeString:
    """What is still needed, from whom and by when."""
    open_ones = [each for each in row.answer.conditions.all() if each.is_open] if row.answer is not None else []
    words = _("%(what)s, van %(whom)s, uiterlijk")
    lines = [
        (
            words % {"what": each.what, "whom": each.from_whom},
            day(each.by_when),
            badge(_("te laat"), tone="danger") if each.by_when < today else "",
        )
        for each in open_ones
    ]
    return format_html_join(mark_safe("<br>"), "{} {} {}", lines)


# ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_condition(pk: int, condition_pk: int) -> Application:
    """For the guard: the condition itself is looked up once it is known that the application may be handled."""
    return applications.application(pk)


@needs(Permission.APPLICATION_HANDLE, find=_of_condition)
def meet_condition(request: HttpRequest, application: Application) -> HttpResponse:
    """What was needed is there; with the last one it is final."""
    waiting, condition = _waiting(request, application)
    form = forms.MetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            after = conditions.meet_condition(waiting, condition, **form.cleaned_data, **policy.deed(request))
            words = _("De voorwaarde is vervuld.")
            if after.final_at is not None:
                words = _("Alle voorwaarden zijn vervuld: de toekenning is definitief en de aanvrager heeft bericht.")
            return done(request, words, _page_of(application))
    return _form(request, form, _("Voorwaarde is vervuld"), application, note=condition.what, submit=_("Ja, vervuld"))


@needs(Permission.APPLICATION_HANDLE, find=_of_condition)
def change_condition_day(request: HttpRequest, application: Application) -> HttpResponse:
    waiting, condition = _waiting(request, application)
    form = forms.ConditionDayForm(posted(request), initial={"by_when": condition.by_when})
    if form.is_valid():
        with refusals_shown_in(form):
            conditions.change_condition_day(waiting, condition, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De nieuwe dag staat. De aanvrager heeft bericht."), _page_of(application))
    return _form(request, form, _("Andere dag voor deze voorwaarde"), application, note=condition.what)


@needs(Permission.APPLICATION_HANDLE, find=_of_condition)
def lapse_condition(request: HttpRequest, application: Application) -> HttpResponse:
    waiting, condition = _waiting(request, application)
    form = forms.ReasonForm(posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            conditions.lapse_condition(waiting, condition, **form.cleaned_data, **policy.deed(request))
            words = _("De voorwaarde is vervallen en het geld is weer vrij. Besluit opnieuw; de aanvrager weet ervan.")
            return done(request, words, _page_of(application))
    title, submit = _("Dit gaat niet door"), _("Laat de voorwaarde vervallen")
    return _form(request, form, title, application, note=condition.what, submit=submit)


def _waiting(request: HttpRequest, application: Application) -> tuple[Decision, Condition]:
    current = queries.standing_on(application)
    try:
        condition = thread.condition(_part(request, "condition_pk"))
    except Condition.DoesNotExist as missing:
        raise Http404 from missing
    if current is None or condition.answer.about != ref(application):
        raise Http404
    return current, condition


# ── Again, and back ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.GRANT_DECIDE, find=applications.application)
@by_who_decides
def decide_again(request: HttpRequest, application: Application) -> HttpResponse:
    """After an objection, or because something was wrong."""
    form = forms.ReasonForm(posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            operations.decide_again(application, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Het besluit geldt niet meer. De aanvrager heeft bericht."), _page_of(application))
    note = _("Bijvoorbeeld na een bezwaar. Het besluit van nu blijft te zien, maar geldt niet meer.")
    return _form(request, form, _("Opnieuw beslissen"), application, note=note, submit=_("Beslis opnieuw"))


@needs(Permission.GRANT_DECIDE, find=applications.application)
@by_who_decides
def withdraw_grant(request: HttpRequest, application: Application) -> HttpResponse:
    found = queries.grant_of(application)
    if found is None:
        raise Http404
    form = forms.ReasonForm(posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            granting.withdraw_grant(found, **form.cleaned_data, **policy.deed(request))
            words = _("De toekenning is ingetrokken en het geld is weer vrij. De aanvrager heeft bericht.")
            return done(request, words, _page_of(application))
    return _form(request, form, _("Toekenning intrekken"), application, submit=_("Trek in"))


def _form(
    request: HttpRequest, form: Any, title: str, application: Application, *, note: str = "", submit: str = ""
) -> HttpResponse:
    back_to = _("Besluit over %(number)s") % {"number": application.number}
    return form_page(request, form, title, back=_page_of(application), back_to=back_to, note=note, submit=submit)
