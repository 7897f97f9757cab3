"""What this room keeps about people: who comes to an evening, and for some weeks after it only."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models import Feed, Registration
from wijkwerk.domain.meetings.operations import registrations
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

LINES: list[Line] = [
    Line(
        model="meetings.Registration",
        what=_("Naam, en één manier om iemand te bereiken: e-mail, telefoon of adres."),
        why=_("Om te weten wie er komt, en te laten weten als er iets verandert."),
        basis=_("Toestemming: wie komt, meldt zich zelf aan."),
        from_whom=_("Wie komt, of wie voor een ander belt."),
        term=_("na de bijeenkomst; daarna blijft alleen hoeveel mensen een plek hadden"),
        term_setting=Term(days=42, least=7, most=180),
        subject=True,
    ),
    Line(
        model="meetings.Feed",
        what=_("Dat iemand de eigen overleggen in een eigen agenda leest, met de geheime link daarvoor."),
        why=_("Om overleggen in de eigen agenda te zien."),
        basis=_("Nodig om samen te werken in de wijk (taak van algemeen belang)"),
        from_whom=_("Wie de link maakt."),
        term=_("nadat iemand is gestopt"),
        term_setting=Term(days=30, least=1, most=365),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "meetings.KindSetting": "kinds of meetings",
    "meetings.Series": "what a meeting is for, and where",
    "meetings.Schedule": "how often a meeting comes back",
    "meetings.Member": "who takes part for their work; the people room has their lines",
    "meetings.Meeting": "when a meeting is, and how it stands",
    "meetings.Point": "what was said about what; the form asks to name no residents",
    "meetings.Line": "numbers of things, and what changed about them",
    "meetings.Decision": "what was decided; the form asks to name no residents",
    "meetings.Action": "what is done, by whom at work; the form asks to name no residents",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    match line.model:
        case "meetings.Registration":
            rows = Registration.objects.filter(meeting__ends_at__lt=before).select_related("meeting__series")
            return registrations.forget(list(rows.order_by("pk")[: erasing.BATCH]))
        case "meetings.Feed":
            return erasing.delete(Feed.objects.filter(person__left_on__lt=clock.dutch(before).date()))
    raise LookupError(line.model)
