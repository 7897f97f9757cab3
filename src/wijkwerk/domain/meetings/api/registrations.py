"""Evenings for everybody: who comes, by themselves or written down by staff."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Status

from wijkwerk.domain.meetings.api.documents import MeetingDocument, whole
from wijkwerk.domain.meetings.models import Meeting, Registration
from wijkwerk.domain.meetings.operations import registrations
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api
from wijkwerk.foundation.kit.api import Document, Input, Line, named
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Overleg")
REGISTERED = "/bijeenkomsten/aanmeldingen/{int:nummer}"


class ChannelWord(StrEnum):
    EMAIL = "email"
    POST = "post"
    PHONE = "telefoon"
    NONE = "geen"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class RegistrationDocument(Document):
    state: str = named("staat")
    seat: int | None = named("plaats")
    address: str = named("adres", description="Het geheime adres waarmee iemand zich afmeldt.")


class RegisteredDocument(Document):
    """Iemand die komt of wacht, voor wie de lijst bijhoudt."""

    number: int = named("nummer")
    name: str = named("naam")
    state: str = named("staat")
    seat: int | None = named("plaats")
    channel: ChannelWord = named("kanaal")
    address: str = named("adres")
    called_at: datetime | None = named("gebeldOp")


class RegisteredList(Document):
    results: list[RegisteredDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class PlacesInput(Input):
    seats: int | None = named("aantalPlaatsen", None, ge=1, le=5000)
    kept_seats: int = named("plaatsenZonderEmail", 0, ge=0, le=5000)


class RegistrationInput(Input):
    name: Line = named("naam")
    channel: ChannelWord = named("kanaal")
    address: Line = named("adres", "")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


# ── By themselves ──────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/bijeenkomsten/{int:reeks}/{dag}/aanmeldingen", response={201: RegistrationDocument}, summary="Aanmelden")
@needs(Permission.MEETING_VIEW_PUBLIC, find=occurrences.public_moment, by=("reeks", "dag"))
def register(request: HttpRequest, where: Occurrence, data: RegistrationInput) -> Any:
    """Iemand komt op een dag van een reeks: een plek, of op de wachtlijst."""
    return _registered(request, where, data)


@router.post("/bijeenkomsten/{int:nummer}/aanmeldingen", response={201: RegistrationDocument}, summary="Aanmelden")
@needs(Permission.MEETING_VIEW_PUBLIC, find=occurrences.public_meeting, by=("nummer",))
def register_for_meeting(request: HttpRequest, row: Meeting, data: RegistrationInput) -> Any:
    """Iemand komt naar een bijeenkomst met een nummer: een plek, of op de wachtlijst."""
    return _registered(request, occurrences.of_row(row), data)


def _registered(request: HttpRequest, where: Occurrence, data: RegistrationInput) -> Any:
    with limits.counted(request, what=_("aanmeldingen")):
        made = registrations.register(where, **_values(data), **policy.deed(request))
    return Status(201, _registration(request, made))


def _registration(request: HttpRequest, row: Registration) -> RegistrationDocument:
    return RegistrationDocument(
        state=str(row.get_state_display()), seat=row.seat, address=request.build_absolute_uri(row.own_address)
    )


@router.post("/aanmeldingen/{sleutel}/afmelding", response=RegistrationDocument, summary="Afmelden")
@needs(Permission.MEETING_VIEW_PUBLIC, find=queries.registration_by_key, by=("sleutel",))
def cancel(request: HttpRequest, row: Registration) -> Any:
    """Iemand komt toch niet. De sleutel staat in het geheime adres; de plek gaat naar wie het langst wacht."""
    made = registrations.cancel(row, **policy.deed(request))
    return _registration(request, made)


# ── By staff ───────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/bijeenkomsten/{int:nummer}/aanmeldingen", response=RegisteredList, summary="Wie er komen")
@needs(Permission.MEETING_REGISTER, find=occurrences.public_meeting, by=("nummer",))
def registered(request: HttpRequest, row: Meeting) -> Any:
    """Eerst wie een plaats heeft, dan wie wacht, dan wie zich afmeldde."""
    return RegisteredList(results=[_registered_document(each) for each in queries.registrations_of(row)])


@router.post(
    "/bijeenkomsten/{int:nummer}/aanmeldingen/balie", response={201: RegisteredDocument}, summary="Iemand aanmelden"
)
@needs(Permission.MEETING_REGISTER, find=occurrences.public_meeting, by=("nummer",))
def register_for(request: HttpRequest, row: Meeting, data: RegistrationInput) -> Any:
    """Voor wie belt, schrijft of langskomt."""
    made = registrations.register(occurrences.of_row(row), **_values(data), is_by_staff=True, **policy.deed(request))
    return Status(201, _registered_document(made))


@router.post(f"{REGISTERED}/afmelding", response=RegisteredDocument, summary="Iemand afmelden")
@needs(Permission.MEETING_REGISTER, find=queries.registration, by=("nummer",))
def cancel_for(request: HttpRequest, row: Registration) -> Any:
    """De plek gaat naar wie het langst wacht."""
    return _registered_document(registrations.cancel(row, **policy.deed(request)))


@router.post(f"{REGISTERED}/gebeld", response=RegisteredDocument, summary="Iemand is gebeld")
@needs(Permission.MEETING_REGISTER, find=queries.registration, by=("nummer",))
def note_call(request: HttpRequest, row: Registration) -> Any:
    """Wie geen e-mail heeft, is gebeld."""
    return _registered_document(registrations.note_call(row, **policy.deed(request)))


@router.post("/overleggen/{int:nummer}/plaatsen", response=MeetingDocument, summary="Aantal plaatsen kiezen")
@needs(Permission.MEETING_MANAGE, find=occurrences.public_meeting, by=("nummer",))
def set_places(request: HttpRequest, row: Meeting, data: PlacesInput) -> Any:
    """Hoeveel mensen er kunnen komen, en hoeveel plaatsen er zijn voor wie geen e-mail heeft."""
    registrations.set_places(row, **data.model_dump(), **policy.deed(request))
    return whole(request, row.pk)


def _values(data: RegistrationInput) -> dict[str, Any]:
    return data.model_dump() | {"channel": Channel[data.channel.name]}


def _registered_document(row: Registration) -> RegisteredDocument:
    return RegisteredDocument(
        number=row.pk,
        name=row.name,
        state=str(row.get_state_display()),
        seat=row.seat,
        channel=ChannelWord[Channel(row.channel).name],
        address=row.address,
        called_at=row.called_at,
    )
