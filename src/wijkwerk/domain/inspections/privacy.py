"""What this room keeps about people, why, and how long."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.models import Mark, SpotPhoto, Walker
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox.models import Channel

LINES = [
    Line(
        model="inspections.Walker",
        what=_("Naam en één adres (e-mail, telefoon of post) van wie een schouw meeloopt, en of diegene instemt."),
        why=_("Om de weg te wijzen naar de schouw en te laten weten wat er met de bevindingen gebeurt."),
        basis=_("Taak van algemeen belang; niemand hoeft iets in te vullen."),
        from_whom=_("De loper zelf, of wie de schouw voorbereidt."),
        term=_("na de dag van de schouw; daarna werkt de eigen link niet meer"),
        term_setting=Term(days=365, least=30, most=1095),
        subject=True,
    ),
    Line(
        model="inspections.Mark",
        what=_("Opmerkingen bij een oordeel. Daar kan iets over een persoon in staan. Het oordeel zelf blijft."),
        why=_("Om te begrijpen waarom iemand een oordeel gaf."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("Wie de schouw meeliep."),
        term=_("na de dag van de schouw"),
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
    Line(
        model="inspections.SpotPhoto",
        what=_("Foto's bij een punt van de schouw, zonder plaats- en toestelgegevens."),
        why=_("Om te zien wat er buiten aan de hand is."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("Wie de schouw meeliep."),
        term=_("na de dag van de schouw"),
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "inspections.InspectionSettings": "what happens by itself",
    "inspections.Scale": "levels and the norm",
    "inspections.Level": "a step of a scale",
    "inspections.Subject": "what is looked at",
    "inspections.Aspect": "what is looked at",
    "inspections.ReferencePicture": "a picture of the municipality's own of what a level looks like",
    "inspections.Inspection": "a walk through an area",
    "inspections.FixedPoint": "a place in an area",
    "inspections.Draw": "a seed and the outline of an area",
    "inspections.Spot": "a place on a route",
    "inspections.Finding": "what must be done: names stay with the persons who own it",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    day = clock.dutch(before).date()
    match line.model:
        case "inspections.Walker":
            return _forget_walkers(day)
        case "inspections.Mark":
            return erasing.blank(Mark.objects.filter(spot__inspection__on__lt=day).exclude(note=""), note="")
        case "inspections.SpotPhoto":
            return _drop_photos(day)
    raise LookupError(line.model)


def _forget_walkers(day: date) -> int:
    """Who it was goes, and the link with it; that somebody walked stays, without who."""
    unknown = Q(person=None, organisation=None, name="", reply_by=Channel.NONE, reply_address="", agrees_words="")
    rows = Walker.objects.filter(inspection__on__lt=day).exclude(unknown)
    walkers = list(rows[: erasing.BATCH])
    for walker in walkers:
        walker.person = walker.organisation = None
        walker.name, walker.reply_address, walker.agrees_words = "", "", ""
        walker.reply_by, walker.link_key = Channel.NONE, secrets.token_urlsafe(16)
    Walker.objects.bulk_update(
        walkers, ["person", "organisation", "name", "reply_address", "agrees_words", "reply_by", "link_key"]
    )
    return len(walkers)


def _drop_photos(day: date) -> int:
    rows = SpotPhoto.objects.filter(spot__inspection__on__lt=day).select_related("photo")
    photos = list(rows[: erasing.BATCH])
    for each in photos:
        files.drop_with_photo(each)
    return len(photos)
