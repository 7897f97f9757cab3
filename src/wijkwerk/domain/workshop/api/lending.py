"""Lending for machines: what is free, for everybody; with a key the deeds of the desk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import AwareDatetime

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.api.known import resident_of
from wijkwerk.domain.workshop.models import CountedLoan, Kit, Loan, Reservation, Tool, ToolKind, Waiting
from wijkwerk.domain.workshop.operations import lending, reserving, waiting
from wijkwerk.domain.workshop.queries import catalogue, loans, places, reservations, tools
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Lenen")


class NoSuchCode(Refusal):
    message = _("Deze code kennen wij in deze werkplaats niet.")


class NoSuchThing(Refusal):
    message = _("Kies één soort, set of code van deze werkplaats.")


class LoanList(StrEnum):
    OPEN = "uit"
    LATE = "te-laat"
    ALL = "alles"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class OfferDocument(Document):
    """Een soort in de catalogus, en hoeveel er op die dag vrij zijn."""

    number: int = named("nummer")
    name: str = named("naam")
    group: str = named("groep")
    about: str = named("omschrijving")
    contribution_cents: int = named("bijdrageInCenten")
    loan_days: int = named("dagenMee")
    free: int = named("vrij")
    total: int = named("totaal")
    free_from: datetime | None = named("vrijVanaf")


class OfferList(Document):
    results: list[OfferDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class ToolDocument(Document):
    """Een stuk gereedschap."""

    number: int = named("nummer")
    code: str
    kind: str = named("soort")
    note: str = named("kenmerk")
    shelf: str = named("plank")
    state: str = named("stand")
    inspected_until: date | None = named("gekeurdTotEnMet")


class ToolList(Document):
    results: list[ToolDocument] = named("resultaten")
    following: str | None = named("volgende")


class LoanDocument(Document):
    """Eén stuk bij één inwoner."""

    number: int = named("nummer")
    code: str
    resident: int = named("inwoner", description="Nummer van wie het terugbrengt.")
    out_at: datetime = named("uitOp")
    due_at: datetime = named("terugOp")
    returned_at: datetime | None = named("teruggebrachtOp")
    is_late: bool = named("teLaat")
    contribution_cents: int = named("bijdrageInCenten")


class LoanDocuments(Document):
    results: list[LoanDocument] = named("resultaten")
    following: str | None = named("volgende")


class CountedLoanDocument(Document):
    """Zoveel van een getelde soort bij één inwoner."""

    number: int = named("nummer")
    kind: int = named("soort")
    resident: int = named("inwoner")
    many: int = named("aantal")
    still_out: int = named("nogUit")
    out_at: datetime = named("uitOp")
    due_at: datetime = named("terugOp")
    returned_at: datetime | None = named("teruggebrachtOp")
    is_late: bool = named("teLaat")
    contribution_cents: int = named("bijdrageInCenten")


class CountedLoanDocuments(Document):
    results: list[CountedLoanDocument] = named("resultaten")
    following: str | None = named("volgende")


class PlaceDocument(Document):
    """Een plek op de wachtlijst van een soort."""

    number: int = named("nummer")
    kind: int = named("soort")
    resident: int = named("inwoner")
    many: int = named("aantal", description="Van getelde spullen; anders 1.")
    placed_at: datetime = named("sinds")
    reservation: int | None = named("reservering", description="Wat apart ligt sinds iemand aan de beurt is.")
    ended_at: datetime | None = named("voorbijOp")


class PlaceDocuments(Document):
    results: list[PlaceDocument] = named("resultaten")


class ReservationDocument(Document):
    """Wat voor wie apart ligt, van wanneer tot wanneer."""

    number: int = named("nummer")
    what: str = named("wat")
    codes: list[str]
    resident: int = named("inwoner")
    from_at: datetime = named("van")
    until_at: datetime = named("tot")
    danger: str = named("inGevaar", description="Waarom het er misschien niet op tijd is; leeg als alles goed is.")


class ReservationList(Document):
    results: list[ReservationDocument] = named("resultaten")
    following: str | None = named("volgende")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class Pages(Input):
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class OfferFilter(Pages):
    on: date | None = named("op", None, description="De dag; zonder is dat vandaag.")
    words: str = named("zoek", "", max_length=80)


class LoanFilter(Pages):
    which: LoanList = named("welke", LoanList.OPEN)


class LendInput(Input):
    codes: list[Line] = named("codes", min_length=1, max_length=50)
    resident: Number = named("inwoner")
    for_resident: Number | None = named("voorInwoner", None)
    client_keys: list[UUID] = named("sleutels", default_factory=list, max_length=50, description="Een per code.")


class ReturnInput(Input):
    code: Line
    return_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer is één keer.")
    in_note: Line = named("bijzonderheden", "")


class CountedLendInput(Input):
    many: int = named("aantal")
    resident: Number = named("inwoner")
    for_resident: Number | None = named("voorInwoner", None)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer is één keer.")


class CountedReturnInput(Input):
    many: int = named("aantal")
    in_note: Line = named("bijzonderheden", "")


class PlaceInput(Input):
    resident: Number = named("inwoner")
    many: int = named("aantal", 1, description="Van getelde spullen.")


class ReservationInput(Input):
    kind: Number | None = named("soort", None)
    kit: Number | None = named("set", None)
    code: Line = named("code", "")
    number: int = named("aantal", 1, description="Van getelde spullen.")
    resident: Number = named("inwoner")
    from_at: AwareDatetime = named("van")
    until_at: AwareDatetime = named("tot")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer is één keer.")


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/catalogus", response=OfferList, summary="Wat er te leen is")
@needs(Permission.CATALOGUE_VIEW, find=places.workshop, by=("werkplaats",))
def offers(request: HttpRequest, workshop: Facility, filters: Query[OfferFilter]) -> HttpResponse:
    """Alle soorten, met hoeveel er op een dag vrij zijn en anders vanaf wanneer. Zonder gegevens van mensen."""
    order = ("group", "name", "id")
    api.check_token(filters.after, order=order)
    at = clock.now()
    page = paging.page(
        catalogue.kinds(workshop, words=filters.words), after=filters.after, order=order, size=filters.size
    )
    on = max(filters.on or clock.dutch(at).date(), clock.dutch(at).date())
    found = catalogue.offers(page.rows, Calendar(workshop), on=min(on, date(2100, 1, 1)), at=at)
    rows = [_offer(found[kind.pk]).model_dump(by_alias=True) for kind in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _offer(offer: catalogue.Offer) -> OfferDocument:
    kind = offer.kind
    return OfferDocument(
        number=kind.pk,
        name=kind.name,
        group=kind.group,
        about=kind.about,
        contribution_cents=kind.contribution_cents,
        loan_days=kind.loan_days,
        free=offer.free,
        total=offer.total,
        free_from=offer.opens,
    )


@router.get("/werkplaatsen/{int:werkplaats}/gereedschap", response=ToolList, summary="Gereedschap")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def tool_list(request: HttpRequest, workshop: Facility, filters: Query[Pages]) -> HttpResponse:
    """Elk stuk dat in gebruik is, en waar het is."""
    order, at = ("code", "id"), clock.now()
    api.check_token(filters.after, order=order)
    page = paging.page(tools.tools(workshop, at=at), after=filters.after, order=order, size=filters.size)
    standings = tools.standings(page.rows, at=at)
    rows = [_tool(tool, standings[tool.pk].words).model_dump(by_alias=True) for tool in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _tool(tool: Tool, state: str) -> ToolDocument:
    return ToolDocument(
        number=tool.pk,
        code=tool.code,
        kind=tool.kind.name,
        note=tool.note,
        shelf=tool.shelf,
        state=state,
        inspected_until=tool.inspected_until,
    )


@router.get("/werkplaatsen/{int:werkplaats}/uitleen", response=LoanDocuments, summary="Uitleen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def loan_list(request: HttpRequest, workshop: Facility, filters: Query[LoanFilter]) -> HttpResponse:
    """Wat uit is, wat te laat is, of alles; laatst uitgeleend eerst."""
    order, at = ("-out_at", "-id"), clock.now()
    api.check_token(filters.after, order=order)
    found = loans.loans(workshop, at=at, which=filters.which.name.lower())
    page = paging.page(found, after=filters.after, order=order, size=filters.size)
    rows = [_loan(loan, at=at).model_dump(by_alias=True) for loan in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _loan(loan: Loan, *, at: datetime) -> LoanDocument:
    return LoanDocument(
        number=loan.pk,
        code=loan.tool.code,
        resident=loan.resident_id,
        out_at=loan.out_at,
        due_at=loan.due_at.astimezone(UTC),
        returned_at=loan.returned_at,
        is_late=loan.is_overdue(at),
        contribution_cents=loan.due_cents,
    )


@router.get(
    "/werkplaatsen/{int:werkplaats}/geteld", response=CountedLoanDocuments, summary="Uitleen van getelde spullen"
)
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def counted_list(request: HttpRequest, workshop: Facility, filters: Query[LoanFilter]) -> HttpResponse:
    """Wat uit is, wat te laat is, of alles; laatst uitgeleend eerst."""
    order, at = ("-out_at", "-id"), clock.now()
    api.check_token(filters.after, order=order)
    found = loans.counted_loans(workshop, at=at, which=filters.which.name.lower())
    page = paging.page(found, after=filters.after, order=order, size=filters.size)
    rows = [_counted(loan, at=at).model_dump(by_alias=True) for loan in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _counted(loan: CountedLoan, *, at: datetime) -> CountedLoanDocument:
    return CountedLoanDocument(
        number=loan.pk,
        kind=loan.kind_id,
        resident=loan.resident_id,
        many=loan.number,
        still_out=loan.still_out,
        out_at=loan.out_at,
        due_at=loan.due_at.astimezone(UTC),
        returned_at=loan.returned_at,
        is_late=loan.is_overdue(at),
        contribution_cents=loan.due_cents,
    )


@router.get("/soorten/{int:nummer}/wachtlijst", response=PlaceDocuments, summary="Wachtlijst van een soort")
@needs(Permission.WORKSHOP_DESK, find=tools.tool_kind, by=("nummer",))
def waiting_list(request: HttpRequest, kind: ToolKind) -> Any:
    """Wie het langst wacht, staat bovenaan."""
    return PlaceDocuments(results=[_place(row) for row in reservations.waiting_for(kind)[: api.MOST]])


def _place(row: Waiting) -> PlaceDocument:
    return PlaceDocument(
        number=row.pk,
        kind=row.kind_id,
        resident=row.resident_id,
        many=row.number,
        placed_at=row.placed_at,
        reservation=row.reservation_id,
        ended_at=row.ended_at,
    )


@router.get("/werkplaatsen/{int:werkplaats}/reserveringen", response=ReservationList, summary="Reserveringen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def reservation_list(request: HttpRequest, workshop: Facility, filters: Query[Pages]) -> HttpResponse:
    """Wat nog moet worden opgehaald, het eerste eerst."""
    order, at = ("from_at", "id"), clock.now()
    api.check_token(filters.after, order=order)
    page = paging.page(reservations.reservations(workshop, at=at), after=filters.after, order=order, size=filters.size)
    risky = reservations.dangers(page.rows, at=at)
    rows = [_reservation(row, risky.get(row.pk, "")).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _reservation(row: Reservation, danger: str) -> ReservationDocument:
    return ReservationDocument(
        number=row.pk,
        what=reservations.what(row),
        codes=[promise.tool.code for promise in row.promises.all()],
        resident=row.resident_id,
        from_at=row.from_at,
        until_at=row.until_at,
        danger=danger,
    )


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/werkplaatsen/{int:werkplaats}/uitleen", response={201: list[LoanDocument]}, summary="Uitlenen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def lend(request: HttpRequest, workshop: Facility, data: LendInput) -> Any:
    """Alles gaat mee, of niets."""
    at = clock.now()
    found: dict[int, Tool] = {}
    for code in data.codes:
        thing = _by_code(workshop, code)
        items = thing.tools.select_related("kind", "facility") if isinstance(thing, Kit) else [thing]
        found |= {item.pk: item for item in items}
    made = lending.lend(
        found.values(),
        resident=resident_of(workshop, data.resident),
        for_resident=resident_of(workshop, data.for_resident) if data.for_resident is not None else None,
        client_keys=data.client_keys,
        by=policy.actor_of(request),
        at=at,
    )
    return Status(201, [_loan(loan, at=at) for loan in made])


@router.post("/werkplaatsen/{int:werkplaats}/terug", response=LoanDocument, summary="Terugnemen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def give_back(request: HttpRequest, workshop: Facility, data: ReturnInput) -> Any:
    """Iets is terug."""
    thing = _by_code(workshop, data.code)
    if not isinstance(thing, Tool):
        raise NoSuchCode
    at = clock.now()
    loan = lending.give_back(
        thing, in_note=data.in_note, return_key=data.return_key, by=policy.actor_of(request), at=at
    )
    return _loan(loan, at=at)


@router.post("/uitleen/{int:nummer}/verlengen", response=LoanDocument, summary="Verlengen")
@needs(Permission.WORKSHOP_DESK, find=loans.loan, by=("nummer",))
def extend(request: HttpRequest, loan: Loan) -> Any:
    """Volgens de regel van de soort; niet als iemand erop wacht."""
    at = clock.now()
    return _loan(lending.extend(loan, by=policy.actor_of(request), at=at), at=at)


@router.post("/soorten/{int:nummer}/uitlenen", response={201: CountedLoanDocument}, summary="Getelde spullen uitlenen")
@needs(Permission.WORKSHOP_DESK, find=tools.tool_kind, by=("nummer",))
def lend_counted(request: HttpRequest, kind: ToolKind, data: CountedLendInput) -> Any:
    """Zijn er te weinig, dan staat erbij hoeveel er zijn."""
    neighbour = resident_of(kind.facility, data.for_resident) if data.for_resident is not None else None
    deed = policy.deed(request)
    loan = lending.lend_counted(
        kind,
        number=data.many,
        resident=resident_of(kind.facility, data.resident),
        for_resident=neighbour,
        client_key=data.client_key,
        **deed,
    )
    return Status(201, _counted(loan, at=deed["at"]))


@router.post(
    "/getelde-uitleningen/{int:nummer}/terug", response=CountedLoanDocument, summary="Getelde spullen terugnemen"
)
@needs(Permission.WORKSHOP_DESK, find=loans.counted_loan, by=("nummer",))
def give_back_counted(request: HttpRequest, loan: CountedLoan, data: CountedReturnInput) -> Any:
    """Alles of een deel."""
    deed = policy.deed(request)
    back = lending.give_back_counted(loan, number=data.many, in_note=data.in_note, **deed)
    return _counted(back, at=deed["at"])


@router.post(
    "/getelde-uitleningen/{int:nummer}/verlengen", response=CountedLoanDocument, summary="Getelde spullen verlengen"
)
@needs(Permission.WORKSHOP_DESK, find=loans.counted_loan, by=("nummer",))
def extend_counted(request: HttpRequest, loan: CountedLoan) -> Any:
    """Volgens de regel van de soort; niet als iemand wacht of er dan te weinig zijn."""
    deed = policy.deed(request)
    return _counted(lending.extend_counted(loan, **deed), at=deed["at"])


@router.post(
    "/soorten/{int:nummer}/wachtlijst", response={201: PlaceDocument}, summary="Op de wachtlijst van een soort"
)
@needs(Permission.WORKSHOP_DESK, find=tools.tool_kind, by=("nummer",))
def join_waiting(request: HttpRequest, kind: ToolKind, data: PlaceInput) -> Any:
    """Wie aan de beurt is, krijgt bericht; twee dagen ligt het apart."""
    resident = resident_of(kind.facility, data.resident)
    return Status(201, _place(waiting.join_waiting(kind, resident=resident, number=data.many, **policy.deed(request))))


@router.post("/wachtplekken/{int:nummer}/eraf", response=PlaceDocument, summary="Van de wachtlijst van een soort")
@needs(Permission.WORKSHOP_DESK, find=reservations.place, by=("nummer",))
def leave_waiting(request: HttpRequest, place: Waiting) -> Any:
    """De volgende komt aan de beurt."""
    return _place(waiting.leave_waiting(place, **policy.deed(request)))


@router.post("/werkplaatsen/{int:werkplaats}/reserveringen", response={201: ReservationDocument}, summary="Reserveren")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def reserve(request: HttpRequest, workshop: Facility, data: ReservationInput) -> Any:
    """Een soort, een set of één stuk. Kan het niet, dan staat erbij vanaf wanneer het vrij is."""
    made = reserving.reserve(
        workshop,
        **_thing(workshop, data),
        number=data.number,
        resident=resident_of(workshop, data.resident),
        from_at=data.from_at,
        until_at=data.until_at,
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _reservation(reservations.reservation(made.pk), ""))


@router.post("/reserveringen/{int:nummer}/annuleren", response=ReservationDocument, summary="Annuleren")
@needs(Permission.WORKSHOP_DESK, find=reservations.reservation, by=("nummer",))
def cancel(request: HttpRequest, row: Reservation) -> Any:
    """De inwoner krijgt bericht."""
    reserving.cancel_reservation(row, by=policy.actor_of(request), at=clock.now())
    return _reservation(reservations.reservation(row.pk), "")


def _by_code(workshop: Facility, code: str) -> Tool | Kit:
    thing = tools.by_code(workshop, code)
    if thing is None:
        raise NoSuchCode
    return thing


def _thing(workshop: Facility, data: ReservationInput) -> dict[str, Any]:
    if (data.kind is not None) + (data.kit is not None) + bool(data.code) != 1:
        raise NoSuchThing
    if data.code:
        thing = _by_code(workshop, data.code)
        return {"kit" if isinstance(thing, Kit) else "tool": thing}
    row = (
        ToolKind.objects.filter(facility=workshop, pk=data.kind).first()
        if data.kind is not None
        else Kit.objects.filter(facility=workshop, pk=data.kit).first()
    )
    if row is None:
        raise NoSuchThing
    return {"kind" if data.kind is not None else "kit": row}
