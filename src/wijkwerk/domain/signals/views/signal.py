"""A signal for staff: everything about it at a glance, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.forms.staff import WordsForm
from wijkwerk.domain.signals.models import Signal, SignalPhoto
from wijkwerk.domain.signals.staff_story import story_for_staff
from wijkwerk.domain.signals.states import ACTIVE, MOVES, State
from wijkwerk.domain.signals.views import staff
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import day, moment
from wijkwerk.foundation.kit.maps import Map, Point
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.privacy import operations as privacy


@dataclass(frozen=True)
class Deed:
    """Something that can be done with the signal on a page of its own."""

    title: str
    address: str
    icon: str


@needs(Permission.SIGNAL_VIEW, find=queries.signal)
def signal(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Text, photos, place, who has it, what was answered, what happened; and the deeds that make sense now."""
    actor, at = staff.person_of(request), clock.now()
    may = _permissions(actor, signal)
    merged = [each for each in queries.merged_with(signal) if policy.may(actor, Permission.SIGNAL_VIEW, on=each)]
    context = {
        "signal": signal,
        "may": may,
        "photos": queries.photos_of([signal, *merged]),
        "map": _map(signal),
        "facts": _facts(signal),
        "handler": staff.handler_of(signal),
        "merged": merged,
        "reporters": _reporters(actor, signal) if may["see_reporter"] else [],
        "answer": thread.current_answer(signal),
        "moments": story_for_staff(signal),
        "near": _near(actor, signal) if may["triage"] and signal.state in (State.NEW, State.OPEN) else [],
        "letters": outbox.letters_about(signal)[:20] if may["see_letters"] else [],
        "team": queries.team_for(signal, on=clock.today()) if may["triage"] and signal.is_active else [],
        "deeds": _deeds(signal, may),
        "is_mine": _is_mine(actor, signal),
        "note_form": WordsForm(label=_("Notitie voor collega's"), help_text=_("De melder leest dit nooit.")),
        "seen": staff.as_seen(signal),
        "late": staff.due_in_words(signal, clock.today()),
    }
    if context["reporters"]:
        privacy.log_reading(signal, by=actor, at=at, why=_("Bekeek het signaal en wie het meldde."))
    return render(request, "signals/staff/signal.html", context)


def _permissions(actor: Actor, signal: Signal) -> dict[str, bool]:
    asked = {
        "answer": Permission.SIGNAL_ANSWER,
        "triage": Permission.SIGNAL_TRIAGE,
        "pick_up": Permission.SIGNAL_PICK_UP,
        "note": Permission.SIGNAL_NOTE,
        "publish": Permission.SIGNAL_PUBLISH,
        "see_reporter": Permission.SIGNAL_VIEW_REPORTER,
        "for_resident": Permission.SIGNAL_FOR_RESIDENT,
        "see_letters": Permission.LETTER_VIEW,
        "agenda": Permission.AGENDA_MANAGE,
        "initiative": Permission.INITIATIVE_MANAGE,
    }
    return {name: bool(policy.may(actor, permission, on=signal)) for name, permission in asked.items()}


def _is_mine(actor: Person, signal: Signal) -> bool:
    of_own = signal.handler_organisation_id is not None and signal.handler_organisation_id == actor.organisation_id
    return of_own or signal.handler_person_id == actor.pk


def _facts(signal: Signal) -> list[tuple[str, object]]:
    return [
        (_("Soort"), signal.get_kind_display()),
        (_("Onderwerp"), signal.category.name if signal.category else _("nog geen")),
        (_("Gebied"), signal.work_area.name if signal.work_area else _("nog geen")),
        (_("Adres"), signal.address),
        (_("Gemeld"), moment(signal.reported_at)),
        (_("Via"), signal.get_channel_display()),
        (_("Verwachte dag"), day(signal.expected_on)),
        (_("Afgerond"), day(signal.closed_at)),
    ]


def _map(signal: Signal) -> Map | None:
    """The place, in the area that it belongs to."""
    if signal.lat is None or signal.lon is None:
        return None
    name = _("Signaal %(n)s") % {"n": signal.pk}
    here = Point(signal.lat, signal.lon, name=name, note=signal.address, tone=signal.tone)
    return area_maps.place_map(signal.work_area, clock.today(), points=[here], title=name)


def _reporters(actor: Actor, signal: Signal) -> list[Any]:
    """Who said it, those of merged signals too as far as this person may know them."""
    return [
        reporter
        for reporter in queries.reporters_of(signal)
        if policy.may(actor, Permission.SIGNAL_VIEW_REPORTER, on=reporter.signal)
    ]


def _near(actor: Actor, signal: Signal) -> Sequence[queries.Near]:
    """What may be the same, as far as this person may see it."""
    found = queries.near_duplicates(
        lat=signal.lat,
        lon=signal.lon,
        text=signal.text,
        at=signal.reported_at,
        category=signal.category,
        work_area=signal.work_area,
        besides=signal.pk,
    )
    return [each for each in found if policy.may(actor, Permission.SIGNAL_TRIAGE, on=each.signal)]


def _deeds(signal: Signal, may: dict[str, bool]) -> list[Deed]:
    """What can be done now by this person, besides the buttons that stand on the page itself."""
    state = State(signal.state)
    ends = state in (State.WITHDRAWN, State.MERGED)
    offered = [
        (may["answer"] and State.ASKED in MOVES[state], "ask", _("Vraag de melder iets"), "question"),
        (may["answer"] and not ends, "write", _("Schrijf de melder"), "mail"),
        (may["for_resident"] and state in ACTIVE, "add_words", _("Vul aan voor de melder"), "phone"),
        (
            may["answer"] and state in (State.NEW, State.OPEN, State.UNDERWAY),
            "change_date",
            _("Andere verwachte dag"),
            "calendar",
        ),
        (may["triage"] and not ends, "classify", _("Soort en onderwerp"), "filter"),
        (may["triage"] and not ends, "change_place", _("Andere plek"), "pin"),
        (may["triage"] and state in ACTIVE, "merge", _("Voeg samen"), "merge"),
        (may["triage"] and state == State.MERGED, "split", _("Maak weer los"), "merge"),
        (may["publish"] and not ends, "publish", _("Openbaar maken"), "eye"),
    ]
    return [Deed(title, reverse(f"signals:{name}", args=[signal.pk]), icon) for on, name, title, icon in offered if on]


@needs(Permission.SIGNAL_VIEW, find=queries.photo_of)
def photo(request: HttpRequest, found: SignalPhoto) -> HttpResponse:
    """A photo, to who may see the signal."""
    match = request.resolver_match
    size = serving.size_named(match.kwargs["size"] if match else "")
    return serving.photo_response(found.photo, size, request=request)
