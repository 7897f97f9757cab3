"""A fund that a body distributes itself, for machines: its plans, what was given for them, its account."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from ninja import Status

from wijkwerk.domain.budgets.models import Committee, Fund, FundAccount, Grant, PlanLine
from wijkwerk.domain.budgets.operations import distributing as operations
from wijkwerk.domain.budgets.queries import distributing as queries
from wijkwerk.domain.plans.models import AgendaItem, Goal
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import NotAllowed, needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, documents
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.money import MOST_CENTS
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Zelf verdelen")
FUND = "/budgetten/{int:nummer}"


class NoSuchPlan(Refusal):
    message = gettext_lazy("Dit project of dit deel van het eigen plan is er niet.")


class NoSuchCommittee(Refusal):
    message = gettext_lazy("Deze commissie is er niet.")


class GivenDocument(Document):
    grant: int = named("toekenning")
    title: str = named("titel")
    cents: int = named("toegekendCenten")
    justified: int = named("verantwoordCenten")
    returned: int = named("teruggekomenCenten")
    story: str = named("openbaarVerhaal")


class LineDocument(Document):
    """Een regel van de begroting: een project, iets uit het eigen plan, of wat bij geen plan hoort."""

    number: int | None = named("nummer")
    title: str = named("titel")
    item: int | None = named("project")
    goal: int | None = named("eigenPlan")
    planned: int = named("begrootCenten")
    brought: str = named("watHetOpbracht")
    version: int | None = named("versie")
    given: list[GivenDocument] = named("toegekend")


class FundDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    body: str = named("organisatie")
    allotted: int = named("gekregenCenten")
    granted: int = named("toegekendCenten")
    justified: int = named("verantwoordCenten")
    returned: int = named("teruggekomenCenten")
    left: int = named("overCenten")
    to_plan: int = named("nogTeBegrotenCenten")
    lines: list[LineDocument] = named("plannen")


class AccountDocument(Document):
    """De verantwoording zoals zij is ingeleverd, of zoals zij er nu staat: titel en onderdelen."""

    number: int | None = named("nummer")
    on: date = named("dag")
    document: dict[str, Any] = named("document")


class BeginInput(Input):
    name: Line = named("naam")
    purpose: Story = named("waarvoor")
    committee: Number = named("commissie")


class LineInput(Input):
    item: Number | None = named("project", None)
    goal: Number | None = named("eigenPlan", None)
    planned_cents: int = named("begrootCenten", ge=0, le=MOST_CENTS)


class ChangeInput(Input):
    planned_cents: int = named("begrootCenten", ge=0, le=MOST_CENTS)
    brought: Story = named("watHetOpbracht", "")
    version: int | None = named("versie", None, ge=1)


class UnderInput(Input):
    line: Number | None = named("plan", None, description="Leeg: hoort bij geen plan.")


class AccountInput(Input):
    told: Story = named("verhaal")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


def _fund(fund: Fund) -> FundDocument:
    now = queries.stands_of(fund)
    return FundDocument(
        number=fund.pk,
        name=fund.name,
        body=str(fund.holder),
        allotted=now.allotted,
        granted=now.granted,
        justified=now.justified,
        returned=now.returned,
        left=now.left,
        to_plan=queries.to_plan(fund),
        lines=[_line(each) for each in queries.lines_of(fund)],
    )


def _line(each: queries.LineStand) -> LineDocument:
    line = each.line
    return LineDocument(
        number=line.pk if line is not None else None,
        title=queries.title_of(line),
        item=line.item_id if line is not None else None,
        goal=line.goal_id if line is not None else None,
        planned=each.planned_cents,
        brought=line.brought if line is not None else "",
        version=line.version if line is not None else None,
        given=[
            GivenDocument(
                grant=one.grant.pk,
                title=one.title,
                cents=one.cents,
                justified=one.justified,
                returned=one.returned,
                story=one.story,
            )
            for one in each.given
        ],
    )


def _kept_by(request: HttpRequest, thing: object) -> None:
    """Everybody reads it; writing is for the body, or for who keeps the funds."""
    ruling = queries.keeps(policy.actor_of(request), thing)
    if not ruling:
        raise NotAllowed(ruling.because)


@router.get(f"{FUND}/plannen", response=FundDocument, summary="Plannen en geld van een organisatie die zelf verdeelt")
@needs(Permission.FUND_VIEW, find=queries.own_fund, by=("nummer",))
def own_fund(request: HttpRequest, fund: Fund) -> Any:
    """Waar het geld voor is, wat er is gegeven en wat er over is."""
    return _fund(fund)


@router.post(
    "/toekenningen/{int:nummer}/verdelen", response={201: FundDocument}, summary="De organisatie laten verdelen"
)
@needs(Permission.FUND_MANAGE, find=queries.grant_to_distribute, by=("nummer",))
def begin(request: HttpRequest, grant: Grant, data: BeginInput) -> Any:
    """De organisatie krijgt een eigen budget van dit bedrag; haar eigen commissie beslist."""
    committee = Committee.objects.filter(pk=data.committee).first()
    if committee is None:
        raise NoSuchCommittee
    made = operations.begin(grant, name=data.name, purpose=data.purpose, committee=committee, **policy.deed(request))
    return Status(201, _fund(queries.own_fund(made.pk)))


@router.post(f"{FUND}/plannen", response={201: FundDocument}, summary="Een plan in de begroting zetten")
@needs(Permission.FUND_VIEW, find=queries.own_fund, by=("nummer",))
def add_line(request: HttpRequest, fund: Fund, data: LineInput) -> Any:
    """Een project van de agenda, of iets uit het eigen plan van bewoners."""
    _kept_by(request, fund)
    item = AgendaItem.objects.filter(pk=data.item).first() if data.item is not None else None
    goal = Goal.objects.filter(pk=data.goal).first() if data.goal is not None else None
    if (data.item is not None and item is None) or (data.goal is not None and goal is None):
        raise NoSuchPlan
    operations.add_line(fund, item=item, goal=goal, planned_cents=data.planned_cents, **policy.deed(request))
    return Status(201, _fund(fund))


@router.put(f"{FUND}/plannen/{{int:plan}}", response=FundDocument, summary="Een plan in de begroting wijzigen")
@needs(Permission.FUND_VIEW, find=queries.line, by=("nummer", "plan"))
def change_line(request: HttpRequest, line: PlanLine, data: ChangeInput) -> Any:
    """Een ander bedrag, en wat het opbracht."""
    _kept_by(request, line)
    operations.change_line(line, **data.model_dump(), **policy.deed(request))
    return _fund(line.fund)


@router.delete(f"{FUND}/plannen/{{int:plan}}", response=FundDocument, summary="Een plan uit de begroting halen")
@needs(Permission.FUND_VIEW, find=queries.line, by=("nummer", "plan"))
def remove_line(request: HttpRequest, line: PlanLine) -> Any:
    """Alleen als er niets aan is toegekend."""
    _kept_by(request, line)
    operations.remove_line(line, **policy.deed(request))
    return _fund(line.fund)


@router.put(
    f"{FUND}/toekenningen/{{int:toekenning}}/plan", response=FundDocument, summary="Een toekenning bij een plan zetten"
)
@needs(Permission.FUND_VIEW, find=queries.own_grant, by=("nummer", "toekenning"))
def put_under_line(request: HttpRequest, own: queries.OwnGrant, data: UnderInput) -> Any:
    """Zo telt zij mee in de verantwoording van dat plan."""
    _kept_by(request, own)
    line = PlanLine.objects.filter(pk=data.line, fund=own.fund).first() if data.line is not None else None
    if data.line is not None and line is None:
        raise NoSuchPlan
    operations.put_under_line(own.grant, line=line, **policy.deed(request))
    return _fund(own.fund)


@router.get(f"{FUND}/verantwoording", response=AccountDocument, summary="De verantwoording van nu")
@needs(Permission.FUND_VIEW, find=queries.own_fund, by=("nummer",))
def account_now(request: HttpRequest, fund: Fund) -> Any:
    """Zoals zij er vandaag voor staat."""
    today = clock.today()
    return AccountDocument(number=None, on=today, document=queries.account_of(fund, on=today).as_data())


@router.get(f"{FUND}/verantwoording/pdf", summary="De verantwoording van nu als PDF")
@needs(Permission.FUND_VIEW, find=queries.own_fund, by=("nummer",))
def account_now_pdf(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Toegankelijke PDF (PDF/UA)."""
    document = queries.account_of(fund, on=clock.today())
    return documents.answer(written.pdf_of(document), name=document.title, kind="pdf")


@router.post(f"{FUND}/verantwoording", response={201: AccountDocument}, summary="De verantwoording inleveren")
@needs(Permission.FUND_VIEW, find=queries.own_fund, by=("nummer",))
def hand_in_account(request: HttpRequest, fund: Fund, data: AccountInput) -> Any:
    """De gemeente krijgt haar zoals zij er nu staat."""
    _kept_by(request, fund)
    return Status(201, _account(operations.hand_in_account(fund, **data.model_dump(), **policy.deed(request))))


@router.get("/budgetverantwoordingen/{int:nummer}", response=AccountDocument, summary="Een ingeleverde verantwoording")
@needs(Permission.FUND_VIEW, find=queries.account, by=("nummer",))
def handed_in_account(request: HttpRequest, account: FundAccount) -> Any:
    """Zoals zij was; dit verandert niet meer."""
    return _account(account)


def _account(account: FundAccount) -> AccountDocument:
    return AccountDocument(number=account.pk, on=account.on, document=account.content)
