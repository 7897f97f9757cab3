"""Objections: writing one down, the list of those that wait, one of them, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.forms import objections as forms
from wijkwerk.domain.budgets.models import Decision, Objection
from wijkwerk.domain.budgets.operations import objections as operations
from wijkwerk.domain.budgets.queries import decisions, deliberations
from wijkwerk.domain.budgets.queries import objections as queries
from wijkwerk.domain.budgets.views.deliberations import by_who_decides, kept_out, person_of
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, components, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.pages import deed_page, done, form_page, posted
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.privacy import operations as privacy


@needs(Permission.APPLICATION_VIEW)
def objection_list(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the first that must be decided at the top."""
    actor, today = policy.actor_of(request), clock.today()
    form = forms.ObjectionFilter(request.GET or None)
    shows = form.cleaned_data["toont"] if form.is_valid() else ""
    columns: list[Column[Any]] = [
        Column(_("Aanvraag"), lambda each: link(each.get_absolute_url(), _titled(each)), main=True),
        Column(_("Gebied"), lambda each: each.decision.application.work_area or _("de hele gemeente")),
        Column(_("Van"), lambda each: each.get_objector_display()),
        Column(_("Binnen op"), lambda each: day(each.received_on), sort="binnen", order=("received_on", "id")),
        Column(_("Beslissen uiterlijk"), lambda each: day(each.decide_by), sort="uiterlijk", order=("decide_by", "id")),
        Column(_("Stand"), lambda each: _stand(each, today)),
    ]
    sorting = components.sorting(request, columns, default="uiterlijk")
    rows = queries.objections_visible_to(actor, on=today, shows=shows)
    page = paging.page(rows, after=request.GET.get("na", ""), order=sorting.order)
    table = Table(
        columns, page, caption=_("Bezwaren"), request=request, sorting=sorting, empty=_("Er is geen bezwaar.")
    )
    return render(request, "budgets/objections/list.html", {"form": form, "table": table})


def _titled(objection: Objection) -> str:
    application = objection.decision.application
    return f"{application.number} {application.title}"


def _stand(objection: Objection, today: Any) -> Any:
    if objection.is_late(today):
        return badge(_("te laat"), tone="danger")
    return badge(objection.stand, tone=objection.tone)


@needs(Permission.APPLICATION_VIEW, find=queries.objection)
def objection(request: HttpRequest, objection: Objection) -> HttpResponse:
    """What somebody has against the decision, whether it was in time, and until when there must be a decision on it."""
    decision, application = objection.decision, objection.decision.application
    if page := kept_out(request, application):
        return page
    actor = policy.actor_of(request)
    sees_who = bool(policy.may(actor, Permission.APPLICATION_VIEW_APPLICANT, on=application))
    if sees_who:
        privacy.log_reading(
            application, by=actor, at=clock.now(), why=_("Bekeek een bezwaar, met de naam van wie het maakte.")
        )
    in_time = queries.came_in_time(objection)
    context = {
        "objection": objection,
        "application": application,
        "decision": decision,
        "in_time": in_time,
        "stand": _stand(objection, clock.today()),
        "facts": [
            (_("Besluit"), decision.get_outcome_display()),
            (_("Bekendgemaakt op"), day(decision.announced_on)),
            (_("Van"), _who(objection, sees_who=sees_who)),
            (_("Binnengekomen op"), day(objection.received_on)),
            (_("Hoe"), objection.get_way_display()),
            (_("Poststempel"), day(objection.posted_on) if objection.posted_on else ""),
            (_("Laatste dag voor bezwaar"), day(objection.object_until)),
            (_("Commissie"), _("adviseert over dit bezwaar") if objection.with_committee else ""),
            (_("Beslissen uiterlijk"), day(objection.decide_by)),
            (_("Verlengd op"), day(objection.extended_at) if objection.extended_at else ""),
            (_("Opgeschreven door"), objection.registered_by.name if objection.registered_by else ""),
        ],
        "enters": bool(policy.may(actor, Permission.APPLICATION_FOR_RESIDENT, on=objection)),
        "decides": bool(decisions.decides(actor, application, deliberations.ways_for(application))),
        "is_own_decision": decision.decided_by_id is not None and decision.decided_by_id == actor.id,
    }
    return render(request, "budgets/objections/objection.html", context)


def _who(objection: Objection, *, sees_who: bool) -> str:
    who = str(objection.get_objector_display())
    if not sees_who:
        return who
    if objection.is_of_applicant:
        return f"{who}, {objection.decision.application.applicant_name}".rstrip(", ")
    return ", ".join(filter(None, [objection.name, objection.reply_address]))


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.decision_of)
def register(request: HttpRequest, decision: Decision) -> HttpResponse:
    application = decision.application
    if page := kept_out(request, application):
        return page
    form = forms.ObjectionForm(posted(request), initial={"received_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.register_objection(decision, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Het bezwaar staat erbij. Wie bezwaar maakte krijgt bericht dat het er is."), made)
    until = queries.last_day_to_object(decision, on=clock.today())
    return form_page(
        request,
        form,
        _("Bezwaar opschrijven"),
        back=decision.get_absolute_url(),
        back_to=_("Besluit over %(number)s") % {"number": application.number},
        submit=_("Schrijf het bezwaar op"),
        note=_("Laatste dag voor bezwaar: %(day)s.") % {"day": date_format(until, "j F Y")},
    )


def _deed_page(
    request: HttpRequest,
    objection: Objection,
    form: Any,
    do: Callable[..., object],
    *,
    title: str,
    submit: str,
    words: str,
    note: str = "",
) -> HttpResponse:
    if page := kept_out(request, objection.decision.application):
        return page
    return deed_page(
        request,
        form,
        title,
        lambda values: do(objection, **values, by=person_of(request), at=clock.now()),
        words=words,
        back=objection.get_absolute_url(),
        back_to=_("Bezwaar bij %(number)s") % {"number": objection.decision.application.number},
        submit=submit,
        note=note,
    )


@needs(Permission.GRANT_DECIDE, find=queries.objection)
@by_who_decides
def extend(request: HttpRequest, objection: Objection) -> HttpResponse:
    return _deed_page(
        request,
        objection,
        forms.WhyForm(posted(request)),
        operations.extend_objection,
        title=_("Zes weken langer"),
        submit=_("Neem zes weken langer"),
        words=_("Er is zes weken langer tijd. Wie bezwaar maakte krijgt bericht."),
        note=_("De wet laat dit één keer toe, voor de tijd om is."),
    )


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.objection)
def withdraw(request: HttpRequest, objection: Objection) -> HttpResponse:
    return _deed_page(
        request,
        objection,
        forms.WithdrawForm(posted(request)),
        operations.withdraw_objection,
        title=_("Bezwaar intrekken"),
        submit=_("Schrijf op dat het is ingetrokken"),
        words=_("Het bezwaar is ingetrokken. Wie bezwaar maakte krijgt daar bericht van."),
        note=_("Alleen als wie bezwaar maakte dat heeft laten weten."),
    )


@needs(Permission.GRANT_DECIDE, find=queries.objection)
@by_who_decides
def decide(request: HttpRequest, objection: Objection) -> HttpResponse:
    return _deed_page(
        request,
        objection,
        forms.DecideForm(posted(request)),
        operations.decide_objection,
        title=_("Beslissen over het bezwaar"),
        submit=_("Beslis over het bezwaar"),
        words=_("Over het bezwaar is beslist. Wie bezwaar maakte krijgt bericht."),
        note=_("Verandert het besluit? Dan komt de aanvraag terug en beslist u daarna opnieuw."),
    )
