"""Series of meetings: what for, who, where, and by which rhythm."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities.models import Rhythm
from wijkwerk.domain.meetings.api.documents import (
    MeetingDocument,
    NoSuchParty,
    PlaceInput,
    party_of,
    place_of,
    whole,
)
from wijkwerk.domain.meetings.api.minutes import ListFilter, NoSuchAgenda
from wijkwerk.domain.meetings.models import Member, Series
from wijkwerk.domain.meetings.operations import meetings, series
from wijkwerk.domain.meetings.queries import occurrences, people
from wijkwerk.domain.people.api import RoleWord
from wijkwerk.domain.plans.models import Agenda
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role, roles_that_can_be_given
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Overleg")
ORDER = ("title", "id")


class RhythmWord(StrEnum):
    WEEKLY = "elkeWeek"
    FORTNIGHTLY = "omDeWeek"
    MONTHLY = "elkeMaand"


class NoSuchArea(Refusal):
    message = _("Dit gebied is er niet, of u plant er geen overleggen.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class MemberDocument(Document):
    number: int = named("nummer")
    name: str = named("naam", description="Een persoon, een organisatie, of wie daar deze rol heeft.")
    leads: bool = named("leidt")


class SeriesDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    kind: str = named("soort")
    areas: list[int] = named("werkgebieden")
    is_wide: bool = named("heleGemeente")
    is_open: bool = named("voorIedereen")
    about: str = named("omschrijving")
    facility: int | None = named("voorziening")
    room: int | None = named("ruimte")
    place: str = named("plek")
    takes_registrations: bool = named("aanmelden")
    seats: int | None = named("aantalPlaatsen")
    kept_seats: int = named("plaatsenZonderEmail")
    members: list[MemberDocument] = named("deelnemers")


class SeriesList(Document):
    results: list[SeriesDocument] = named("resultaten")
    following: str | None = named("volgende")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class SeriesWords(PlaceInput):
    title: Line = named("titel")
    about: Story = named("omschrijving", "")
    takes_registrations: bool | None = named(
        "aanmelden", None, description="Leeg: bij een nieuwe reeks zoals de soort het heeft; anders zoals het was."
    )
    seats: int | None = named("aantalPlaatsen", None, ge=1, le=5000)
    kept_seats: int = named("plaatsenZonderEmail", 0, ge=0, le=5000)


class SeriesInput(SeriesWords):
    kind: Line = named("soort")
    areas: list[Number] = named("werkgebieden", default_factory=list, max_length=200)
    is_wide: bool = named("heleGemeente", False)
    agenda: Number | None = named(
        "agendaNummer", None, description="Voor een voortgangsoverleg: van welke projectenagenda."
    )


class RhythmInput(Input):
    rhythm: RhythmWord = named("ritme")
    first_on: date = named("eersteKeer")
    from_time: time = named("van")
    until_time: time = named("tot")
    until_on: date | None = named("nietMeerVanaf", None)


class DayInput(Input):
    on: date = named("op")


class ExtraInput(PlaceInput):
    on: date = named("op")
    from_time: time = named("van")
    until_time: time = named("tot")
    title: Line = named("titel", "")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één moment.")


class MemberInput(Input):
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)
    role: RoleWord | None = named("rol", None, description="Wie daar deze rol heeft, wie dat ook is.")
    leads: bool = named("leidt", False)


# ── Series ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/overlegreeksen", response=SeriesList, summary="Reeksen")
@needs(Permission.MEETING_VIEW)
def all_series(request: HttpRequest, filters: Query[ListFilter]) -> HttpResponse:
    """Reeksen van overleggen die u mag zien."""
    api.check_token(filters.after, order=ORDER)
    rows = occurrences.series_visible_to(policy.actor_of(request))
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    found = [series_document(each).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.post("/overlegreeksen", response={201: SeriesDocument}, summary="Reeks maken")
@needs(Permission.MEETING_MANAGE)
def make_series(request: HttpRequest, data: SeriesInput) -> Any:
    """Een reeks overleggen. Het ritme komt daarna."""
    wanted = areas.work_areas(clock.today()).filter(pk__in=data.areas)
    if len(wanted) != len(set(data.areas)):
        raise NoSuchArea
    values = data.model_dump(exclude={"areas", "agenda", "facility", "room", "place"})
    agenda = _agenda(data.agenda, policy.actor_of(request))
    made = series.make_series(
        **values, **place_of(data), work_areas=list(wanted), agenda=agenda, **policy.deed(request)
    )
    return Status(201, series_document(occurrences.series(made.pk)))


def _agenda(number: int | None, actor: policy.Actor) -> Agenda | None:
    if number is None:
        return None
    found: Agenda | None = Agenda.objects.filter(pk=number).select_related("work_area").first()
    if found is None or not policy.may(actor, Permission.MEETING_MANAGE, on=found):
        raise NoSuchAgenda
    return found


@router.get("/overlegreeksen/{int:nummer}", response=SeriesDocument, summary="Eén reeks")
@needs(Permission.MEETING_VIEW, find=occurrences.series, by=("nummer",))
def one_series(request: HttpRequest, one: Series) -> Any:
    """Eén reeks overleggen."""
    return series_document(one)


@router.put("/overlegreeksen/{int:nummer}", response=SeriesDocument, summary="Reeks wijzigen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def change_series(request: HttpRequest, one: Series, data: SeriesWords) -> Any:
    """Andere woorden, een andere plek, meer of minder plaatsen. Wat een moment van zichzelf heeft, blijft."""
    values = data.model_dump(exclude={"facility", "room", "place"})
    if data.takes_registrations is None:
        del values["takes_registrations"]
    series.change_series(one, **values, **place_of(data), **policy.deed(request))
    return series_document(occurrences.series(one.pk))


@router.post("/overlegreeksen/{int:nummer}/ritme", response=SeriesDocument, summary="Ritme kiezen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def set_rhythm(request: HttpRequest, one: Series, data: RhythmInput) -> Any:
    """Vanaf de eerste keer geldt dit ritme; tijden zijn die van de Nederlandse klok."""
    values = data.model_dump() | {"rhythm": Rhythm[data.rhythm.name]}
    series.set_rhythm(one, **values, **policy.deed(request))
    return series_document(occurrences.series(one.pk))


@router.post("/overlegreeksen/{int:nummer}/stop", response=SeriesDocument, summary="Ritme stoppen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def end_rhythm(request: HttpRequest, one: Series, data: DayInput) -> Any:
    """Vanaf deze dag komt het overleg niet meer terug."""
    series.end_rhythm(one, on=data.on, **policy.deed(request))
    return series_document(occurrences.series(one.pk))


@router.post("/overlegreeksen/{int:nummer}/voorbereiding", response={201: MeetingDocument}, summary="Voorbereiden")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def prepare(request: HttpRequest, one: Series, data: DayInput) -> Any:
    """Een moment van het ritme krijgt een nummer en een agenda. Twee keer is één keer."""
    row = meetings.prepare(one, on=data.on, **policy.deed(request))
    return Status(201, whole(request, row.pk))


@router.post("/overlegreeksen/{int:nummer}/extra", response={201: MeetingDocument}, summary="Los moment toevoegen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def add_extra(request: HttpRequest, one: Series, data: ExtraInput) -> Any:
    """Een moment naast het ritme."""
    values = data.model_dump(exclude={"facility", "room", "place"})
    row = meetings.add_extra(one, **values, **place_of(data), **policy.deed(request))
    return Status(201, whole(request, row.pk))


@router.post("/overlegreeksen/{int:nummer}/deelnemers", response={201: SeriesDocument}, summary="Deelnemer toevoegen")
@needs(Permission.MEETING_MANAGE, find=occurrences.series, by=("nummer",))
def add_member(request: HttpRequest, one: Series, data: MemberInput) -> Any:
    """Een persoon, een organisatie, of wie daar een rol heeft, doet mee."""
    person, organisation = party_of(data.person, data.organisation)
    if [person is None, organisation is None, data.role is None].count(False) != 1:
        raise NoSuchParty
    role = "" if data.role is None else Role[data.role.name]
    if role and role not in roles_that_can_be_given():
        raise NoSuchParty
    series.add_member(
        one, person=person, organisation=organisation, role=role, leads=data.leads, **policy.deed(request)
    )
    return Status(201, series_document(occurrences.series(one.pk)))


@router.post(
    "/overlegreeksen/{int:nummer}/deelnemers/{int:deelnemer}/weg",
    response=SeriesDocument,
    summary="Deelnemer weghalen",
)
@needs(Permission.MEETING_MANAGE, find=occurrences.member, by=("nummer", "deelnemer"))
def remove_member(request: HttpRequest, member: Member) -> Any:
    """Die doet niet meer mee. Iemand moet het overleg blijven leiden."""
    series.remove_member(member, **policy.deed(request))
    return series_document(occurrences.series(member.series_id))


def series_document(one: Series) -> SeriesDocument:
    return SeriesDocument(
        number=one.pk,
        title=one.title,
        kind=one.kind,
        areas=[area.pk for area in one.work_areas.all()],
        is_wide=one.is_wide,
        is_open=one.is_open,
        about=one.about,
        facility=one.facility_id,
        room=one.room_id,
        place=one.place,
        takes_registrations=one.takes_registrations,
        seats=one.seats,
        kept_seats=one.kept_seats,
        members=[
            MemberDocument(number=each.pk, name=people.word_for(each), leads=each.leads)
            for each in sorted(one.members.all(), key=lambda member: (not member.leads, member.pk))
        ],
    )
