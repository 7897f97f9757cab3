"""The ledger, payments, saving and the money of partners, for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Status

from wijkwerk.domain.budgets import bank_file
from wijkwerk.domain.budgets.models import (
    Account,
    Application,
    Entry,
    EntryKind,
    Fund,
    Grant,
    PartnerDeed,
    PartnerMoney,
    PayingAccount,
    Payment,
    PaymentBatch,
    PaymentKind,
    PaymentState,
    Pot,
    Saving,
)
from wijkwerk.domain.budgets.operations import ledger, partner_money, payments, saving
from wijkwerk.domain.budgets.queries import applications as application_queries
from wijkwerk.domain.budgets.queries import ledger as queries
from wijkwerk.domain.budgets.queries import partner_money as partner_queries
from wijkwerk.domain.budgets.queries import payments as payment_queries
from wijkwerk.domain.budgets.queries import saving as saving_queries
from wijkwerk.domain.budgets.queries import year_statements
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.money import MOST_CENTS
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.privacy import operations as privacy

router = api.router("Kasboek en betalingen")
POT, ENTRY, SAVING = "/potten/{int:nummer}", "/boekingen/{int:nummer}", "/spaargelden/{int:nummer}"
PAYMENT, FILE = "/betalingen/{int:nummer}", "/betaalbestanden/{int:nummer}"
NEWEST = ("-id",)
MOST_POTS = 500


class KindWord(StrEnum):
    ALLOT = "toewijzing"
    WITHDRAW = "verlaging"
    TRANSFER = "overheveling"
    RESERVE = "reservering"
    RELEASE = "reserveringVervallen"
    GRANT = "toekenning"
    RELEASE_REST = "restVrijgevallen"
    ADVANCE = "voorschot"
    PAY = "betaling"
    JUSTIFY = "verantwoording"
    CLAIM = "terugvordering"
    REPAY = "terugbetaling"
    WAIVE = "kwijtschelding"
    SAVE = "gespaard"
    USE_SAVING = "spaargeldIngezet"
    LAPSE = "vervallen"
    CARRY = "meegenomen"


class AccountWord(StrEnum):
    SOURCE = "bron"
    ELSEWHERE = "anderePot"
    LEFT = "vrij"
    RESERVED = "gereserveerd"
    GRANTED = "toegekend"
    OWED = "verantwoordNogTeBetalen"
    ADVANCED = "voorschotBetaald"
    PAID = "betaald"
    JUSTIFIED = "verantwoord"
    TO_REPAY = "terugTeBetalen"
    WAIVED = "kwijtgescholden"
    SAVED = "gespaard"
    LAPSED = "vervallen"


class PaymentWord(StrEnum):
    PREPARED = "klaargezet"
    EXPORTED = "inBestand"
    PAID = "betaald"
    FAILED = "mislukt"
    WITHDRAWN = "ingetrokken"


class PaymentKindWord(StrEnum):
    ADVANCE = "voorschot"
    REST = "betaling"


class PartnerWord(StrEnum):
    RESERVED = "gereserveerd"
    GIVEN = "gegeven"


class NoSuchPot(Refusal):
    message = gettext_lazy("Deze pot is er niet.")


class NoSuchFund(Refusal):
    message = gettext_lazy("Dit budget is er niet.")


class NoSuchPayments(Refusal):
    message = gettext_lazy("Niet al deze betalingen staan klaar.")


class NoSuchPartner(Refusal):
    message = gettext_lazy("Deze organisatie is er niet.")


class NotKeptAnyMore(Refusal):
    message = gettext_lazy("Niet alle rekeningnummers in dit bestand worden nog bewaard.")
    status = 410


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class StandsDocument(Document):
    """Wat er van het geld werd, in hele centen."""

    allotted: int = named("toegewezen")
    from_elsewhere: int = named("uitAnderePotten")
    available: int = named("beschikbaar")
    reserved: int = named("gereserveerd")
    granted: int = named("toegekend")
    not_paid: int = named("nogTeBetalen")
    paid: int = named("betaald")
    justified: int = named("verantwoord")
    not_justified: int = named("nogTeVerantwoorden")
    to_repay: int = named("nogTerugTeKomen")
    returned: int = named("teruggekomen")
    waived: int = named("kwijtgescholden")
    saved: int = named("gespaard")
    lapsed: int = named("vervallen")
    left: int = named("over")


class PotDocument(Document):
    number: int = named("nummer")
    fund: int = named("budget")
    fund_name: str = named("budgetNaam")
    year: int = named("jaar")
    area: int | None = named("werkgebied")
    stands: StandsDocument = named("stand")


class PotList(Document):
    results: list[PotDocument] = named("resultaten")


class StatementDocument(Document):
    """Wat erin kwam, en waar het is. Begin, toegewezen en anderePotten zijn samen: betaald min terugbetaald,
    nogTeBetalen, gereserveerd, gespaard, vervallen, meeNaarLaterJaar en over.
    """

    begin: int = named("begin")
    allotted: int = named("toegewezen")
    moved: int = named("anderePotten")
    granted: int = named("toegekend")
    justified: int = named("verantwoord")
    to_justify: int = named("nogTeVerantwoorden")
    to_repay: int = named("nogTerugTeKomen")
    waived: int = named("kwijtgescholden")
    paid: int = named("betaald")
    repaid: int = named("terugbetaald")
    to_pay: int = named("nogTeBetalen")
    reserved: int = named("gereserveerd")
    saved: int = named("gespaard")
    lapsed: int = named("vervallen")
    went_along: int = named("meeNaarLaterJaar")
    left: int = named("over")


class PotStatement(Document):
    pot: int = named("pot")
    area: int | None = named("werkgebied")
    closed_at: datetime | None = named("afgeslotenOp")
    statement: StatementDocument = named("overzicht")


class YearStatement(Document):
    """Het jaaroverzicht van een budget, in hele centen."""

    fund: int = named("budget")
    year: int = named("jaar")
    until: date | None = named("tot", description="De dag waarop het zo was; leeg is nu.")
    pots: list[PotStatement] = named("potten")
    together: StatementDocument = named("samen")


class EntryDocument(Document):
    """Een boeking: van een rekening naar een andere. Zij verandert nooit."""

    number: int = named("nummer")
    kind: KindWord = named("soort")
    credit: AccountWord = named("van")
    debit: AccountWord = named("naar")
    cents: int = named("centen")
    value_on: date = named("valutadag")
    booked_at: datetime = named("geboektOp")
    application: str = named("aanvraag", description="Het nummer van de aanvraag, of leeg.")
    reason: str = named("reden")
    corrects: int | None = named("herstelVan")


class EntryPage(Document):
    results: list[EntryDocument] = named("resultaten")
    next: str | None = named("volgende")


class SavingDocument(Document):
    number: int = named("nummer")
    pot: int = named("pot")
    purpose: str = named("waarvoor")
    from_year: int = named("sinds")
    until_year: int = named("totEnMet")
    last_day: date = named("laatsteDag")
    cents: int = named("centen")
    announced_at: datetime | None = named("aangekondigdOp")


class PaymentDocument(Document):
    number: int = named("nummer")
    application: str = named("aanvraag")
    kind: PaymentKindWord = named("soort")
    state: PaymentWord = named("stand")
    cents: int = named("centen")
    words: str = named("omschrijving")
    account: str = named("rekening", description="Gemaskeerd.")
    batch: int | None = named("bestand")
    paid_on: date | None = named("betaaldOp")
    failed_because: str = named("mislukt")


class WholePayment(PaymentDocument):
    holder: str = named("opNaamVan")
    iban: str = named("rekeningnummer")


class PaymentPage(Document):
    results: list[PaymentDocument] = named("resultaten")
    next: str | None = named("volgende")


class FileDocument(Document):
    number: int = named("nummer")
    message_id: str = named("kenmerk")
    execute_on: date = named("betaaldag")
    payments: list[PaymentDocument] = named("betalingen")


class FileSummary(Document):
    number: int = named("nummer")
    message_id: str = named("kenmerk")
    execute_on: date = named("betaaldag")
    count: int = named("aantal")
    cents: int = named("centen")


class FilePage(Document):
    results: list[FileSummary] = named("resultaten")
    next: str | None = named("volgende")


class PayingAccountDocument(Document):
    number: int = named("nummer")
    holder: str = named("opNaamVan")
    iban: str = named("rekeningnummer")
    bic: str = named("bic")


class PayingAccountList(Document):
    results: list[PayingAccountDocument] = named("resultaten")


class AccountDocument(Document):
    account: str = named("rekening", description="Gemaskeerd.")


class PartnerLineDocument(Document):
    item: int = named("project")
    title: str = named("titel")
    organisation: int = named("organisatie")
    organisation_name: str = named("organisatieNaam")
    agreed: int = named("afgesproken")
    reserved: int = named("gereserveerd")
    given: int = named("gegeven")


class PartnerPage(Document):
    results: list[PartnerLineDocument] = named("resultaten")
    next: str | None = named("volgende")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class AmountInput(Input):
    cents: int = named("centen", ge=1, le=MOST_CENTS)
    reason: Line = named("reden", "", max_length=300)


class TransferInput(AmountInput):
    to_pot: Number = named("naarPot")


class SaveInput(Input):
    cents: int = named("centen", ge=1, le=MOST_CENTS)
    purpose: Line = named("waarvoor")
    until_year: int = named("totEnMet", ge=1990, le=2100)


class CloseInput(Input):
    carry_commitments: bool = named("toegekendGaatMee", True)


class ReasonInput(Input):
    reason: Line = named("reden", max_length=300)


class PrepareInput(Input):
    kind: PaymentKindWord = named("soort", PaymentKindWord.REST)
    cents: int | None = named("centen", None, ge=1, le=MOST_CENTS)


class ExportInput(Input):
    payments: list[Number] = named("betalingen", max_length=1_000)
    execute_on: date = named("betaaldag")
    account: Number | None = named("betaalrekening", None)


class PaidInput(Input):
    paid_on: date = named("betaaldOp")


class FailedInput(ReasonInput):
    back_on: date | None = named("teruggekomenOp", None, description="Als er al betaald was. Leeg is vandaag.")


class AccountInput(Input):
    iban: Line = named("rekeningnummer")
    holder: Line = named("opNaamVan", max_length=70)


class PayingAccountInput(AccountInput):
    bic: Line = named("bic", "")


class PartnerInput(Input):
    organisation: Number = named("organisatie")
    deed: PartnerWord = named("soort")
    cents: int = named("centen", ge=1, le=MOST_CENTS)
    on: date = named("op")
    words: Line = named("toelichting", "")
    takes_back: bool = named("neemtTerug", False)
    client_key: UUID | None = named("clientKey", None)


# ── Pots ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _pot(pot: Pot, stands: queries.Stands | None = None) -> PotDocument:
    found = stands or queries.stands_of(pot)
    values = {name: getattr(found, name) for name in StandsDocument.model_fields}
    return PotDocument(
        number=pot.pk,
        fund=pot.fund_id,
        fund_name=pot.fund.name,
        year=pot.year,
        area=pot.work_area_id,
        stands=StandsDocument(**values),
    )


@router.get("/potten", response=PotList, summary="Potten van een budget in een jaar")
@needs(Permission.LEDGER_VIEW)
def pots(request: HttpRequest, budget: Number, jaar: int | None = None) -> Any:
    """Met hun stand, in hele centen. Alleen de potten van de eigen gebieden."""
    fund = Fund.objects.filter(pk=budget).first()
    if fund is None:
        raise NoSuchFund
    year = jaar if jaar is not None and 1990 <= jaar <= 2100 else clock.today().year
    found = queries.pots_visible_to(policy.actor_of(request), fund, year=year)[:MOST_POTS]
    stands = queries.stands_of_pots(found)
    return PotList(results=[_pot(each, stands[each.pk]) for each in found])


@router.get(POT, response=PotDocument, summary="Eén pot")
@needs(Permission.LEDGER_VIEW, find=queries.pot, by=("nummer",))
def pot(request: HttpRequest, pot: Pot) -> Any:
    """Wat er toegekend, betaald, verantwoord en teruggekomen is, en wat er over is."""
    return _pot(pot)


@router.get("/budgetten/{int:nummer}/jaaroverzicht", response=YearStatement, summary="Jaaroverzicht van een budget")
@needs(Permission.LEDGER_VIEW)
def year_statement(request: HttpRequest, nummer: Number, jaar: int | None = None, tot: date | None = None) -> Any:
    """Geteld uit de boekingen, zoals zij nu zijn of aan het einde van een dag waren."""
    fund = Fund.objects.filter(pk=nummer).first()
    if fund is None:
        raise Http404
    year = jaar if jaar is not None and 1990 <= jaar <= 2100 else clock.today().year
    found = queries.pots_visible_to(policy.actor_of(request), fund, year=year)[:MOST_POTS]
    statements = year_statements.statements_of(fund, year=year, pots=found, until=tot)
    closed = year_statements.closed_on(found)
    return YearStatement(
        fund=fund.pk,
        year=year,
        until=tot,
        pots=[
            PotStatement(
                pot=pot.pk,
                area=pot.work_area_id,
                closed_at=closed.get(pot.pk),
                statement=_statement(statements[pot.pk]),
            )
            for pot in found
        ],
        together=_statement(year_statements.together(statements.values())),
    )


def _statement(found: year_statements.Statement) -> StatementDocument:
    return StatementDocument(**asdict(found))


@router.get(f"{POT}/boekingen", response=EntryPage, summary="Boekingen van een pot")
@needs(Permission.LEDGER_VIEW, find=queries.pot, by=("nummer",))
def entries(request: HttpRequest, pot: Pot, soort: KindWord | None = None, volgende: str = "") -> Any:
    """De nieuwste eerst."""
    api.check_token(volgende, order=NEWEST)
    kind = EntryKind[soort.name].value if soort else ""
    page = paging.page(queries.entries_of_pot(pot, kind=kind), after=volgende, order=NEWEST)
    following = api.next_address(request, page.next) if page.next else None
    return EntryPage(results=[_entry(each) for each in page.rows], next=following)


def _entry(entry: Entry) -> EntryDocument:
    return EntryDocument(
        number=entry.pk,
        kind=KindWord[EntryKind(entry.kind).name],
        credit=AccountWord[Account(entry.credit).name],
        debit=AccountWord[Account(entry.debit).name],
        cents=entry.amount_cents,
        value_on=entry.value_on,
        booked_at=entry.booked_at,
        application=application.number if (application := queries.application_of(entry)) is not None else "",
        reason=entry.reason,
        corrects=entry.corrects_id,
    )


@router.post(f"{POT}/toewijzingen", response={201: EntryDocument}, summary="Geld toewijzen")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def allot(request: HttpRequest, pot: Pot, data: AmountInput) -> Any:
    """Geld in de pot."""
    return Status(201, _entry(ledger.allot(pot, **data.model_dump(), **policy.deed(request))))


@router.post(f"{POT}/verlagingen", response={201: EntryDocument}, summary="Een toewijzing verlagen")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def withdraw_allotment(request: HttpRequest, pot: Pot, data: AmountInput) -> Any:
    """Niet meer dan er over is."""
    return Status(201, _entry(ledger.withdraw_allotment(pot, **data.model_dump(), **policy.deed(request))))


@router.post(f"{POT}/overhevelingen", response={201: list[EntryDocument]}, summary="Geld naar een andere pot")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def transfer(request: HttpRequest, pot: Pot, data: TransferInput) -> Any:
    """Een boeking in beide potten."""
    to_pot = Pot.objects.filter(pk=data.to_pot).first()
    if to_pot is None:
        raise NoSuchPot
    booked = ledger.transfer(pot, to_pot=to_pot, cents=data.cents, reason=data.reason, **policy.deed(request))
    return Status(201, [_entry(each) for each in booked])


@router.post(f"{POT}/vervallen", response={201: EntryDocument}, summary="Geld laten vervallen")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def lapse(request: HttpRequest, pot: Pot, data: AmountInput) -> Any:
    """Wat over is en niet meer wordt gebruikt."""
    return Status(201, _entry(ledger.lapse(pot, **data.model_dump(), **policy.deed(request))))


@router.post(f"{POT}/spaargelden", response={201: SavingDocument}, summary="Sparen voor later")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def save_up(request: HttpRequest, pot: Pot, data: SaveInput) -> Any:
    """Zo lang de regels van het budget het toestaan."""
    return Status(201, _saving(saving.save_up(pot, **data.model_dump(), **policy.deed(request))))


@router.post(f"{POT}/afsluiting", response=PotDocument, summary="Het jaar afsluiten")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def close_year(request: HttpRequest, pot: Pot, data: CloseInput) -> Any:
    """Geeft de pot van het volgende jaar. Wat over is vervalt."""
    following = saving.close_year(pot, carry_commitments=data.carry_commitments, **policy.deed(request))
    return _pot(following)


@router.post(f"{POT}/heropening", response=PotDocument, summary="Het jaar weer openen")
@needs(Permission.FUND_MANAGE, find=queries.pot, by=("nummer",))
def reopen_year(request: HttpRequest, pot: Pot, data: ReasonInput) -> Any:
    """Met een reden."""
    saving.reopen_year(pot, reason=data.reason, **policy.deed(request))
    return _pot(pot)


@router.get(ENTRY, response=EntryDocument, summary="Eén boeking")
@needs(Permission.LEDGER_VIEW, find=queries.entry, by=("nummer",))
def entry(request: HttpRequest, entry: Entry) -> Any:
    """Wat er bewoog, en waarom."""
    return _entry(entry)


@router.post(f"{ENTRY}/herstel", response={201: list[EntryDocument]}, summary="Een boeking herstellen")
@needs(Permission.FUND_MANAGE, find=queries.entry, by=("nummer",))
def correct(request: HttpRequest, entry: Entry, data: ReasonInput) -> Any:
    """Met een tegenboeking. Wat bij een toekenning hoort wordt daar hersteld."""
    if not queries.can_be_corrected(entry):
        raise ledger.MovedOn
    booked = ledger.correct(entry, reason=data.reason, **policy.deed(request))
    return Status(201, [_entry(each) for each in booked])


# ── Saved ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _saving(row: Saving) -> SavingDocument:
    return SavingDocument(
        number=row.pk,
        pot=row.pot_id,
        purpose=row.purpose,
        from_year=row.from_year,
        until_year=row.until_year,
        last_day=saving.lapses_after(row),
        cents=row.saved_cents,
        announced_at=row.announced_at,
    )


@router.get(SAVING, response=SavingDocument, summary="Gespaard geld")
@needs(Permission.LEDGER_VIEW, find=saving_queries.saving, by=("nummer",))
def one_saving(request: HttpRequest, row: Saving) -> Any:
    """Waarvoor, hoeveel, en tot wanneer."""
    return _saving(row)


@router.post(f"{SAVING}/inzet", response=SavingDocument, summary="Gespaard geld inzetten")
@needs(Permission.FUND_MANAGE, find=saving_queries.saving, by=("nummer",))
def use_saving(request: HttpRequest, row: Saving, data: AmountInput) -> Any:
    """Het kan daarna worden besteed."""
    ledger.use_saving(row, cents=data.cents, reason=data.reason, **policy.deed(request))
    return _saving(saving_queries.saving(row.pk))


# ── Payments ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _payment(row: Payment) -> PaymentDocument:
    return PaymentDocument(**_values(row))


def _values(row: Payment) -> dict[str, Any]:
    return {
        "number": row.pk,
        "application": row.grant.application.number,
        "kind": PaymentKindWord[PaymentKind(row.kind).name],
        "state": PaymentWord[PaymentState(row.state).name],
        "cents": row.amount_cents,
        "words": row.words,
        "account": row.account.masked,
        "batch": row.batch_id,
        "paid_on": row.paid_on,
        "failed_because": row.failed_because,
    }


def _again(row: Payment) -> PaymentDocument:
    return _payment(payment_queries.payment(row.pk))


@router.get("/betalingen", response=PaymentPage, summary="Betalingen")
@needs(Permission.PAYMENT_MANAGE)
def payment_list(request: HttpRequest, stand: PaymentWord | None = None, volgende: str = "") -> Any:
    """De nieuwste eerst, met het rekeningnummer gemaskeerd."""
    api.check_token(volgende, order=NEWEST)
    state = PaymentState[stand.name].value if stand else ""
    page = paging.page(payment_queries.payments(state=state), after=volgende, order=NEWEST)
    following = api.next_address(request, page.next) if page.next else None
    return PaymentPage(results=[_payment(each) for each in page.rows], next=following)


@router.get(PAYMENT, response=WholePayment, summary="Eén betaling")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.payment, by=("nummer",))
def payment(request: HttpRequest, row: Payment) -> Any:
    """Met het hele rekeningnummer; dat het is gelezen wordt vastgelegd."""
    if row.account.iban:
        privacy.log_reading(row, **policy.deed(request), why=_("Bekeek een betaling met het rekeningnummer."))
    return WholePayment(**_values(row), holder=row.account.holder, iban=row.account.iban)


@router.post(
    "/toekenningen/{int:nummer}/betalingen", response={201: PaymentDocument}, summary="Een betaling klaarzetten"
)
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.grant, by=("nummer",))
def prepare(request: HttpRequest, grant: Grant, data: PrepareInput) -> Any:
    """Zonder bedrag: het voorschot van de regels, of alles wat nog te betalen is."""
    kind = PaymentKind[data.kind.name]
    return Status(201, _payment(payments.prepare_payment(grant, kind=kind, cents=data.cents, **policy.deed(request))))


@router.post(f"{PAYMENT}/ingetrokken", response=PaymentDocument, summary="Een betaling intrekken")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.payment, by=("nummer",))
def withdraw(request: HttpRequest, row: Payment) -> Any:
    """Zolang zij niet naar de bank is."""
    return _again(payments.withdraw_payment(row, **policy.deed(request)))


@router.post(f"{PAYMENT}/betaald", response=PaymentDocument, summary="Een betaling is gedaan")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.payment, by=("nummer",))
def tell_paid(request: HttpRequest, row: Payment, data: PaidInput) -> Any:
    """Komt in het kasboek; de aanvrager krijgt bericht."""
    return _again(payments.tell_paid(row, paid_on=data.paid_on, **policy.deed(request)))


@router.post(f"{PAYMENT}/mislukt", response=PaymentDocument, summary="Een betaling is niet gelukt")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.payment, by=("nummer",))
def tell_failed(request: HttpRequest, row: Payment, data: FailedInput) -> Any:
    """Of teruggestort. De aanvrager leest waarom."""
    return _again(payments.tell_failed(row, **data.model_dump(), **policy.deed(request)))


# ── Files for the bank ─────────────────────────────────────────────────────────────────────────────────────────────
def _file(batch: PaymentBatch) -> FileDocument:
    return FileDocument(
        number=batch.pk,
        message_id=batch.message_id,
        execute_on=batch.execute_on,
        payments=[_payment(each) for each in payment_queries.in_file(batch)],
    )


@router.get("/betaalbestanden", response=FilePage, summary="Bestanden voor de bank")
@needs(Permission.PAYMENT_MANAGE)
def files(request: HttpRequest, volgende: str = "") -> Any:
    """De nieuwste eerst."""
    api.check_token(volgende, order=NEWEST)
    page = paging.page(payment_queries.batches(), after=volgende, order=NEWEST)
    following = api.next_address(request, page.next) if page.next else None
    rows: list[Any] = list(page.rows)
    found = [
        FileSummary(
            number=each.pk,
            message_id=each.message_id,
            execute_on=each.execute_on,
            count=each.count,
            cents=each.cents or 0,
        )
        for each in rows
    ]
    return FilePage(results=found, next=following)


@router.post("/betaalbestanden", response={201: FileDocument}, summary="Een bestand voor de bank maken")
@needs(Permission.PAYMENT_MANAGE)
def export(request: HttpRequest, data: ExportInput) -> Any:
    """Van betalingen die klaarstaan. Wijkwerk betaalt zelf niets."""
    rows = list(Payment.objects.filter(pk__in=data.payments, state=PaymentState.PREPARED))
    if len(rows) != len(set(data.payments)):
        raise NoSuchPayments
    account = PayingAccount.objects.filter(pk=data.account, is_active=True).first() if data.account else None
    if data.account and account is None:
        raise payments.NoPayingAccount
    made = payments.export_payments(rows, execute_on=data.execute_on, account=account, **policy.deed(request))
    return Status(201, _file(made))


@router.get(FILE, response=FileDocument, summary="Eén bestand voor de bank")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.batch, by=("nummer",))
def one_file(request: HttpRequest, batch: PaymentBatch) -> Any:
    """Met zijn betalingen."""
    return _file(batch)


@router.get(f"{FILE}/sepa", summary="Het bestand voor de bank (pain.001)")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.batch, by=("nummer",))
def sepa(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    """Elke keer hetzelfde bestand, zodat een bank niets twee keer betaalt."""
    rows = payment_queries.in_file(batch)
    if not all(each.account.iban for each in rows):
        raise NotKeptAnyMore
    privacy.log_reading(batch, **policy.deed(request), why=_("Haalde een bestand met rekeningnummers op."))
    return HttpResponse(bank_file.pain_001(batch, rows), content_type="application/xml")


@router.post(f"{FILE}/betaald", response=FileDocument, summary="Een heel bestand is betaald")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.batch, by=("nummer",))
def tell_file_paid(request: HttpRequest, batch: PaymentBatch, data: PaidInput) -> Any:
    """Behalve wat eerder als mislukt is gemeld."""
    payments.tell_file_paid(batch, paid_on=data.paid_on, **policy.deed(request))
    return _file(batch)


# ── Accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/betaalrekeningen", response=PayingAccountList, summary="Rekeningen waarvan de gemeente betaalt")
@needs(Permission.PAYMENT_MANAGE)
def paying_accounts(request: HttpRequest) -> Any:
    """Die in gebruik zijn."""
    return PayingAccountList(results=[_paying_account(each) for each in payment_queries.paying_accounts()])


def _paying_account(row: PayingAccount) -> PayingAccountDocument:
    return PayingAccountDocument(number=row.pk, holder=row.holder, iban=row.iban, bic=row.bic)


@router.post("/betaalrekeningen", response={201: PayingAccountDocument}, summary="Een rekening van de gemeente")
@needs(Permission.PAYMENT_MANAGE)
def keep_paying_account(request: HttpRequest, data: PayingAccountInput) -> Any:
    """Hetzelfde nummer nog eens geeft het een andere naam."""
    return Status(201, _paying_account(payments.keep_paying_account(**data.model_dump(), **policy.deed(request))))


@router.delete("/betaalrekeningen/{int:nummer}", response={204: None}, summary="Een rekening niet meer gebruiken")
@needs(Permission.PAYMENT_MANAGE, find=payment_queries.paying_account, by=("nummer",))
def end_paying_account(request: HttpRequest, row: PayingAccount) -> Any:
    """Bestanden die ermee zijn gemaakt blijven zoals ze zijn."""
    payments.end_paying_account(row, **policy.deed(request))
    return Status(204, None)


@router.put(
    "/aanvragen/{int:nummer}/rekening", response=AccountDocument, summary="Het rekeningnummer van een aanvrager"
)
@needs(Permission.APPLICATION_VIEW_APPLICANT, find=application_queries.application, by=("nummer",))
def keep_account(request: HttpRequest, application: Application, data: AccountInput) -> Any:
    """Voor wie belt. Daarna is het gemaskeerd voor wie niet betaalt."""
    kept = payments.keep_account(application, **data.model_dump(), **policy.deed(request), on_behalf=True)
    return AccountDocument(account=kept.masked)


# ── Money of partners ──────────────────────────────────────────────────────────────────────────────────────────────
BY_ITEM = ("-agenda__year", "agenda__work_area__name", "id")


@router.get("/partnerbijdragen", response=PartnerPage, summary="Geld van partners")
@needs(Permission.LEDGER_VIEW)
def partner_lines(
    request: HttpRequest, werkgebied: Number | None = None, jaar: int | None = None, volgende: str = ""
) -> Any:
    """Per project en partner: wat is afgesproken, gereserveerd en gegeven, in hele centen."""
    api.check_token(volgende, order=BY_ITEM)
    year = jaar if jaar is not None and 1990 <= jaar <= 2100 else None
    rows = partner_queries.items_with_money(actor=policy.actor_of(request), area_id=werkgebied, year=year)
    page = paging.page(rows, after=volgende, order=BY_ITEM)
    following = api.next_address(request, page.next) if page.next else None
    return PartnerPage(results=[_line(each) for each in partner_queries.lines(list(page.rows))], next=following)


def _line(line: partner_queries.Line) -> PartnerLineDocument:
    return PartnerLineDocument(
        item=line.item.pk,
        title=line.item.title,
        organisation=line.organisation.pk,
        organisation_name=line.organisation.name,
        agreed=line.agreed,
        reserved=line.reserved,
        given=line.given,
    )


@router.post(
    "/projecten/{int:nummer}/partnerbijdragen",
    response={201: PartnerLineDocument},
    summary="Geld van een partner boeken",
)
@needs(Permission.AGENDA_MANAGE, find=partner_queries.item, by=("nummer",))
def book_partner_money(request: HttpRequest, item: AgendaItem, data: PartnerInput) -> Any:
    """Gereserveerd of gegeven; of teruggenomen, met een toelichting."""
    organisation = Organisation.objects.filter(pk=data.organisation).first()
    if organisation is None:
        raise NoSuchPartner
    values = data.model_dump(exclude={"organisation", "deed"})
    made: PartnerMoney = partner_money.book(
        item, organisation=organisation, deed=PartnerDeed[data.deed.name], **values, **policy.deed(request)
    )
    lines = partner_queries.lines_of(item)
    return Status(201, _line(next(each for each in lines if each.organisation.pk == made.organisation_id)))
