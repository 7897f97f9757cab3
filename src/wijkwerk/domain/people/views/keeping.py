"""Keeping the list: who comes and leaves, which roles they hold, who is invited, who is away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.people import operations, queries
from wijkwerk.domain.people.forms.people import (
    AbsenceForm,
    BodyMemberForm,
    EndForm,
    InvitationForm,
    OrganisationForm,
    PersonForm,
    PhotoForm,
    RoleForm,
)
from wijkwerk.domain.people.models import Absence, Assignment, BodyMember, Invitation, Organisation, Person
from wijkwerk.domain.people.views.shared import page
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link, moment
from wijkwerk.foundation.kit.pages import done, form_page
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

PERSON_FIELDS = ("name", "function", "organisation", "phone", "email", "contact_is_public", "findable")
ORGANISATION_FIELDS = ("name", "kind", "about", "phone", "email", "website", "address", *operations.ONLY_OF_A_BODY)


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PEOPLE_MANAGE)
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody, also who left, with the roles they hold and whether they can sign in."""
    rows = paging.page(queries.all_people(), after=request.GET.get("na", ""), order=("name", "id"))
    roles = queries.assignments_of(rows.rows, on=clock.today())
    columns: list[Column[Any]] = [
        Column(_("Naam"), lambda one: link(one.get_absolute_url(), one.name), main=True),
        Column(_("Organisatie"), lambda one: one.organisation.name if one.organisation else ""),
        Column(_("Rollen"), lambda one: _roles(roles.get(one.pk, []))),
        Column(_("Inloggen"), _account_state),
    ]
    table: Table[Person] = Table(
        columns, rows, caption=_("Mensen"), request=request, empty=_("Er staat nog niemand in.")
    )
    absent = list(queries.absences(on=clock.today())[:20])
    context = page(request, "people:keeping", table=table, absent=absent)
    return render(request, "people/keeping.html", context)


def _roles(assignments: list[Assignment]) -> str:
    names: dict[str, list[str]] = {}
    for row in assignments:
        names.setdefault(row.role_name, []).extend([row.work_area.name] if row.work_area else [])
    return "; ".join(f"{role} ({_areas(areas)})" if areas else role for role, areas in names.items())


