"""What this room keeps about people, why, and how long."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.signals.models import Message, Reporter, Signal, SignalPhoto
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox.models import Channel

LINES = [
    Line(
        model="signals.Reporter",
        what=_("Naam en één adres (e-mail, telefoon of post) van wie iets meldt."),
        why=_("Om te laten weten wat er met de melding gebeurt."),
        basis=_("Taak van algemeen belang; niemand hoeft iets in te vullen."),
        from_whom=_("De melder zelf, of een medewerker die voor de melder opschrijft."),
        term=_("nadat de melding is afgerond"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="signals.Signal",
        what=_("De woorden en de plek van een melding. Daar kan iets over een persoon in staan."),
        why=_("Om antwoord te geven en het werk te doen."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De melder."),
        term=_("na de laatste wijziging van een concept dat niet verstuurd is; de rest blijft, zonder wie het deed"),
        term_setting=Term(days=30, least=7, most=90),
        subject=True,
    ),
    Line(
        model="signals.Message",
        what=_("Berichten tussen de melder en de gemeente, en notities van medewerkers."),
        why=_("Om samen tot een antwoord te komen."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De melder en medewerkers."),
        term=_("nadat de melding is afgerond"),
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
    Line(
        model="signals.SignalPhoto",
        what=_("Foto's bij een melding, zonder plaats- en toestelgegevens."),
        why=_("Om te zien wat er aan de hand is."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De melder."),
        term=_("nadat de melding is afgerond"),
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "signals.Upkeep": "what the municipality does for an area",
    "signals.Category": "subjects of signals",
    "signals.RoutingRule": "which party gets which subject: names stay with the persons themselves",
    "signals.Theme": "worries that many share",
    "signals.SavedView": "filters of a work list",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    match line.model:
        case "signals.Reporter":
            nobody = {"name": "", "reply_by": Channel.NONE, "reply_address": "", "words": ""}
            return erasing.blank(Reporter.objects.filter(_ended("signal__", before)).exclude(**nobody), **nobody)
        case "signals.Signal":
            drafts = list(Signal.objects.filter(state=State.DRAFT, changed_at__lt=before)[: erasing.BATCH])
            for draft in drafts:
                _drop_photos(SignalPhoto.objects.filter(signal=draft))
                draft.delete()
            return len(drafts)
        case "signals.Message":
            return erasing.delete(Message.objects.filter(_ended("signal__", before)))
        case "signals.SignalPhoto":
            return _drop_photos(SignalPhoto.objects.filter(_ended("signal__", before)))
    raise LookupError(line.model)


def _ended(path: str, before: datetime) -> Q:
    """Closed long enough ago; what was merged ends with the signal that it went on in."""
    return Q(**{f"{path}closed_at__lt": before}) | Q(**{f"{path}merged_into__closed_at__lt": before})


def _drop_photos(photos: QuerySet[SignalPhoto]) -> int:
    found = list(photos.select_related("photo")[: erasing.BATCH])
    for photo in found:
        files.drop_with_photo(photo)
    return len(found)
