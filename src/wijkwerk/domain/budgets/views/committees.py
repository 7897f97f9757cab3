"""Pages of committees: which there are, what they do, who sits in them, what lies before them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import committees as forms
from wijkwerk.domain.budgets.models import Committee, CommitteeMember, Deliberation, Majority, OnTie
from wijkwerk.domain.budgets.operations import committees as operations
from wijkwerk.domain.budgets.queries import applications, deliberations
from wijkwerk.domain.budgets.queries import committees as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.pages import done, form_page, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.FUND_VIEW)
def committee_list(request: HttpRequest) -> HttpResponse:
    """Who advises and decides about money, without names: for everybody."""
    actor, today = policy.actor_of(request), clock.today()
    mine = set(queries.committees_of(actor, on=today).values_list("pk", flat=True))
    columns: list[Column[Any]] = [
        Column(_("Commissie"), lambda row: link(row.get_absolute_url(), row.name), main=True),
        Column(_("Voor"), _areas_of),
        Column(_("Hoort bij"), lambda row: row.organisation or _("de gemeente")),
        Column(_("Stand"), lambda row: _mark(row, mine)),
    ]
    rows = paging.page(queries.committees(), after=request.GET.get("na", ""), order=("name", "id"))
    table = Table(columns, rows, caption=_("Commissies"), request=request, empty=_("Er zijn nog geen commissies."))
    manages = bool(policy.may_somewhere(actor, Permission.FUND_MANAGE))
    return render(request, "budgets/committees/list.html", {"table": table, "manages": manages})


def _areas_of(committee: Committee) -> str:
    return ", ".join(area.name for area in committee.work_areas.all()) or _("de hele gemeente")


def _mark(committee: Committee, mine: set[int]) -> SafeString | str:
    if not committee.is_standing(clock.today()):
        return badge(_("opgeheven"))
    return badge(_("u bent lid"), "info") if committee.pk in mine else badge(_("in functie"))


@needs(Permission.FUND_VIEW, find=queries.committee)
def committee(request: HttpRequest, committee: Committee) -> HttpResponse:
    """What it is for and how it votes, for everybody; names and what lies before it for who works with it."""
    actor, today = policy.actor_of(request), clock.today()
    sits = queries.sits_in(committee, actor, on=today)
    sees_names = sits or bool(policy.may_somewhere(actor, Permission.PEOPLE_VIEW))
    takes_part = sits or bool(policy.may_somewhere(actor, Permission.APPLICATION_ADVISE))
    manages = bool(policy.may_somewhere(actor, Permission.FUND_MANAGE))
    context: dict[str, Any] = {
        "committee": committee,
        "facts": _facts(committee),
        "manages": manages,
        "is_standing": committee.is_standing(today),
        "count": len(queries.members_of(committee, on=today)),
        "sees_names": sees_names,
    }
    if sees_names:
        context["members"] = queries.members_of(committee, on=today)
        context["others"] = queries.other_members_of(committee, on=today)
    if takes_part:
        context["going_on"] = _talks(request, committee, is_open=True)
        context["over"] = _talks(request, committee, is_open=False)
    return render(request, "budgets/committees/committee.html", context)


def _facts(committee: Committee) -> list[tuple[str, str]]:
    quorum = _("ten minste %(n)s") % {"n": committee.quorum}
    if committee.quorum_permille is not None:
        quorum = f"{quorum} {forms.words_of_quorum(committee.quorum_permille)}"
    return [
        (_("Voor"), _areas_of(committee)),
        (_("Hoort bij"), str(committee.organisation or _("de gemeente"))),
        (_("Leden hooguit"), str(committee.most_members or "")),
        (_("Termijn"), _("hooguit %(n)s jaar") % {"n": committee.term_years} if committee.term_years else ""),
        (_("Lid hooguit"), _("%(n)s keer") % {"n": committee.most_terms} if committee.most_terms else ""),
        (_("Nodig om te stemmen"), quorum),
        (_("Aangenomen met"), str(Majority(committee.majority).label)),
        (_("Bij evenveel stemmen"), str(OnTie(committee.on_tie).label)),
    ]


def _talks(request: HttpRequest, committee: Committee, *, is_open: bool) -> Table[Any]:
    """Of applications that this reader may see, but those in which they have an interest: of these nothing is seen.
    What is over goes on on next pages."""
    after = "" if is_open else request.GET.get("na", "")
    actor = policy.actor_of(request)
    rows = deliberations.open_deliberations_of(committee)
    if not is_open:
        rows = deliberations.closed_deliberations_of(committee)
    visible = applications.applications_visible_to(actor, on=clock.today()).order_by().values("pk")
    seen = deliberations.without_interests_of(rows.filter(application__in=visible), actor.id)
    # who advises or sits at the table reads what is said there; who only pays or takes in sees that it lies before
    reads = bool(actor.reach(Permission.APPLICATION_ADVISE)) or ("person", actor.id) in committee.access_parties()
    when: Column[Any] = Column(_("Sinds"), lambda row: day(row.opened_at))
    if not is_open:
        when = Column(_("Afgerond"), lambda row: day(row.closed_at))
    columns: list[Column[Any]] = [
        Column(
            _("Aanvraag"), lambda row: link(row.get_absolute_url(), _title(row)) if reads else _title(row), main=True
        ),
        Column(_("Gebied"), lambda row: row.application.work_area or _("de hele gemeente")),
        Column(_("Gevraagd"), lambda row: written(row.application.asked_cents), numeric=True),
        Column(_("Voorstel"), _proposal),
        when,
    ]
    caption = _("Ligt nu voor") if is_open else _("Afgerond")
    empty = _("Er ligt nu geen aanvraag voor.") if is_open else _("Er is nog niets afgerond.")
    page = paging.page(seen, after=after, order=("opened_at", "id") if is_open else ("-closed_at", "-id"))
    return Table(columns, page, caption=caption, request=request, empty=empty)


def _title(deliberation: Deliberation) -> str:
    return f"{deliberation.application.number} {deliberation.application.title}"


def _proposal(deliberation: Deliberation) -> str:
    words = deliberation.get_verdict_display()
    return f"{words}: {written(deliberation.amount_cents)}" if deliberation.amount_cents else str(words)


# ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_MANAGE)
def found_committee(request: HttpRequest) -> HttpResponse:
    form = forms.CommitteeForm(posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.found_committee(**form.cleaned_data, **policy.deed(request))
            return done(request, _("De commissie staat er. Voeg nu de leden toe."), made)
    back = reverse("budgets:committees")
    return form_page(request, form, _("Nieuwe commissie"), back=back, back_to=_("Commissies"))


@needs(Permission.FUND_MANAGE, find=queries.committee)
def change_committee(request: HttpRequest, committee: Committee) -> HttpResponse:
    form = forms.CommitteeForm(posted(request), initial=forms.CommitteeForm.initial_of(committee))
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_committee(committee, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De wijziging is bewaard."), committee)
    return _form(request, form, _("Commissie wijzigen"), committee)


@needs(Permission.FUND_MANAGE, find=queries.committee)
@require_POST
def close_committee(request: HttpRequest, committee: Committee) -> HttpResponse:
    return press(
        request,
        lambda: operations.close_committee(committee, **policy.deed(request)),
        _("De commissie is opgeheven. Wat zij adviseerde en besliste blijft te zien."),
        to=committee,
    )


@needs(Permission.FUND_MANAGE, find=queries.committee)
def add_member(request: HttpRequest, committee: Committee) -> HttpResponse:
    form = forms.MemberForm(posted(request), initial={"from_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.add_member(committee, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Het lid is toegevoegd."), committee)
    return _form(request, form, _("Lid toevoegen"), committee)


@needs(Permission.FUND_MANAGE, find=queries.member)
def end_membership(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    form = forms.LeaveForm(posted(request), initial={"until_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.end_membership(member, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Genoteerd. Wat dit lid adviseerde blijft te zien."), member.committee)
    title = _("%(name)s verlaat de commissie") % {"name": member.person.name}
    return _form(request, form, title, member.committee)


@needs(Permission.FUND_MANAGE, find=queries.member)
@require_POST
def make_chair(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    return press(request, lambda: operations.make_chair(member, **policy.deed(request)), to=member.committee)


def _form(request: HttpRequest, form: Any, title: str, committee: Committee) -> HttpResponse:
    return form_page(request, form, title, back=committee.get_absolute_url(), back_to=committee.name)
