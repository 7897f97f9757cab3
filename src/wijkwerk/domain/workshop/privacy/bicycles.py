"""Bicycles, the repair desk, the bench."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.models import BenchBooking, Bicycle, BicycleWish, Repair, SchemeEntry
from wijkwerk.domain.workshop.privacy.gone import GONE
from wijkwerk.domain.workshop.repair_states import HERE
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.kit.things import kind_of
from wijkwerk.foundation.outbox import queries as outbox

LINES: list[Line] = [
    Line(
        model="workshop.BicycleWish",
        what=_("Wie op welke fiets wacht."),
        why=_("Om een fiets te geven aan wie het langst wacht."),
        basis=_("Taak van algemeen belang; wie op de lijst wil, vraagt het zelf."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("nadat iemand van de lijst ging"),
        term_setting=Term(days=180, least=30, most=730),
        subject=True,
    ),
    Line(
        model="workshop.SchemeEntry",
        what=_("Wie wanneer een fiets of geld uit de fietsregeling kreeg, en of de fiets nog gebruikt wordt."),
        why=_("Om de regeling te kunnen verantwoorden."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De gastheer of gastvrouw."),
        term=_("zolang de inwoner bekend is bij de wijkwerkplaats; daarna staat er geen naam meer bij"),
        subject=True,
    ),
    Line(
        model="workshop.SchemeEntry",
        part="reasons",
        what=_("Waarom een toekenning uit de fietsregeling is ingetrokken."),
        why=_("Om te kunnen uitleggen wat er is gebeurd."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De gastheer of gastvrouw."),
        term=_("na het intrekken; dan gaan de woorden weg"),
        term_setting=Term(days=730, least=30, most=1825),
    ),
    Line(
        model="workshop.Bicycle",
        what=_("Van wie een fiets kwam en naar wie hij ging, en wat de balie schreef over herkomst en afloop."),
        why=_("Om geen gestolen fiets door te geven, en te weten wat ermee gebeurde."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("Wie de fiets bracht; de balie."),
        term=_("nadat de fiets weg is gaan de woorden eraf; wie het was, gaat weg met de inwoner"),
        term_setting=Term(days=730, least=30, most=1825),
    ),
    Line(
        model="workshop.Repair",
        what=_("Welk ding iemand liet maken, wat eraan was en wat ermee gebeurde."),
        why=_("Om het ding te maken en terug te geven."),
        basis=_("Afspraak met wie iets laat maken."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("na de reparatie: dan gaan de woorden weg, en blijft alleen dat er iets gemaakt is"),
        term_setting=Term(days=730, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.BenchBooking",
        what=_("Wie wanneer aan een werkbank werkte, waaraan, en wie erbij hielp."),
        why=_("Om de werkbank en de hulp maar één keer te beloven."),
        basis=_("Afspraak met wie komt klussen."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("na het uur aan de werkbank"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.BicycleRules": "what a workshop decided about its bicycles",
    "workshop.BicycleStep": "what was done to a bicycle; who did it goes with the participant",
    "workshop.SafetyCheck": "what was looked at on a bicycle, and by whom at work",
    "workshop.Scheme": "budgets",
    "workshop.ThingKind": "kinds of things",
    "workshop.Part": "parts and their prices",
    "workshop.UsualJob": "small jobs and their prices",
    "workshop.PartUsed": "parts on a receipt",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    match line.model:
        case "workshop.BicycleWish":
            return _delete(BicycleWish.objects.filter(ended_at__lt=before))
        case "workshop.BenchBooking":
            return _delete(BenchBooking.objects.filter(until_at__lt=before))
        case "workshop.Repair":
            return _forget_words(before)
        case "workshop.Bicycle":
            return _forget_words_of_bicycles(before)
        case "workshop.SchemeEntry":
            old = SchemeEntry.objects.filter(withdrawn_at__lt=before).exclude(withdrawn_because=GONE)
            return erasing.blank(old, withdrawn_because=GONE)
    raise LookupError(line.model)


def _forget_words(before: datetime) -> int:
    """What was wrong, what was said and what we wrote go; that something was mended stays for the figures."""
    old = Repair.objects.filter(received_at__lt=before).exclude(state__in=HERE).exclude(fault=GONE)
    numbers = erasing.batch(old)
    _forget_letters(Repair, numbers)
    Repair.objects.filter(pk__in=numbers).exclude(left_because="").update(left_because=GONE)
    return Repair.objects.filter(pk__in=numbers).update(fault=GONE, outcome_words="")  # type: ignore[no-any-return]


def _forget_words_of_bicycles(before: datetime) -> int:
    """How the theft check ended and what became of the bicycle stay."""
    gone = Bicycle.objects.filter(ended_on__lt=clock.dutch(before).date())
    old = gone.exclude(theft_note__in=("", GONE), ended_because__in=("", GONE))
    numbers = erasing.batch(old)
    for field in ("theft_note", "ended_because"):
        Bicycle.objects.filter(pk__in=numbers).exclude(**{field: ""}).update(**{field: GONE})
    return len(numbers)


def _delete(rows: Any) -> int:
    numbers = erasing.batch(rows)
    _forget_letters(rows.model, numbers)
    rows.model.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _forget_letters(model: type[Model], numbers: Sequence[int]) -> None:
    """What we wrote about these, to whatever address."""
    outbox.letters().filter(about_kind=kind_of(model), about_id__in=numbers).delete()
