"""Who works where: by area, by name, by organisation; the page of a person and of an organisation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries
from wijkwerk.domain.people.forms.people import PeopleFilter
from wijkwerk.domain.people.models import Assignment, Organisation, Person
from wijkwerk.domain.people.views.shared import invites, keeps_people, page, person_acting, sees_people
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.files.serving import photo_response
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, link
from wijkwerk.foundation.tenancy import scope


@needs(Permission.TEAM_VIEW)
def area_list(request: HttpRequest) -> HttpResponse:
    """Each work area with its contact, its residents' body and its team: who divides the areas how."""
    today = clock.today()
    found = list(areas.work_areas(today))
    contacts = queries.contacts_of(found, on=today)
    bodies = queries.bodies_by_area(found)
    word = scope.current().word
    columns: list[Column[Any]] = [
        Column(word("work_area").capitalize(), lambda area: link(area.get_absolute_url(), area.name), main=True),
        Column(word("coordinator").capitalize(), lambda area: _contact(contacts.get(area.pk))),
        Column(word("residents_body").capitalize(), lambda area: _joined(bodies.get(area.pk, []))),
        Column(
            word("team").capitalize(), lambda area: link(reverse("people:team", args=[area.pk]), _("Bekijk het team"))
        ),
    ]
    caption = _("Wie werkt waar")
    table: Table[WorkArea] = Table(columns, found, caption=caption, empty=_("Er zijn nog geen gebieden."))
    return render(request, "people/areas.html", page(request, "people:list", table=table))


def _contact(contact: queries.Contact | None) -> object:
    if contact is None:
        return format_html('<span class="ww-muted">{}</span>', _("nog niemand"))
    shown = link(contact.person.get_absolute_url(), contact.person.name)
    if contact.instead_of is not None:
        return format_html("{} <span class='ww-muted'>{}</span>", shown, _("vervangt %s") % contact.instead_of.name)
    return shown


def _joined(things: list[Organisation]) -> SafeString:
    return format_html_join(", ", "{}", ((link(thing.get_absolute_url(), thing.name),) for thing in things))


@needs(Permission.PEOPLE_VIEW)
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, by words and area."""
    today = clock.today()
    form = PeopleFilter(request.GET or None, on=today)
    del form.fields["soort"]
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.people(words=chosen.get("woorden", ""), work_area=chosen.get("gebied"), on=today)
    rows = paging.page(found, after=request.GET.get("na", ""), order=("name", "id"))
    roles = queries.assignments_of(rows.rows, on=today)
    columns: list[Column[Any]] = [
        Column(_("Naam"), lambda one: link(one.get_absolute_url(), one.name), main=True),
        Column(_("Rol of functie"), lambda one: one.function or _roles_in_words(roles.get(one.pk, []))),
        Column(_("Organisatie"), lambda one: _linked(one.organisation)),
        Column(_("Telefoon"), lambda one: one.phone),
    ]
    empty = _("Niemand gevonden. Zoek met minder woorden, of kies een ander gebied.")
    table: Table[Person] = Table(columns, rows, caption=_("Mensen"), request=request, empty=empty)
    return render(request, "people/people.html", page(request, "people:people", form=form, table=table))


def _linked(organisation: Organisation | None) -> object:
    return link(organisation.get_absolute_url(), organisation.name) if organisation is not None else ""


def _roles_in_words(assignments: list[Assignment]) -> str:
    return ", ".join(sorted({assignment.role_name for assignment in assignments}))


@needs(Permission.PEOPLE_VIEW)
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation, by words, area and kind."""
    today = clock.today()
    form = PeopleFilter(request.GET or None, on=today)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.organisations(
        words=chosen.get("woorden", ""), work_area=chosen.get("gebied"), kind=chosen.get("soort", "")
    )
    rows = paging.page(found, after=request.GET.get("na", ""), order=("name", "id"))
    columns: list[Column[Any]] = [
        Column(_("Naam"), lambda one: link(one.get_absolute_url(), one.name), main=True),
        Column(_("Soort"), lambda one: one.get_kind_display()),
        Column(_("Gebieden"), _areas_in_words),
        Column(_("Telefoon"), lambda one: one.phone),
    ]
    empty = _("Geen organisatie gevonden. Zoek met minder woorden, of kies een ander gebied.")
    table: Table[Organisation] = Table(columns, rows, caption=_("Organisaties"), request=request, empty=empty)
    context = page(request, "people:organisations", form=form, table=table, keeps=keeps_people(request))
    return render(request, "people/organisations.html", context)


def _areas_in_words(organisation: Organisation) -> str:
    names = [area.name for area in organisation.work_areas.all()]
    return ", ".join(names) if names else _("hele gemeente")


@needs(Permission.TEAM_VIEW, find=queries.person)
def person(request: HttpRequest, one: Person) -> HttpResponse:
    """Somebody's page: what they do, where, what their roles are for. Residents see those who work in the open."""
    today = clock.today()
    if not one.is_listed and person_acting(request) != one and not keeps_people(request):
        raise Http404
    if not sees_people(request) and not queries.is_shown_to_all(one, on=today):
        ruling = policy.may_somewhere(policy.actor_of(request), Permission.PEOPLE_VIEW)
        return guard.refused(request, Permission.PEOPLE_VIEW, ruling)
    roles = queries.assignments_of([one], on=today).get(one.pk, [])
    is_self = person_acting(request) == one
    context = {
        "one": one,
        "roles": roles,
        "today": today,
        "parts": [
            (Role(role), policy.name_of(Role(role)), ROLES[Role(role)]) for role in sorted({r.role for r in roles})
        ],
        "places": queries.places_of(one, on=today),
        "away": queries.absence_of(one, on=today),
        "shows_contact": one.contact_is_public or sees_people(request),
        "sees": sees_people(request),
        "keeps": keeps_people(request),
        "invites": invites(request),
        "is_self": is_self,
        "invitation": queries.open_invitation_of(one) if invites(request) else None,
        "past": queries.past_assignments_of(one, on=today) if keeps_people(request) else [],
    }
    return render(request, "people/person.html", context)


@needs(Permission.TEAM_VIEW)
def photo(request: HttpRequest, person_id: int, version: int, size: str) -> HttpResponseBase:
    """Somebody's face, for who may see the person."""
    one = Person.objects.select_related("photo").filter(pk=person_id).first()
    if one is None or one.photo is None:
        raise Http404
    if not sees_people(request) and not queries.is_shown_to_all(one, on=clock.today()):
        raise Http404
    return photo_response(one.photo, "large" if size == "large" else "small", request=request)


@needs(Permission.TEAM_VIEW, find=queries.organisation)
def organisation(request: HttpRequest, one: Organisation) -> HttpResponse:
    """What an organisation is for and where; a residents' body with its own role and what both expect."""
    today, sees = clock.today(), sees_people(request)
    members = queries.members_of(one, on=today) if sees and one.is_body else []
    seated = {member.person_id for member in members}
    context = {
        "one": one,
        "today": today,
        "work_areas": list(one.work_areas.all()),
        "members": members,
        "former": queries.former_members_of(one, on=today) if keeps_people(request) and one.is_body else [],
        "people": [person for person in queries.people_of(one) if person.pk not in seated] if sees else [],
        "places": queries.places_of(one, on=today),
        "sees": sees,
        "keeps": keeps_people(request),
    }
    return render(request, "people/organisation.html", context)
