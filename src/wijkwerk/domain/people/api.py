"""People for machines: organisations, teams and roles as everybody sees them; persons for who may see the directory."""

# No postponed annotations here: the framework reads them through the guard, which stands in another module.

from datetime import date
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people import figures, queries
from wijkwerk.domain.people.models import Commitment, Covenant, Organisation, Person, Promises, Ring
from wijkwerk.domain.people.models.organisations import Kind
from wijkwerk.domain.people.operations import covenants as operations
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import DOES, Permission
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, named

router = api.router("mensen")
BY_NAME = ("name", "id")
BY_TITLE = ("title", "id")


# ── Our codes in the words of the API: part of it, so they stay when a label on the screen changes ─────────────────
class OrganisationKindWord(StrEnum):
    RESIDENTS_BODY = "bewonersorganisatie"
    MUNICIPALITY = "gemeente"
    HOUSING = "wonen"
    WELFARE = "welzijn"
    CARE = "zorg"
    POLICE = "politie"
    SCHOOL = "school"
    ASSOCIATION = "vereniging"
    SHOP = "winkel-of-bedrijf"
    RELIGIOUS = "geloofsgemeenschap"
    OTHER = "anders"


class RingWord(StrEnum):
    CORE = "kern"
    TRADES = "vakmensen"
    ALLIES = "bondgenoten"


class RoleWord(StrEnum):
    EVERYONE = "iedereen"
    REPORTER = "melder"
    RESIDENTS_BODY = "bewonersorganisatie"
    COORDINATOR = "wijkregisseur"
    ALDERMAN = "wethouder"
    SPECIALIST = "vakspecialist"
    PARTNER = "partner"
    DESK = "balie"
    CLERK = "griffie"
    ADMINISTRATOR = "beheerder"
    HOST = "gastheer"
    VOLUNTEER = "vrijwilliger"
    PARTICIPANT = "deelnemer"
    HANDLER = "oppakker"
    WALKER = "loper"
    TREASURER = "budgethouder"
    APPLICANT = "aanvrager"
    COMMITTEE_MEMBER = "commissielid"
    JUROR = "jurylid"


class HeldWord(StrEnum):
    """For what reach somebody is given a role; empty where it follows from the thing itself."""

    AREA = "werkgebied"
    MUNICIPALITY = "gemeente"
    NOBODY = ""


HELD = {"area": HeldWord.AREA, "municipality": HeldWord.MUNICIPALITY, "": HeldWord.NOBODY}


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class OrganisationDocument(Document):
    """An organisation as everybody sees it. Without work areas it works in the whole municipality."""

    number: int = named("nummer")
    name: str = named("naam")
    kind: OrganisationKindWord = named("soort")
    about: str = named("over")
    phone: str = named("telefoon")
    email: str = named("eMail")
    website: str
    work_areas: list[int] = named("werkgebieden")
    own_role: str | None = named("eigenRol", None)
    expects: str | None = named("verwacht", None)
    is_expected: str | None = named("wordtVerwacht", None)


