"""The start page by role: what is mine today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.models import PaymentState
from wijkwerk.domain.budgets.queries import (
    applications,
    awards,
    initiatives,
    justifications,
    objections,
    payments,
    votes,
)
from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.meetings.queries import minutes
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.queries import agendas as plans
from wijkwerk.domain.signals import queries as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.workshop.queries import today as workshops
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Figure
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.outbox.models import NEED_SOMEBODY

SOON = timedelta(days=14)
MOST = 8
MOST_WORKSHOPS = 3


@dataclass(frozen=True)
class ConditionDue:
    """A condition that falls due soon, with the signal that waits for it."""

    title: str
    address: str
    what: str
    from_whom: str
    by_when: object
    is_late: bool


@open_to_all
def start(request: HttpRequest) -> HttpResponse:
    """For a resident the way in; for staff what is theirs today."""
    actor = policy.actor_of(request)
    if not getattr(actor, "is_listed", True):  # somebody who sees the own work alone
        return redirect("workshop:my_work")
    if actor.kind == "person":
        return _mine(request, actor)
    today = clock.today()
    newest = signals.published_signals().order_by("-reported_at", "-id")[:5]
    context = {
        "areas": areas.work_areas(today),
        "newest": newest,
        "has_example_people": settings.EXAMPLE and bool(people.people_with_account(on=today)),
    }
    return render(request, "web/start.html", context)


def _mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = clock.today()
    lists = signals.work_lists(actor, today=today)
    address = reverse("signals:work_list")
    figures = [
        Figure(label, _capped(signals.at_most(rows)), address=f"{address}?lijst={name}", tone=tone)
        for label, name, rows, tone in [
            (_("Van mij"), "mij", lists.mine, "info"),
            (_("Nieuw"), "nieuw", lists.new, "accent"),
            (_("Te laat"), "te-laat", lists.late, "danger"),
            (_("Wacht"), "wacht", lists.waiting, "warning"),
        ]
    ]
    mine = list(lists.mine.order_by("-reported_at", "-id")[:MOST])
    return render(
        request,
        "web/mine.html",
        {
            "actor": actor,
            "has_signals": bool(actor.reach(Permission.SIGNAL_VIEW)) or lists.mine.exists(),
            "figures": figures,
            "mine": mine,
            "new": list(lists.new.exclude(pk__in=[signal.pk for signal in mine]).order_by("due_on", "id")[:MOST]),
            "late": list(lists.late.order_by("due_on", "id")[:MOST]),
            "today": today,
            "conditions": _conditions(actor) if actor.reach(Permission.SIGNAL_VIEW) else [],
            "items": plans.items_pulled_by(actor)[:MOST] if isinstance(actor, Person) else [],
            "actions": minutes.own_actions(actor)[:MOST] if isinstance(actor, Person) else [],
            "letters": outbox.in_states(outbox.letters_visible_to(actor), NEED_SOMEBODY).order_by("-written_at", "-id")[
                :MOST
            ]
            if actor.reach(Permission.LETTER_VIEW)
            else [],
            "workshops": _workshops(actor),
            "money": _money(actor, today),
            "roles": _roles(actor, today),
            "manages": bool(actor.reach(Permission.SETTINGS_MANAGE)),
        },
    )


def _money(actor: Actor, today: date) -> list[Figure]:
    """What waits for this actor around money for initiatives; what does not is not named."""
    figures = []
    if actor.reach(Permission.APPLICATION_HANDLE) or actor.reach(Permission.GRANT_DECIDE):
        mine = applications.applications_visible_to(actor, on=today)
        objected = objections.objections_visible_to(actor, on=today)
        address = reverse("budgets:applications")
        figures += [
            (_("Aanvragen te beslissen"), mine.to_decide(), f"{address}?lijst=te-doen", "info"),
            (_("Aanvragen te laat"), mine.late(today), f"{address}?lijst=te-laat", "danger"),
            (_("Bezwaren"), objected, reverse("budgets:objections"), "warning"),
        ]
    if actor.reach(Permission.APPLICATION_HANDLE):
        told = justifications.justifications(actor=actor, on=today, shows="beoordelen")
        address = f"{reverse('budgets:justifications')}?toont=beoordelen"
        figures.append((_("Verantwoordingen te beoordelen"), told, address, "accent"))
    if actor.reach(Permission.PAYMENT_MANAGE):
        figures.append((_("Te betalen"), payments.grants_to_pay(), reverse("budgets:to_pay"), "info"))
        ready = reverse("budgets:payments") + f"?stand={PaymentState.PREPARED}"
        figures.append((_("Klaar voor de bank"), payments.payments(state=PaymentState.PREPARED), ready, "accent"))
    counted = [(words, len(rows.order_by().values_list("pk")[:101]), to, tone) for words, rows, to, tone in figures]
    if actor.reach(Permission.INITIATIVE_MANAGE):
        waiting = len(initiatives.to_check(actor))
        counted.append((_("Initiatieven na te kijken"), waiting, reverse("budgets:initiatives_to_check"), "accent"))
    if actor.reach(Permission.AWARD_MANAGE):
        new = sum(awards.new_by_award(actor).values())
        counted.append((_("Voordrachten te bekijken"), new, reverse("budgets:manage_awards"), "accent"))
    for juror, left in awards.to_judge(actor):
        counted.append((_("Voordrachten te beoordelen"), left, reverse("budgets:my_jury", args=[juror.pk]), "info"))
    counted += _votes(actor)
    return [Figure(words, _capped(count), address=to, tone=tone) for words, count, to, tone in counted if count]


def _votes(actor: Actor) -> list[tuple[str, int, str, str]]:
    """Vote rounds that closed and wait for this actor, and ballots on paper that wait for them as the second person."""
    found = []
    if actor.reach(Permission.VOTE_MANAGE):
        to_count, to_publish = votes.waiting_rounds(actor, clock.now())
        for words, rows in ((_("Stemmen te tellen"), to_count), (_("Uitslagen bekend te maken"), to_publish)):
            ids = list(rows.values_list("pk", flat=True)[:101])
            found.append((words, len(ids), _of_one("vote_round", ids), "warning"))
    if isinstance(actor, Person) and actor.reach(Permission.VOTE_ENTER):
        ids = list(votes.slips_waiting_for(actor).values_list("round_id", flat=True)[:101])
        found.append((_("Biljetten in te voeren"), len(ids), _of_one("enter_vote_slip", ids), "info"))
    return found


def _of_one(name: str, ids: list[int]) -> str:
    """The page of the only vote round that it is about; else the list of them."""
    return reverse(f"budgets:{name}", args=ids[:1]) if len(set(ids)) == 1 else reverse("budgets:vote_rounds")


class WorkshopToday(NamedTuple):
    """A workshop where somebody helps, with what is before it today."""

    workshop: Facility
    is_open: bool
    figures: list[Figure]


def _workshops(actor: Actor) -> list[WorkshopToday]:
    reach, at = actor.reach(Permission.WORKSHOP_DESK), clock.now()
    if not reach:
        return []
    found = []
    for workshop in facilities.workshops_in(reach).order_by("name", "id")[:MOST_WORKSHOPS]:
        now = workshops.today(workshop, at=at)
        lists = (
            (_("Te laat terug"), now.late, "loans", "?welke=te-laat", "danger"),
            (_("Vandaag ophalen"), now.to_fetch, "reservations", "?welke=today", "info"),
            (_("Reservering in gevaar"), now.in_danger, "reservations", "?welke=danger", "warning"),
            (_("Uitzoeken: gedaan zonder netwerk"), now.to_sort_out, "to_sort_out", "", "danger"),
        )
        figures = [
            Figure(label, _capped(number), address=reverse(f"workshop:{name}", args=[workshop.pk]) + which, tone=tone)
            for label, number, name, which, tone in lists
            if number or name != "to_sort_out"
        ]
        found.append(WorkshopToday(workshop, now.is_open, figures))
    return found


def _roles(actor: Actor, today: date) -> list[tuple[str, str]]:
    """Each role that is held, with the areas it is held in."""
    held: dict[Role, list[str]] = {}
    if isinstance(actor, Person):
        for row in people.assignments_of([actor], on=today).get(actor.pk, []):
            held.setdefault(Role(row.role), []).extend([row.work_area.name] if row.work_area else [])
    return [(policy.name_of(role), ", ".join(sorted(names))) for role, names in held.items()]


def _capped(count: int) -> str:
    return "100+" if count > 100 else str(count)


def _conditions(actor: Actor) -> list[ConditionDue]:
    today = clock.today()
    due = list(thread.open_conditions(due_by=today + SOON, about=Signal.objects.visible_to(actor))[:MOST])
    about = Signal.objects.in_bulk([condition.answer.about_id for condition in due])
    return [
        ConditionDue(
            title=about[condition.answer.about_id].thread_title,
            address=about[condition.answer.about_id].get_absolute_url(),
            what=condition.what,
            from_whom=condition.from_whom,
            by_when=condition.by_when,
            is_late=condition.by_when < today,
        )
        for condition in due
        if condition.answer.about_id in about
    ]
