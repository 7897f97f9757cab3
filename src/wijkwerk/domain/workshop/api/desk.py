"""The desk for machines: who comes, what is paid, help with forms; the same deeds, under the same guards."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop.api.known import resident_of
from wijkwerk.domain.workshop.models import FormsHelp, HelpTheme, Resident, Visit
from wijkwerk.domain.workshop.operations import forms_help, visits
from wijkwerk.domain.workshop.operations import residents as operations
from wijkwerk.domain.workshop.queries import days, desk, places, residents
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Balie van de werkplaats")
PAYMENTS = ("-year", "-number")


class NoSuchBuurt(Refusal):
    message = _("Deze buurt is niet van deze gemeente.")


class NoSuchOrganisation(Refusal):
    message = _("Deze organisatie is er niet, of werkt hier niet meer.")


class FunctionWord(StrEnum):
    MEETING = "ontmoeten"
    LENDING = "lenen"
    CHORES = "klus"
    FORMS = "formulieren"
    BICYCLES = "fietsen"
    REPAIR = "repareren"
    BENCH = "werkbank"
    ROUNDS = "werk-in-de-wijk"
    DAY_ACTIVITY = "dagbesteding"
    GARDEN = "moestuin"
    OFFICE_HOUR = "spreekuur"
    OTHER = "anders"


class ChannelWord(StrEnum):
    EMAIL = "e-mail"
    POST = "brief"
    PHONE = "telefoon"
    NONE = "geen"


class ThemeWord(StrEnum):
    LETTER = "brief"
    BENEFIT = "uitkering-of-toeslag"
    TAX = "belasting"
    HOUSING = "wonen"
    ENERGY = "energie"
    DEBT = "schulden"
    CARE = "zorg"
    WORK = "werk"
    ONLINE = "computer-en-digid"
    OTHER = "anders"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ResidentDocument(Document):
    """Een inwoner: een naam en één manier om iemand te bereiken."""

    number: int = named("nummer")
    name: str = named("naam")
    channel: ChannelWord = named("bereikbaarVia")
    address: str = named("adres")
    buurt: str = named("buurtCode")
    card: str = named("kaart")
    seen_on: date = named("laatstGezien")


class VisitDocument(Document):
    number: int = named("nummer")
    on: date = named("dag")
    function: FunctionWord = named("waarvoor")
    resident: int | None = named("inwoner", description="Nummer van de inwoner; null bij een telling zonder naam.")
    people: int = named("aantal")


class CameDocument(Document):
    function: FunctionWord = named("waarvoor")
    named_people: int = named("metNaam")
    tallied: int = named("geteld")


class DayDocument(Document):
    """Een dag aan de balie."""

    on: date = named("dag")
    is_open: bool = named("open")
    people: int = named("verschillendeMensenMetNaam")
    came: list[CameDocument] = named("bezoek")
    expected_cents: int = named("hoortInKasInCenten")
    counted_cents: int | None = named("geteldInCenten")


class HelpDocument(Document):
    number: int = named("nummer")
    on: date = named("dag")
    theme: ThemeWord = named("onderwerp")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class FindInput(Input):
    words: Line = named(
        "woorden", description="Het begin van een of meer woorden van de naam, of de code van een kaart."
    )


class ResidentInput(Input):
    name: Line = named("naam", max_length=120)
    channel: ChannelWord = named("bereikbaarVia", ChannelWord.NONE)
    address: Line = named("adres", "")
    buurt: Line = named("buurtCode", "", max_length=10)
    card: Line = named("kaart", "", max_length=40)


class VisitInput(Input):
    function: FunctionWord = named("waarvoor")
    resident: Number | None = named("inwoner", None)
    people: int = named("aantal", 1, ge=1, le=visits.MOST_AT_ONCE)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één bezoek.")


class HelpInput(Input):
    theme: ThemeWord = named("onderwerp")
    helper: Line = named("wieHielp", "", max_length=120)
    organisation: Number | None = named("doorverwezenNaar", None, description="Nummer van een organisatie.")
    client_key: UUID | None = named(
        "sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer hulp."
    )


# ── Who comes ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post(
    "/werkplaatsen/{int:werkplaats}/inwoners/zoeken", response=list[ResidentDocument], summary="Inwoners zoeken"
)
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def find_residents(request: HttpRequest, workshop: Facility, data: FindInput) -> Any:
    """Hooguit twintig, wie het laatst kwam eerst. Een POST, zodat er geen naam in een adres staat."""
    with_card = residents.by_card(workshop, data.words)
    return [_resident(each) for each in ([with_card] if with_card else residents.find_residents(workshop, data.words))]


@router.post(
    "/werkplaatsen/{int:werkplaats}/inwoners", response={201: ResidentDocument}, summary="Een inwoner inschrijven"
)
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def register(request: HttpRequest, workshop: Facility, data: ResidentInput) -> Any:
    """Een naam en één manier om iemand te bereiken. Meer vragen wij niet."""
    if data.buurt and not areas.own_buurten().filter(code=data.buurt).exists():
        raise NoSuchBuurt
    made = operations.register(
        workshop,
        name=data.name,
        reply_by=Channel[data.channel.name],
        reply_address=data.address,
        buurt_code=data.buurt,
        card_code=data.card,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _resident(made))


def _resident(resident: Resident) -> ResidentDocument:
    return ResidentDocument(
        number=resident.pk,
        name=resident.name,
        channel=ChannelWord[Channel(resident.reply_by).name],
        address=resident.reply_address,
        buurt=resident.buurt_code,
        card=resident.card_code,
        seen_on=clock.dutch(resident.seen_at).date(),
    )


def _known(workshop: Facility, number: int | None) -> Resident | None:
    return resident_of(workshop, number) if number is not None else None


@router.post("/werkplaatsen/{int:werkplaats}/bezoek", response={201: VisitDocument}, summary="Bezoek noteren")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def note_visit(request: HttpRequest, workshop: Facility, data: VisitInput) -> Any:
    """Met een naam telt iemand één keer op een dag voor één ding; zonder naam is het een telling."""
    visit = visits.note_visit(
        workshop,
        function=FunctionKind[data.function.name],
        resident=_known(workshop, data.resident),
        people=data.people,
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _visit(visit))


def _visit(visit: Visit) -> VisitDocument:
    return VisitDocument(
        number=visit.pk,
        on=visit.on,
        function=FunctionWord[FunctionKind(visit.function).name],
        resident=visit.resident_id,
        people=visit.people,
    )


# ── The day and help ──────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/dag", response=DayDocument, summary="Een dag aan de balie")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def one_day(request: HttpRequest, workshop: Facility, dag: date | None = None) -> Any:
    """Hoeveel mensen er kwamen en waarvoor, en wat er in de kas hoort. Zonder dag: vandaag."""
    on = dag or clock.today()
    found = days.day(workshop, on)
    return DayDocument(
        on=on,
        is_open=found is not None and found.is_open,
        people=desk.people_of_day(workshop, on),
        came=[
            CameDocument(function=FunctionWord[each.function.name], named_people=each.named, tallied=each.tallied)
            for each in desk.visits_of_day(workshop, on)
        ],
        expected_cents=days.expected_cents(found) if found else 0,
        counted_cents=found.counted_cents if found else None,
    )


@router.post(
    "/werkplaatsen/{int:werkplaats}/formulierenhulp", response={201: HelpDocument}, summary="Hulp met formulieren"
)
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def give_help(request: HttpRequest, workshop: Facility, data: HelpInput) -> Any:
    """Dat er hulp was en waarover. Niet aan wie, en niet wat er op papier stond."""
    organisation: Organisation | None = None
    if data.organisation is not None:
        organisation = Organisation.objects.active().filter(pk=data.organisation).first()
        if organisation is None:
            raise NoSuchOrganisation
    given: FormsHelp = forms_help.give_forms_help(
        workshop,
        theme=HelpTheme[data.theme.name],
        helper=data.helper,
        referred_to=organisation,
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, HelpDocument(number=given.pk, on=given.on, theme=data.theme))
