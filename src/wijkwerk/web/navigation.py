"""The way round, by what somebody may do. Addresses of rooms are asked by name."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.tenancy import scope

# Addresses that lie beneath an entry of the menu, though they do not begin as it does.
BENEATH = {
    "/wijkplan/": "plans",
    "/wijkvisies/": "plans",
    "/programmas/": "plans",
    "/themas-gemeente/": "plans",
    "/toetsingskaders/": "plans",
    "/projecten/": "plans",
    "/jaarplanning/": "plans",
    "/onderhoud/": "plans",
    "/evaluaties/": "plans",
    "/bevindingen/": "plans",
    "/enquetes/": "plans",
    "/vragenlijsten/": "plans",
    "/schouwen/": "plans",
    "/proeven/": "plans",
    "/rode-draad/": "plans",
    "/geld-aanvragen/": "money",
    "/aanvraag/": "money",
    "/aanvragen/": "money",
    "/besluiten/": "money",
    "/bezwaren/": "money",
    "/budgetten/": "money",
    "/commissies/": "money",
    "/betalingen/": "money",
    "/geld-van-partners/": "money",
    "/initiatieven/": "money",
    "/stemmen/": "money",
    "/stemrondes/": "money",
    "/terugvorderingen/": "money",
    "/toekenningen/": "money",
    "/toegekend/": "money",
    "/verantwoord/": "money",
    "/verantwoordingen/": "money",
    "/waardering/": "money",
}


class Item(NamedTuple):
    title: str
    address: str
    current: bool = False


def navigation(request: HttpRequest) -> list[Item]:
    """The main menu of this actor, with the place where they are."""
    actor, own = policy.actor_of(request), scope.current()

    def may(permission: Permission) -> bool:
        return bool(actor.reach(permission))

    found: list[tuple[str, str]] = []
    if may(Permission.WORKSHOP_DESK):
        found.append((_("Wijkwerkplaats"), reverse("workshop:mine")))
    sees_own_work_alone = not getattr(actor, "is_listed", True)
    if sees_own_work_alone:
        found.append((_("Mijn werk"), reverse("workshop:my_work")))
    elif may(Permission.SIGNAL_VIEW) or (actor.kind == "person" and not may(Permission.SETTINGS_MANAGE)):
        found.append((_("Werklijst"), reverse("signals:work_list")))
    if may(Permission.SIGNAL_FOR_RESIDENT):
        found.append((_("Balie"), reverse("signals:desk")))
    found.append((_("Melden"), reverse("signals:report")))
    found.append((_("Wat er speelt"), reverse("signals:public_list")))
    found.append((capfirst(own.word("work_area", plural=True)), reverse("areas:list")))
    found.append((_("Plannen"), reverse("plans")))
    found.append((_("Geld"), reverse("money")))
    found.append((_("Voorzieningen"), reverse("facilities:list")))
    if may(Permission.MEETING_VIEW):
        found.append((_("Overleg"), reverse("meetings:list")))
    else:
        found.append((_("Bijeenkomsten"), reverse("meetings:public_calendar")))
    if may(Permission.PEOPLE_VIEW):
        found.append((_("Mensen"), reverse("people:list")))
    if may(Permission.LETTER_VIEW):
        found.append((_("Post"), reverse("outbox:letters")))
    if may(Permission.SETTINGS_MANAGE):
        found.append((_("Beheer"), reverse("manage")))
    here = next((home for beneath, home in BENEATH.items() if request.path.startswith(beneath)), "")
    place = reverse(here) if here else request.path
    best = max((address for _t, address in found if place.startswith(address)), key=len, default="")
    return [Item(title, address, address == best) for title, address in found]
