"""Initiatives in public and the yearly award: what is kept about who starts, supports, helps, nominates and judges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.initiative_states import ENDED
from wijkwerk.domain.budgets.models import (
    AwardState,
    HelpOffer,
    HelpWanted,
    Initiative,
    InitiativePhoto,
    InitiativeUpdate,
    Juror,
    Starter,
    Support,
)
from wijkwerk.domain.budgets.operations import awards, helping, initiatives, supporting
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

PUBLIC_TASK = _("Taak van algemeen belang; niemand hoeft iets in te vullen.")

LINES: list[Line] = [
    Line(
        model="budgets.Starter",
        what=_("Naam en één adres (e-mail, telefoon of post) van wie een initiatief begint."),
        why=_("Om te laten weten hoe het gaat en wie wil helpen."),
        basis=PUBLIC_TASK,
        from_whom=_("De initiatiefnemer zelf, of een medewerker die het opschrijft."),
        term=_("nadat het initiatief klaar of gestopt is, of nooit openbaar werd en stil bleef liggen"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="budgets.Initiative",
        what=_("De woorden zoals de initiatiefnemer ze schreef. Daar kan iets over een persoon in staan."),
        why=_("Om na te kijken wat op de website komt."),
        basis=PUBLIC_TASK,
        from_whom=_("De initiatiefnemer."),
        term=_("nadat het initiatief klaar of gestopt is; wat op de website staat blijft"),
        term_setting=Term(days=365, least=30, most=1825),
    ),
    Line(
        model="budgets.HelpWanted",
        what=_("Een vraag om hulp zoals de initiatiefnemer haar schreef."),
        why=_("Om na te kijken wat op de website komt."),
        basis=PUBLIC_TASK,
        from_whom=_("De initiatiefnemer."),
        term=_("nadat het initiatief klaar of gestopt is; wat op de website staat blijft"),
        term_setting=Term(days=365, least=30, most=1825),
    ),
    Line(
        model="budgets.InitiativeUpdate",
        what=_("Een bericht over een initiatief zoals de initiatiefnemer het schreef."),
        why=_("Om na te kijken wat op de website komt."),
        basis=PUBLIC_TASK,
        from_whom=_("De initiatiefnemer."),
        term=_("nadat het initiatief klaar of gestopt is; wat op de website staat blijft"),
        term_setting=Term(days=365, least=30, most=1825),
    ),
    Line(
        model="budgets.InitiativePhoto",
        what=_("Foto's bij een initiatief, zonder plaats- en toestelgegevens."),
        why=_("Om te laten zien wat inwoners doen."),
        basis=_("Toestemming van wie de foto stuurt; weghalen kan altijd, met de link."),
        from_whom=_("De initiatiefnemer."),
        term=_("nadat het initiatief klaar of gestopt is"),
        term_setting=Term(days=1825, least=90, most=3650),
    ),
    Line(
        model="budgets.Support",
        part="unconfirmed",
        what=_("Een e-mailadres waarmee iemand een initiatief wil steunen, tot het is bevestigd."),
        why=_("Om iedereen één keer te tellen."),
        basis=_("Toestemming: wie steunt vult het zelf in."),
        from_whom=_("Wie steunt."),
        term=_("nadat de vraag om te bevestigen is verstuurd"),
        term_setting=Term(days=14, least=1, most=60),
        subject=True,
    ),
    Line(
        model="budgets.Support",
        part="news",
        what=_("Het e-mailadres van wie op de hoogte wil blijven van een initiatief."),
        why=_("Om nieuws te sturen."),
        basis=_("Toestemming; stoppen kan met de link in elk bericht."),
        from_whom=_("Wie steunt."),
        term=_("nadat het initiatief klaar of gestopt is"),
        term_setting=Term(days=90, least=7, most=365),
        subject=True,
    ),
    Line(
        model="budgets.HelpOffer",
        what=_(
            "Naam en één manier om iemand te bereiken die wil helpen bij een initiatief, en wat die persoon schreef."
        ),
        why=_("Om de initiatiefnemer contact te laten opnemen."),
        basis=_("Toestemming: wie hulp aanbiedt vult het zelf in."),
        from_whom=_("Wie hulp aanbiedt."),
        term=_("na het aanbod"),
        term_setting=Term(days=90, least=7, most=365),
        subject=True,
    ),
    Line(
        model="budgets.Nomination",
        what=_(
            "Wie is voorgedragen en waarom, hoe die persoon te bereiken is, of de naam op de website mag, en naam en "
            "adres van wie voordroeg."
        ),
        why=_("Om te kiezen wie de jaarlijkse waardering krijgt, en te laten weten hoe het afloopt."),
        basis=_("Taak van algemeen belang; voor de naam op de website toestemming."),
        from_whom=_("Wie voordraagt, en wie is voorgedragen."),
        term=_("nadat het voordragen sloot; een winnaar die ja zei blijft staan tot die persoon nee zegt"),
        term_setting=Term(days=365, least=30, most=1095),
        subject=True,
    ),
    Line(
        model="budgets.Juror",
        what=_("Wie in de jury zit, met een e-mailadres als iemand geen account heeft."),
        why=_("Om de jury te laten oordelen."),
        basis=_("Toestemming: wie in de jury zit zei ja."),
        from_whom=_("Het jurylid."),
        term=_("nadat de waardering is uitgereikt of niet doorging; de cijfers gaan mee"),
        term_setting=Term(days=365, least=30, most=1095),
        subject=True,
    ),
    Line(
        model="budgets.JurorScore",
        what=_("Het cijfer van een jurylid voor een voordracht, en wat het jurylid erbij schreef."),
        why=_("Om te kiezen wie de waardering krijgt."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("Het jurylid."),
        term=_("gaat weg met het jurylid"),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.PaperSupport": "how many signed on paper, and where the list is kept; the names stay on paper",
    "budgets.AwardYear": "when an award is given and what the jury found; the form asks for no names",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    match line.key:
        case "budgets.starter":
            return _starters(before, at)
        case "budgets.initiative":
            rows = Initiative.objects.filter(_ended("", before), is_public=True)
            return _as_public(rows.exclude(words=F("public_words")), title=F("public_title"), place=F("public_place"))
        case "budgets.helpwanted":
            return _typed(HelpWanted, before)
        case "budgets.initiativeupdate":
            return _typed(InitiativeUpdate, before)
        case "budgets.initiativephoto":
            photos = InitiativePhoto.objects.filter(_ended("initiative__", before)).select_related(
                "photo", "initiative"
            )
            found = list(photos.order_by("pk")[: erasing.BATCH])
            for photo in found:
                initiatives.remove_photo(photo, by=CLOCK, at=at)
            return len(found)
        case "budgets.support.unconfirmed":
            return supporting.forget_unconfirmed(before=before, most=erasing.BATCH)
        case "budgets.support.news":
            news = Support.objects.filter(_ended("initiative__", before), wants_news=True)
            return erasing.blank(news, address="", wants_news=False)
        case "budgets.helpoffer":
            old = HelpOffer.objects.filter(offered_at__lt=before).select_related("initiative")
            offers = list(old.order_by("pk")[: erasing.BATCH])
            for offer in offers:
                helping.drop_offer(offer, by=CLOCK, at=at)
            return len(offers)
        case "budgets.nomination":
            return awards.forget_nominations(before=before, at=at, most=erasing.BATCH)
        case "budgets.juror":
            over = (AwardState.ANNOUNCED, AwardState.CANCELLED)
            jurors = Juror.objects.filter(award_year__state__in=over, award_year__closes_at__lt=before)
            return erasing.delete(jurors)
    raise LookupError(line.key)


def _ended(path: str, before: datetime) -> Q:
    """Ended long enough ago; what was merged ends with the initiative that it went on in."""
    own = Q(**{f"{path}ended_at__lt": before, f"{path}merged_into__isnull": True})
    return own | Q(**{f"{path}merged_into__ended_at__lt": before})


def _starters(before: datetime, at: datetime) -> int:
    never = Q(initiative__published_at__isnull=True, initiative__changed_at__lt=before) & ~Q(
        initiative__state__in=ENDED
    )
    rows = Starter.objects.filter(_ended("initiative__", before) | never, forgotten_at__isnull=True)
    found = list(rows.select_related("initiative").order_by("pk")[: erasing.BATCH])
    for starter in found:
        initiatives.forget_starter(starter, by=CLOCK, at=at)
    return len(found)


def _typed(model: type[HelpWanted] | type[InitiativeUpdate], before: datetime) -> int:
    """What was published stays as everybody reads it; what was not goes."""
    old = model.objects.filter(_ended("initiative__", before))
    changed = old.filter(is_public=True).exclude(words=F("public_words"))
    return erasing.delete(old.filter(is_public=False)) + _as_public(changed)


def _as_public(rows: QuerySet[Any], **more: F) -> int:
    return erasing.blank(rows, words=F("public_words"), **more)
