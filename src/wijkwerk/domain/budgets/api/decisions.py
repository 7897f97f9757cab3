"""Advice, decisions and grants, for machines. A decision is published in a person's own name: a key prepares it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Status

from wijkwerk.domain.budgets.api import committees
from wijkwerk.domain.budgets.api.applications import by_link
from wijkwerk.domain.budgets.api.committees import ProposalInput, VerdictWord, person_of
from wijkwerk.domain.budgets.models import (
    Advice,
    AdviceVerdict,
    Application,
    Decision,
    DecisionOutcome,
    Grant,
    GrantState,
    Pot,
    Round,
)
from wijkwerk.domain.budgets.operations import decision_conditions as conditions
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.operations import deliberations, granting, sharing
from wijkwerk.domain.budgets.queries import applications, decision_letters, objections
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries import deliberations as talk_queries
from wijkwerk.domain.thread.api import ConditionInput, ConditionStateWord, ConditionWord
from wijkwerk.domain.thread.models import Condition, ConditionKind, ConditionState
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import NotAllowed, needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Moment, Number, Story, named
from wijkwerk.foundation.kit.things import ref

router = api.router("Besluiten")
router.add_router("", committees.router)
ONE = "/aanvragen/{int:nummer}"


class OutcomeWord(StrEnum):
    YES = "ja"
    PART = "ja, een deel"
    PROVISIONAL = "ja, op voorwaarde"
    NEXT_ROUND = "volgende ronde"
    NO = "nee"


class GrantWord(StrEnum):
    OPEN = "toegekend"
    PAID = "betaald"
    JUSTIFIED = "verantwoord"
    CLOSED = "afgerond"
    WITHDRAWN = "ingetrokken"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ConditionDocument(Document):
    number: int | None = named("nummer", description="Leeg zolang het besluit klaarstaat.")
    kind: ConditionWord = named("soort")
    what: str = named("wat")
    from_whom: str = named("vanWie")
    by_when: date = named("uiterlijkOp")
    state: ConditionStateWord = named("staat")


class DecisionDocument(Document):
    number: int = named("nummer")
    application: int = named("aanvraag")
    is_draft: bool = named("staatKlaar")
    stands: bool = named("geldt")
    outcome: OutcomeWord = named("uitkomst")
    amount_cents: int = named("bedragInCenten")
    reason: str = named("reden")
    deviates_because: str = named("wijktAfOmdat")
    pot: int | None = named("pot")
    to_round: int | None = named("naarRonde")
    conditions: list[ConditionDocument] = named("voorwaarden")
    announced_on: date | None = named("datumBrief")
    object_until: date | None = named("bezwaarTotEnMet")
    is_final: bool = named("isDefinitief", description="Bij een voorwaarde: alles is er.")
    version: int = named("versie")


class GrantDocument(Document):
    number: int = named("nummer")
    pot: int = named("pot")
    amount_cents: int = named("bedragInCenten")
    state: GrantWord = named("staat")
    granted_at: Moment = named("toegekendOp")
    justify_by: date | None = named("verantwoordenVoor")


class AdviceDocument(Document):
    who: str = named("wie")
    is_committee: bool = named("isCommissie")
    binds: bool = named("isBindend")
    verdict: VerdictWord = named("advies")
    amount_cents: int = named("bedragInCenten")
    words: str = named("toelichting")
    at: Moment = named("moment")


class NamesDocument(Document):
    advised: list[str] = named("adviseerde")
    decided: str = named("besliste")
    pays: list[str] = named("betaalt")


class WholeDocument(Document):
    current: DecisionDocument | None = named("besluit")
    draft: DecisionDocument | None = named("klaargezet")
    earlier: list[DecisionDocument] = named("eerder")
    advices: list[AdviceDocument] = named("adviezen")
    grant: GrantDocument | None = named("toekenning")
    names: NamesDocument = named("drieNamen")
    who_decides: str = named("wieBeslist", description="Volgens de regels, voor dit bedrag.")
    objections: list[int] = named("bezwaren", description="De nummers, het nieuwste eerst.")


class OwnObjection(Document):
    """Een bezwaar tegen het besluit over de eigen aanvraag; niet van wie het is als een ander het maakte."""

    is_own: bool = named("vanUzelf")
    received_on: date = named("binnenOp")
    decide_by: date = named("beslissenVoor", description="De laatste dag om te beslissen.")
    stand: str = named("stand")


class OwnDecision(Document):
    stands: bool = named("geldt")
    outcome: OutcomeWord = named("uitkomst")
    amount_cents: int = named("bedragInCenten")
    reason: str = named("reden")
    conditions: list[ConditionDocument] = named("voorwaarden")
    announced_on: date | None = named("datumBrief")
    object_until: date | None = named("bezwaarTotEnMet")
    letter: str = named("brief", description="De hele brief in woorden.")
    pdf: str = named("pdf", description="Adres van de brief als toegankelijke PDF.")
    objections: list[OwnObjection] = named("bezwaren")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class DecisionInput(Input):
    outcome: OutcomeWord = named("uitkomst")
    amount_cents: int | None = named("bedragInCenten", None, ge=1, le=10**11)
    reason: Story = named("reden", "")
    pot: Number | None = named("pot", None)
    to_round: Number | None = named("naarRonde", None)
    conditions: list[ConditionInput] = named("voorwaarden", default_factory=list, max_length=20)
    deviates_because: Story = named("wijktAfOmdat", "")
    version: int | None = named("versie", None, ge=0)


class PublishInput(Input):
    decisions: list[Number] = named("besluiten", min_length=1, max_length=500)
    announced_on: date | None = named("datumBrief", None)


class ReasonInput(Input):
    reason: Story = named("reden")


class NoteInput(Input):
    note: Story = named("toelichting", "")


class DayInput(Input):
    by_when: date = named("uiterlijkOp")
    reason: Story = named("reden")


class DraftFilter(Input):
    fund: Number | None = named("budget", None)
    round: Number | None = named("ronde", None)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _decision(row: Decision) -> DecisionDocument:
    return DecisionDocument(
        number=row.pk,
        application=row.application_id,
        is_draft=row.is_draft,
        stands=row.is_current,
        outcome=OutcomeWord[DecisionOutcome(row.outcome).name],
        amount_cents=row.amount_cents,
        reason=row.reason,
        deviates_because=row.deviates_because,
        pot=row.pot_id,
        to_round=row.to_round_id,
        conditions=_conditions(row),
        announced_on=row.announced_on,
        object_until=row.object_until,
        is_final=row.final_at is not None,
        version=row.version,
    )


def _conditions(row: Decision) -> list[ConditionDocument]:
    if row.answer_id is None:
        return [
            ConditionDocument(
                number=None,
                kind=ConditionWord[each.kind.name],
                what=each.what,
                from_whom=each.from_whom,
                by_when=each.by_when,
                state=ConditionStateWord.OPEN,
            )
            for each in operations.conditions_of(row)
        ]
    return [
        ConditionDocument(
            number=each.pk,
            kind=ConditionWord[ConditionKind(each.kind).name],
            what=each.what,
            from_whom=each.from_whom,
            by_when=each.by_when,
            state=ConditionStateWord[ConditionState(each.state).name],
        )
        for each in Condition.objects.filter(answer=row.answer_id).order_by("order", "id")
    ]


def _advice(row: Advice) -> AdviceDocument:
    return AdviceDocument(
        who=row.committee.name if row.committee is not None else row.person.name,
        is_committee=row.committee is not None,
        binds=row.binds,
        verdict=VerdictWord[AdviceVerdict(row.verdict).name],
        amount_cents=row.amount_cents,
        words=row.words,
        at=row.at,
    )


def _grant(row: Grant) -> GrantDocument:
    return GrantDocument(
        number=row.pk,
        pot=row.pot_id,
        amount_cents=row.amount_cents,
        state=GrantWord[GrantState(row.state).name],
        granted_at=row.granted_at,
        justify_by=row.justify_by,
    )


def _whole(request: HttpRequest, application: Application) -> WholeDocument:
    """Nothing of it for who has an interest."""
    actor = policy.actor_of(request)
    deliberations.keep_out(actor, application)
    current, published = queries.standing_on(application), queries.published_on(application)
    draft, grant = queries.draft_on(application), queries.grant_of(application)
    ways, names = (
        talk_queries.ways_for(application),
        queries.names_of(application, current or next(iter(published), None)),
    )
    sees_draft = queries.decides(actor, application, ways)
    earlier = [each for each in published if current is None or each.pk != current.pk]
    return WholeDocument(
        current=_decision(current) if current is not None else None,
        draft=_decision(draft) if draft is not None and sees_draft else None,
        earlier=[_decision(each) for each in earlier],
        advices=[_advice(each) for each in talk_queries.advices_on(application)],
        grant=_grant(grant) if grant is not None else None,
        names=NamesDocument(
            advised=[each.name for each in names.advised],
            decided=names.decided.name if names.decided is not None else "",
            pays=[each.name for each in names.pays],
        ),
        who_decides=queries.who_decides_in_words(ways) if ways is not None else "",
        objections=[each.pk for each in objections.objections_on(application)],
    )


@router.get(f"{ONE}/besluit", response=WholeDocument, summary="Het besluit over een aanvraag")
@needs(Permission.APPLICATION_VIEW, find=applications.application, by=("nummer",))
def decision(request: HttpRequest, found: Application) -> Any:
    """Met de adviezen, de toekenning en de drie namen. Niet voor wie een belang heeft."""
    return _whole(request, found)


@router.get("/klaargezette-besluiten", response=list[DecisionDocument], summary="Klaargezette besluiten")
@needs(Permission.GRANT_DECIDE)
def draft_list(request: HttpRequest, filters: Query[DraftFilter]) -> Any:
    """Waar aanvragers nog niets van weten."""
    return _drafts(policy.actor_of(request), filters)


def _drafts(actor: policy.Actor, filters: DraftFilter) -> list[DecisionDocument]:
    rows = queries.drafts_for(actor, fund_id=filters.fund, round_id=filters.round)
    return [_decision(row) for row in rows[: api.MOST]]


def check_decides(request: HttpRequest, application: Application) -> None:
    """Beside the permission: nobody who sits in a committee that only advises."""
    ruling = queries.decides(policy.actor_of(request), application, talk_queries.ways_for(application))
    if not ruling:
        raise NotAllowed(ruling.because)


# ── Deciding ───────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post(f"{ONE}/advies", response={201: AdviceDocument}, summary="Advies geven")
@needs(Permission.APPLICATION_ADVISE, find=applications.application, by=("nummer",))
def advise(request: HttpRequest, found: Application, data: ProposalInput) -> Any:
    """Op eigen naam. Wie adviseert beslist niet."""
    values = data.dict() | {"verdict": AdviceVerdict[data.verdict.name]}
    return Status(201, _advice(deliberations.advise(found, **values, by=person_of(request), at=clock.now())))


@router.put(f"{ONE}/besluit", response=DecisionDocument, summary="Een besluit klaarzetten")
@needs(Permission.GRANT_DECIDE, find=applications.application, by=("nummer",))
def prepare(request: HttpRequest, found: Application, data: DecisionInput) -> Any:
    """De aanvrager weet nog van niets."""
    check_decides(request, found)
    pot = Pot.objects.filter(pk=data.pot).first() if data.pot is not None else None
    to_round = Round.objects.filter(pk=data.to_round).first() if data.to_round is not None else None
    if (data.pot is not None and pot is None) or (data.to_round is not None and to_round is None):
        raise Http404
    values = data.dict() | {
        "outcome": DecisionOutcome[data.outcome.name],
        "pot": pot,
        "to_round": to_round,
        "conditions": [each.draft for each in data.conditions],
    }
    return _decision(operations.prepare_decision(found, **values, **policy.deed(request)))


def _draft(application: Application) -> Decision:
    draft = queries.draft_on(application)
    if draft is None:
        raise Http404
    return draft


@router.delete(f"{ONE}/besluit", response={204: None}, summary="Een klaargezet besluit weggooien")
@needs(Permission.GRANT_DECIDE, find=applications.application, by=("nummer",))
def drop_draft(request: HttpRequest, found: Application) -> Any:
    """Alleen wat niet bekend is gemaakt."""
    check_decides(request, found)
    operations.drop_draft(_draft(found), **policy.deed(request))
    return Status(204, None)


@router.post(f"{ONE}/besluit/nagelezen", response=DecisionDocument, summary="Meekijken")
@needs(Permission.GRANT_DECIDE, find=applications.application, by=("nummer",))
def look_along(request: HttpRequest, found: Application) -> Any:
    """Een tweede heeft het klaargezette besluit gelezen, op eigen naam."""
    check_decides(request, found)
    return _decision(operations.look_along(_draft(found), by=person_of(request), at=clock.now()))


@router.post("/besluiten/bekendmaken", response=list[DecisionDocument], summary="Besluiten samen bekendmaken")
@needs(Permission.GRANT_DECIDE)
def publish(request: HttpRequest, data: PublishInput) -> Any:
    """Op eigen naam: allemaal, of geen een."""
    by = person_of(request)
    drafts = list(queries.drafts_for(by).filter(pk__in=data.decisions))
    if len(drafts) != len(set(data.decisions)):
        raise operations.PublishedAlready
    made = operations.publish_decisions(drafts, by=by, at=clock.now(), announced_on=data.announced_on)
    return [_decision(row) for row in made]


@router.post("/klaargezette-besluiten/verdelen", response=list[DecisionDocument], summary="Verdelen wat er is")
@needs(Permission.GRANT_DECIDE)
def share_out(request: HttpRequest, data: DraftFilter) -> Any:
    """Te weinig geld voor alles wat klaarstaat: naar verhouding, op volgorde of door het lot, naar de regels."""
    actor = policy.actor_of(request)
    sharing.share_out(queries.drafts_for(actor, fund_id=data.fund, round_id=data.round), **policy.deed(request))
    return _drafts(actor, data)


@router.post(f"{ONE}/besluit/opnieuw", response=WholeDocument, summary="Opnieuw beslissen")
@needs(Permission.GRANT_DECIDE, find=applications.application, by=("nummer",))
def decide_again(request: HttpRequest, found: Application, data: ReasonInput) -> Any:
    """Na een bezwaar, of omdat iets niet klopte."""
    check_decides(request, found)
    operations.decide_again(found, reason=data.reason, **policy.deed(request))
    return _whole(request, applications.application(found.pk))


@router.post(f"{ONE}/toekenning/intrekken", response=GrantDocument, summary="Een toekenning intrekken")
@needs(Permission.GRANT_DECIDE, find=applications.application, by=("nummer",))
def withdraw_grant(request: HttpRequest, found: Application, data: ReasonInput) -> Any:
    """Het geld is weer vrij, en de aanvrager hoort waarom."""
    check_decides(request, found)
    grant = queries.grant_of(found)
    if grant is None:
        raise Http404
    return _grant(granting.withdraw_grant(grant, reason=data.reason, **policy.deed(request)))


# ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _waiting(application: Application, number: int) -> tuple[Decision, Condition]:
    current = queries.standing_on(application)
    condition = Condition.objects.select_related("answer").filter(pk=number).first()
    if current is None or condition is None or condition.answer.about != ref(application):
        raise Http404
    return current, condition


@router.post(f"{ONE}/voorwaarden/{{int:voorwaarde}}/vervuld", response=WholeDocument, summary="Vervuld")
@needs(Permission.APPLICATION_HANDLE, find=applications.application, by=("nummer",))
def meet_condition(request: HttpRequest, found: Application, voorwaarde: int, data: NoteInput) -> Any:
    """Met de laatste is de toekenning definitief."""
    current, condition = _waiting(found, voorwaarde)
    conditions.meet_condition(current, condition, note=data.note, **policy.deed(request))
    return _whole(request, applications.application(found.pk))


@router.post(f"{ONE}/voorwaarden/{{int:voorwaarde}}/dag", response=WholeDocument, summary="Een andere dag")
@needs(Permission.APPLICATION_HANDLE, find=applications.application, by=("nummer",))
def change_condition_day(request: HttpRequest, found: Application, voorwaarde: int, data: DayInput) -> Any:
    """De aanvrager hoort welke, en waarom."""
    current, condition = _waiting(found, voorwaarde)
    conditions.change_condition_day(current, condition, **data.dict(), **policy.deed(request))
    return _whole(request, applications.application(found.pk))


@router.post(f"{ONE}/voorwaarden/{{int:voorwaarde}}/vervallen", response=WholeDocument, summary="Gaat niet door")
@needs(Permission.APPLICATION_HANDLE, find=applications.application, by=("nummer",))
def lapse_condition(request: HttpRequest, found: Application, voorwaarde: int, data: ReasonInput) -> Any:
    """Het geld is weer vrij en er wordt opnieuw beslist."""
    current, condition = _waiting(found, voorwaarde)
    conditions.lapse_condition(current, condition, reason=data.reason, **policy.deed(request))
    return _whole(request, applications.application(found.pk))


# ── One's own ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/eigen-aanvragen/{sleutel}/besluit", response=OwnDecision, summary="Het besluit over de eigen aanvraag")
@by_link
def own_decision(request: HttpRequest, found: Application) -> Any:
    """Met de brief en de laatste dag om bezwaar te maken."""
    row = queries.standing_on(found) or queries.last_published_on(found)
    if row is None or row.is_erased:
        raise Http404
    row.application = found
    return OwnDecision(
        stands=row.is_current,
        outcome=OutcomeWord[DecisionOutcome(row.outcome).name],
        amount_cents=row.amount_cents,
        reason=row.reason,
        conditions=_conditions(row),
        announced_on=row.announced_on,
        object_until=row.object_until,
        letter=decision_letters.as_text(row.document),
        pdf=request.build_absolute_uri(decision_letters.own_pdf_address(row)),
        objections=[
            OwnObjection(
                is_own=each.is_of_applicant, received_on=each.received_on, decide_by=each.decide_by, stand=each.stand
            )
            for each in objections.objections_to(row)
        ],
    )