class OrganisationList(Document):
    rows: list[OrganisationDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class PersonDocument(Document):
    """Somebody who works here. Telephone and e-mail only where they may be seen."""

    number: int = named("nummer")
    name: str = named("naam")
    function: str = named("functie")
    organisation: int | None = named("organisatie", None)
    findable: str = named("teVinden")
    phone: str | None = named("telefoon", None)
    email: str | None = named("eMail", None)


class PersonList(Document):
    rows: list[PersonDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class ContactDocument(Document):
    """Who to turn to in a work area, and whom they stand in for."""

    person: PersonDocument = named("persoon")
    instead_of: PersonDocument | None = named("inPlaatsVan", None)
    back_on: date | None = named("terugOp", None)


class PlaceDocument(Document):
    """A place in a team: a person, an organisation, or a person for an organisation."""

    ring: RingWord
    role: RoleWord | None = named("rol", None)
    trade: str = named("vak")
    takes_signals: bool = named("paktMeldingenOp")
    person: PersonDocument | None = named("persoon", None)
    organisation: int | None = named("organisatie", None)


class TeamDocument(Document):
    """Everybody round a work area, from the heart outwards."""

    work_area: int = named("werkgebied")
    contact: ContactDocument | None = named("aanspreekpunt", None)
    places: list[PlaceDocument] = named("leden")


class RoleDocument(Document):
    """A role: what it does and does not do, and what it may."""

    code: RoleWord
    name: str = named("naam")
    held: HeldWord = named("geldtVoor")
    does: str = named("doet")
    does_not: str = named("doetNiet")
    may: dict[str, str] = named("mag")


class RoleList(Document):
    rows: list[RoleDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class PromiseWord(StrEnum):
    HOURS = "uren"
    MONEY = "geld"
    JOBS = "klussen"
    PREMISES = "ruimte"


class CovenantDocument(Document):
    """Wat de gemeente, voor een gebied, en een organisatie elkaar beloven."""

    number: int = named("nummer")
    title: str = named("titel")
    aim: str = named("doel")
    organisation: int = named("organisatie")
    work_area: int = named("werkgebied")
    from_on: date = named("van")
    until_on: date | None = named("tot", description="De eerste dag dat het niet meer geldt.")
    ended_because: str = named("gestoptOmdat")


class QuarterDocument(Document):
    year: int = named("jaar")
    quarter: int = named("kwartaal")
    agreed: int = named("afgesproken")
    delivered: int = named("geleverd")


class PromiseDocument(Document):
    number: int = named("nummer")
    by_organisation: bool = named("doorOrganisatie", description="Anders belooft de gemeente het.")
    kind: PromiseWord = named("soort")
    words: str = named("inWoorden")
    quarters: list[QuarterDocument] = named("kwartalen", description="Geld in centen.")


class CovenantWhole(CovenantDocument):
    promises: list[PromiseDocument] = named("afspraken")


class CovenantList(Document):
    rows: list[CovenantDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class DeliveryDocument(Document):
    number: int = named("nummer")
    on: date = named("op")
    amount: int = named("hoeveel")
    evidence: str = named("teZienIn")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class PeopleQuestion(Input):
    words: Line = named("woorden", "")
    work_area: api.Number | None = named("werkgebied", None)
    following: str = named("volgende", "")


class OrganisationQuestion(PeopleQuestion):
    kind: OrganisationKindWord | None = named("soort", None)


class CovenantQuestion(Input):
    all_of_them: bool = named("ookVoorbij", False)
    following: str = named("volgende", "")


class DeliveryInput(Input):
    on: date = named("op", ge=date(2000, 1, 1), le=date(2100, 1, 1))
    amount: int = named("hoeveel", ge=1, le=100_000_000_000, description="Uren of klussen; geld in centen.")
    evidence: Line = named("teZienIn", min_length=1)


@router.get("/organisaties", response=OrganisationList, summary="Organisaties, op naam")
@needs(Permission.TEAM_VIEW)
def organisations(request: HttpRequest, filters: Query[OrganisationQuestion]) -> HttpResponse:
    api.check_token(filters.following, order=BY_NAME)
    kind = Kind[filters.kind.name] if filters.kind else ""
    found = queries.organisations(words=filters.words, kind=kind)
    if filters.work_area is not None:
        area = areas.work_areas(clock.today()).filter(pk=filters.work_area).first()
        if area is None:
            raise Http404
        found = queries.organisations(words=filters.words, kind=kind, work_area=area)
    page = paging.page(found, after=filters.following, order=BY_NAME)
    rows = [_organisation(one).model_dump(mode="json", by_alias=True) for one in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


@router.get("/organisaties/{int:nummer}", response=OrganisationDocument, summary="Eén organisatie")
@needs(Permission.TEAM_VIEW)
def organisation(request: HttpRequest, nummer: api.Number) -> HttpResponse:
    found = queries.organisations().filter(pk=nummer).first()
    if found is None:
        raise Http404
    return given(_organisation(found))


@router.get("/personen", response=PersonList, summary="Mensen die hier werken, op naam")
@needs(Permission.PEOPLE_VIEW)
def people(request: HttpRequest, filters: Query[PeopleQuestion]) -> HttpResponse:
    api.check_token(filters.following, order=BY_NAME)
    today = clock.today()
    area = None
    if filters.work_area is not None:
        area = areas.work_areas(today).filter(pk=filters.work_area).first()
        if area is None:
            raise Http404
    found = queries.people(words=filters.words, work_area=area, on=today)
    page = paging.page(found, after=filters.following, order=BY_NAME)
    rows = [_person(one, sees=True).model_dump(by_alias=True) for one in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


@router.get("/teams/{int:nummer}", response=TeamDocument, summary="Het team van een werkgebied")
@needs(Permission.TEAM_VIEW)
def team(request: HttpRequest, nummer: api.Number) -> HttpResponse:
    """The number is that of the work area."""
    today = clock.today()
    area = areas.work_areas(today).filter(pk=nummer).first()
    if area is None:
        raise Http404
    found = queries.team_of(area, on=today)
    sees = bool(policy.may_somewhere(policy.actor_of(request), Permission.PEOPLE_VIEW))
    places = [
        PlaceDocument(
            ring=RingWord[Ring(place.ring).name],
            role=RoleWord[Role(place.role).name] if place.role else None,
            trade=place.trade,
            takes_signals=place.takes_signals,
            person=_person(place.person, sees=sees) if place.person is not None else None,
            organisation=place.organisation.pk if place.organisation is not None else None,
        )
        for place in found.places
    ]
    return given(TeamDocument(work_area=area.pk, contact=_contact(found.contact, sees=sees), places=places))


@router.get("/rollen", response=RoleList, summary="Wie wat mag")
@needs(Permission.ROLES_VIEW)
def roles(request: HttpRequest) -> HttpResponse:
    rows = [
        RoleDocument(
            code=RoleWord[role.name],
            name=policy.name_of(role),
            held=HELD[part.held],
            does=str(part.does),
            does_not=str(part.does_not),
            may={permission.value: str(DOES[permission]) for permission in Permission if permission in part.may},
        )
        for role, part in ROLES.items()
    ]
    return given(RoleList(rows=rows))


# ── Covenants ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/convenanten", response=CovenantList, summary="Convenanten die gelden")
@needs(Permission.COVENANT_VIEW)
def covenants(request: HttpRequest, filters: Query[CovenantQuestion]) -> HttpResponse:
    """Van de gebieden waar u over gaat, op naam."""
    api.check_token(filters.following, order=BY_TITLE)
    reach = policy.actor_of(request).reach(Permission.COVENANT_VIEW)
    found = figures.covenants(reach, on=clock.today(), all_of_them=filters.all_of_them)
    page = paging.page(found, after=filters.following, order=BY_TITLE)
    rows = [CovenantDocument(**_covenant(one)).model_dump(mode="json", by_alias=True) for one in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


@router.get("/convenanten/{int:nummer}", response=CovenantWhole, summary="Eén convenant")
@needs(Permission.COVENANT_VIEW, find=figures.covenant, by=("nummer",))
def covenant(request: HttpRequest, covenant: Covenant) -> HttpResponse:
    """Met de afspraken, en per kwartaal wat is afgesproken en geleverd."""
    promises = [
        PromiseDocument(
            number=row.commitment.pk,
            by_organisation=row.commitment.by_organisation,
            kind=PromiseWord[Promises(row.commitment.kind).name],
            words=row.commitment.words,
            quarters=[
                QuarterDocument(
                    year=each.quarter.year, quarter=each.quarter.number, agreed=each.agreed, delivered=each.delivered
                )
                for each in row.quarters
            ],
        )
        for row in figures.kept(covenant, on=clock.today())
    ]
    return given(CovenantWhole(**_covenant(covenant), promises=promises))


@router.post("/afspraken/{int:nummer}/geleverd", response={201: DeliveryDocument}, summary="Geleverd")
@needs(Permission.COVENANT_MANAGE, find=figures.commitment, by=("nummer",))
def deliver(request: HttpRequest, commitment: Commitment, data: DeliveryInput) -> Any:
    """Hoeveel op een dag: uren, klussen of centen; en waar dat te zien is."""
    made = operations.deliver(commitment, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return Status(201, DeliveryDocument(number=made.pk, on=made.on, amount=made.amount, evidence=made.evidence))


def _covenant(one: Covenant) -> dict[str, Any]:
    return {
        "number": one.pk,
        "title": one.title,
        "aim": one.aim,
        "organisation": one.organisation_id,
        "work_area": one.work_area_id,
        "from_on": one.from_on,
        "until_on": one.over_on,
        "ended_because": one.ended_because,
    }


def given(document: Document) -> HttpResponse:
    return api.answer(document.model_dump(mode="json", by_alias=True))


# ── Rows to documents ──────────────────────────────────────────────────────────────────────────────────────────────
def _organisation(one: Organisation) -> OrganisationDocument:
    return OrganisationDocument(
        number=one.pk,
        name=one.name,
        kind=OrganisationKindWord[Kind(one.kind).name],
        about=one.about,
        phone=one.phone,
        email=one.email,
        website=one.website,
        work_areas=sorted(area.pk for area in one.work_areas.all()),
        own_role=one.own_role if one.is_body else None,
        expects=one.expects if one.is_body else None,
        is_expected=one.is_expected if one.is_body else None,
    )


def _person(one: Person, *, sees: bool) -> PersonDocument:
    shows = sees or one.contact_is_public
    return PersonDocument(
        number=one.pk,
        name=one.name,
        function=one.function,
        organisation=one.organisation_id,
        findable=one.findable,
        phone=one.phone if shows else None,
        email=one.email if shows else None,
    )


def _contact(contact: queries.Contact | None, *, sees: bool) -> ContactDocument | None:
    if contact is None:
        return None
    return ContactDocument(
        person=_person(contact.person, sees=sees),
        instead_of=_person(contact.instead_of, sees=sees) if contact.instead_of is not None else None,
        back_on=contact.back_on,
    )