def _areas(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else _("%s gebieden") % len(names)


def _account_state(one: Person) -> object:
    if not one.is_active:
        return badge(_("Werkt hier niet meer"), tone="neutral")
    return badge(_("Kan inloggen"), tone="ok") if one.account_id else badge(_("Geen account"), tone="neutral")


# ── Persons ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PEOPLE_MANAGE)
def add_person(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            one = operations.add_person(**form.cleaned_data, **deed(request))
            return done(
                request, _("%s staat erin. Geef nu een rol.") % one.name, reverse("people:person", args=[one.pk])
            )
    back = reverse("people:keeping")
    return form_page(request, form, _("Voeg iemand toe"), back=back, back_to=_("Beheer"), submit=_("Toevoegen"))


@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def change_person(request: HttpRequest, one: Person) -> HttpResponse:
    form = PersonForm(request.POST or None, initial={name: getattr(one, name) for name in PERSON_FIELDS})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_person(one, **form.cleaned_data, **deed(request))
            return done(request, _("De gegevens zijn gewijzigd."), one.get_absolute_url())
    return _about(request, one, form, _("Wijzig de gegevens van %s") % one.name)


@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def set_photo(request: HttpRequest, one: Person) -> HttpResponse:
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.set_photo(one, photo=form.cleaned_data["photo"], **deed(request))
            return done(request, _("De foto staat erop."), one.get_absolute_url())
    return _about(request, one, form, _("Foto van %s") % one.name)


@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def drop_photo(request: HttpRequest, one: Person) -> HttpResponse:
    return _do(request, lambda: operations.set_photo(one, photo=None, **deed(request)), _("De foto is weg."), one)


@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def deactivate_person(request: HttpRequest, one: Person) -> HttpResponse:
    words = _("%s werkt hier niet meer. Alle rollen zijn gestopt.") % one.name
    return _do(request, lambda: operations.deactivate_person(one, **deed(request)), words, one)


@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def welcome_back(request: HttpRequest, one: Person) -> HttpResponse:
    words = _("%s werkt hier weer. Geef opnieuw een rol.") % one.name
    return _do(request, lambda: operations.welcome_back(one, **deed(request)), words, one)


def _about(request: HttpRequest, one: Person, form: forms.Form, title: str, note: str = "") -> HttpResponse:
    return form_page(request, form, title, back=one.get_absolute_url(), back_to=one.name, note=note)


def _do(request: HttpRequest, what: Callable[[], object], words: str, one: Person | Organisation) -> HttpResponse:
    """One button, one deed; a refusal is told on the page it came from."""
    if request.method == "POST":
        try:
            what()
            messages.success(request, words)
        except Refusal as refusal:
            messages.error(request, refusal.words)
    return redirect(one)


# ── Roles ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def give_role(request: HttpRequest, one: Person) -> HttpResponse:
    form = RoleForm(request.POST or None, on=clock.today(), initial={"from_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data
            operations.give_roles(
                one,
                role=values["role"],
                work_areas=values["work_areas"],
                from_on=values["from_on"],
                until_on=values["until_on"],
                **deed(request),
            )
            return done(request, _("De rol is gegeven."), one.get_absolute_url())
    note = _("Wat elke rol mag, staat op de bladzijde ‘Wie mag wat’.")
    return _about(request, one, form, _("Geef %s een rol") % one.name, note)


@needs(Permission.PEOPLE_MANAGE, find=queries.assignment)
def end_role(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.end_role(assignment, **form.cleaned_data, **deed(request))
            return done(request, _("De rol stopt."), assignment.person.get_absolute_url())
    where = assignment.work_area.name if assignment.work_area else _("hele gemeente")
    title = _("%(role)s (%(where)s) stopt") % {"role": assignment.role_name.capitalize(), "where": where}
    return _about(request, assignment.person, form, title)


# ── Away ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PEOPLE_MANAGE, find=queries.person)
def report_absence(request: HttpRequest, one: Person) -> HttpResponse:
    form = AbsenceForm(request.POST or None, initial={"from_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.report_absence(one, **form.cleaned_data, **deed(request))
            return done(request, _("De afwezigheid is vastgelegd."), one.get_absolute_url())
    return _about(request, one, form, _("%s is afwezig") % one.name)


@needs(Permission.PEOPLE_MANAGE, find=queries.absence)
def end_absence(request: HttpRequest, absence: Absence) -> HttpResponse:
    def end() -> None:
        operations.end_absence(absence, on=clock.today(), **deed(request))

    return _do(request, end, _("%s is er weer.") % absence.person.name, absence.person)


# ── Invitations ────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.ACCOUNT_INVITE)
def invitation_list(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    order = ("-created_at", "-id")
    rows = paging.page(queries.invitations(), after=request.GET.get("na", ""), order=order)
    columns: list[Column[Any]] = [
        Column(_("Voor"), lambda one: link(one.person.get_absolute_url(), one.person.name), main=True),
        Column(_("E-mailadres"), lambda one: one.email),
        Column(_("Verstuurd"), lambda one: moment(one.created_at)),
        Column(_("Staat"), lambda one: badge(*one.state_on(at))),
        Column(_("Geldig tot"), lambda one: day(one.expires_at)),
    ]
    caption, empty = _("Uitnodigingen"), _("Er is nog niemand uitgenodigd.")
    table: Table[Invitation] = Table(columns, rows, caption=caption, request=request, empty=empty)
    return render(request, "people/invitations.html", page(request, "people:keeping", table=table))


@needs(Permission.ACCOUNT_INVITE, find=queries.person)
def invite(request: HttpRequest, one: Person) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial={"email": one.email})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.invite(one, **form.cleaned_data, **deed(request))
            return done(request, _("De uitnodiging is verstuurd."), one.get_absolute_url())
    note = _("De link in de uitnodiging werkt zeven dagen, en één keer.")
    title, submit = _("Nodig %s uit om in te loggen") % one.name, _("Verstuur de uitnodiging")
    return form_page(request, form, title, back=one.get_absolute_url(), back_to=one.name, note=note, submit=submit)


@needs(Permission.ACCOUNT_INVITE, find=queries.invitation)
def invite_again(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    words = _("De uitnodiging is opnieuw verstuurd. De oude link werkt niet meer.")
    return _do(request, lambda: operations.send_invitation_again(invitation, **deed(request)), words, invitation.person)


@needs(Permission.ACCOUNT_INVITE, find=queries.invitation)
def withdraw_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    words = _("De uitnodiging is ingetrokken.")
    return _do(request, lambda: operations.withdraw_invitation(invitation, **deed(request)), words, invitation.person)


# ── Organisations ──────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PEOPLE_MANAGE)
def add_organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, on=clock.today())
    if form.is_valid():
        with refusals_shown_in(form):
            one = operations.add_organisation(**form.cleaned_data, **deed(request))
            return done(request, _("%s staat erin.") % one.name, one.get_absolute_url())
    back, back_to = reverse("people:organisations"), _("Organisaties")
    return form_page(request, form, _("Voeg een organisatie toe"), back=back, back_to=back_to, submit=_("Toevoegen"))


@needs(Permission.PEOPLE_MANAGE, find=queries.organisation)
def change_organisation(request: HttpRequest, one: Organisation) -> HttpResponse:
    known = {name: getattr(one, name) for name in ORGANISATION_FIELDS} | {"work_areas": list(one.work_areas.all())}
    form = OrganisationForm(request.POST or None, on=clock.today(), initial=known)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_organisation(one, **form.cleaned_data, **deed(request))
            return done(request, _("De gegevens zijn gewijzigd."), one.get_absolute_url())
    title = _("Wijzig de gegevens van %s") % one.name
    return form_page(request, form, title, back=one.get_absolute_url(), back_to=one.name)


@needs(Permission.PEOPLE_MANAGE, find=queries.organisation)
def end_organisation(request: HttpRequest, one: Organisation) -> HttpResponse:
    words = _("%s doet niet meer mee.") % one.name
    return _do(request, lambda: operations.change_organisation(one, is_active=False, **deed(request)), words, one)


@needs(Permission.PEOPLE_MANAGE, find=queries.organisation)
def add_body_member(request: HttpRequest, body: Organisation) -> HttpResponse:
    form = BodyMemberForm(request.POST or None, initial={"from_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            member = operations.add_body_member(body, **form.cleaned_data, **deed(request))
            return done(request, _("%s is lid.") % member.shown_name, body.get_absolute_url())
    title = _("Nieuw lid van %s") % body.name
    return form_page(request, form, title, back=body.get_absolute_url(), back_to=body.name, submit=_("Toevoegen"))


@needs(Permission.PEOPLE_MANAGE, find=queries.body_member)
def end_body_membership(request: HttpRequest, member: BodyMember) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if form.is_valid():
        operations.end_body_membership(member, **form.cleaned_data, **deed(request))
        return done(request, _("%s stopt als lid.") % member.shown_name, member.body.get_absolute_url())
    title = _("%(name)s stopt als lid van %(body)s") % {"name": member.shown_name, "body": member.body.name}
    return form_page(request, form, title, back=member.body.get_absolute_url(), back_to=member.body.name)
