"""Committees and their deliberations, for machines."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from ninja import Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.models import (
    AdviceVerdict,
    Application,
    Committee,
    CommitteeChoice,
    CommitteeMember,
    CommitteeRole,
    Conflict,
    Deliberation,
    Majority,
    OnTie,
)
from wijkwerk.domain.budgets.operations import committees, deliberations
from wijkwerk.domain.budgets.queries import applications
from wijkwerk.domain.budgets.queries import committees as queries
from wijkwerk.domain.budgets.queries import deliberations as talk_queries
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Line, Moment, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Commissies")


class MajorityWord(StrEnum):
    MORE_THAN_HALF = "meer dan de helft"
    TWO_THIRDS = "twee derde"
    ALL = "alle stemmen"


class TieWord(StrEnum):
    NO = "nee"
    CHAIR = "voorzitter"


class RoleWord(StrEnum):
    ADVISES = "adviseert"
    BINDS = "adviseert bindend"
    DECIDES = "beslist"


class VerdictWord(StrEnum):
    YES = "alles"
    PART = "een deel"
    NO = "niets"


class ChoiceWord(StrEnum):
    FOR = "voor"
    AGAINST = "tegen"
    ABSTAIN = "onthouding"


class NobodyThere(Refusal):
    message = gettext_lazy("Deze persoon, deze organisatie of dit gebied is er niet.")


class PersonNeeded(Refusal):
    message = gettext_lazy("Adviseren en beslissen doet een mens, op eigen naam.")
    status = 403


def person_of(request: HttpRequest) -> Person:
    actor = policy.actor_of(request)
    if not isinstance(actor, Person):
        raise PersonNeeded
    return actor


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class MemberDocument(Document):
    number: int = named("nummer")
    person: int = named("persoon")
    name: str = named("naam")
    is_chair: bool = named("isVoorzitter")
    from_on: date = named("vanaf")
    until_on: date | None = named("tot", description="De eerste dag dat het voorbij is.")


class CommitteeDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    about: str = named("taak")
    organisation: int | None = named("organisatie")
    work_areas: list[int] = named("werkgebieden", description="Leeg: de hele gemeente.")
    most_members: int | None = named("hoogstensLeden")
    term_years: int | None = named("jarenPerTermijn")
    most_terms: int | None = named("hoogstensTermijnen")
    quorum: int = named("quorum")
    quorum_permille: int | None = named("quorumPromille", description="Meer dan dit deel van wie mag stemmen.")
    majority: MajorityWord = named("meerderheid")
    on_tie: TieWord = named("bijGelijkeStemmen")
    closed_on: date | None = named("opgehevenOp")
    members: list[MemberDocument] = named("leden", description="Leeg voor wie geen namen mag lezen.")


class VoteDocument(Document):
    member: int = named("lid")
    name: str = named("naam")
    choice: ChoiceWord | None = named("stem")
    words: str = named("toelichting")


class DeliberationDocument(Document):
    number: int = named("nummer")
    committee: int = named("commissie")
    application: int = named("aanvraag")
    role: RoleWord = named("rol")
    verdict: VerdictWord = named("voorstel")
    amount_cents: int = named("bedragInCenten")
    words: str = named("toelichting")
    proposal: int = named("voorstelNummer")
    needed: int = named("quorum")
    interested: int = named("metBelang")
    has_quorum: bool = named("quorumGehaald")
    is_carried: bool = named("aangenomen")
    votes: list[VoteDocument] = named("stemmen")
    closed_at: Moment | None = named("afgerondOp")


class ConflictDocument(Document):
    number: int = named("nummer")
    person: int = named("persoon")
    reason: str = named("belang")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class CommitteeInput(Input):
    name: Line = named("naam")
    about: Story = named("taak", "", max_length=500)
    organisation: Number | None = named("organisatie", None)
    work_areas: list[Number] = named("werkgebieden", default_factory=list, max_length=500)
    most_members: int | None = named("hoogstensLeden", None, ge=1, le=200)
    term_years: int | None = named("jarenPerTermijn", None, ge=1, le=20)
    most_terms: int | None = named("hoogstensTermijnen", None, ge=1, le=20)
    quorum: int = named("quorum", 1, ge=1, le=200)
    quorum_permille: int | None = named("quorumPromille", None, ge=0, le=999)
    majority: MajorityWord = named("meerderheid", MajorityWord.MORE_THAN_HALF)
    on_tie: TieWord = named("bijGelijkeStemmen", TieWord.NO)


class MemberInput(Input):
    person: Number = named("persoon")
    from_on: date = named("vanaf")
    until_on: date | None = named("tot", None)
    is_chair: bool = named("isVoorzitter", False)


class LeaveInput(Input):
    until_on: date = named("tot")


class ProposalInput(Input):
    verdict: VerdictWord = named("voorstel")
    amount_cents: int | None = named("bedragInCenten", None, ge=1, le=10**11)
    words: Story = named("toelichting", "")


class VoteInput(Input):
    member: Number = named("lid")
    choice: ChoiceWord = named("stem")
    words: Story = named("toelichting", "")
    proposal: int | None = named("voorstelNummer", None, ge=1)


class InterestInput(Input):
    person: Number = named("persoon")
    reason: Line = named("belang")


# ── Committees ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _committee(request: HttpRequest, row: Committee) -> CommitteeDocument:
    actor, today = policy.actor_of(request), clock.today()
    sees = queries.sits_in(row, actor, on=today) or policy.may_somewhere(actor, Permission.PEOPLE_VIEW)
    members = queries.members_of(row, on=today) if sees else []
    return CommitteeDocument(
        number=row.pk,
        name=row.name,
        about=row.about,
        organisation=row.organisation_id,
        work_areas=sorted(area.pk for area in row.work_areas.all()),
        most_members=row.most_members,
        term_years=row.term_years,
        most_terms=row.most_terms,
        quorum=row.quorum,
        quorum_permille=row.quorum_permille,
        majority=MajorityWord[Majority(row.majority).name],
        on_tie=TieWord[OnTie(row.on_tie).name],
        closed_on=row.closed_on,
        members=[_member(each) for each in members],
    )


def _member(row: CommitteeMember) -> MemberDocument:
    return MemberDocument(
        number=row.pk,
        person=row.person_id,
        name=row.person.name,
        is_chair=row.is_chair,
        from_on=row.from_on,
        until_on=row.until_on,
    )


def _values(data: CommitteeInput) -> dict[str, Any]:
    organisation = Organisation.objects.filter(pk=data.organisation).first() if data.organisation else None
    work_areas = list(areas.work_areas(clock.today()).filter(pk__in=data.work_areas))
    if (data.organisation and organisation is None) or len(work_areas) != len(set(data.work_areas)):
        raise NobodyThere
    return data.dict() | {
        "organisation": organisation,
        "work_areas": work_areas,
        "majority": Majority[data.majority.name],
        "on_tie": OnTie[data.on_tie.name],
    }


@router.get("/commissies", response=list[CommitteeDocument], summary="Commissies")
@needs(Permission.FUND_VIEW)
def committee_list(request: HttpRequest) -> Any:
    """Welke commissies er zijn en hoe zij stemmen. Namen alleen voor wie die mag lezen."""
    return [_committee(request, row) for row in queries.committees()[: api.MOST]]


@router.get("/commissies/{int:nummer}", response=CommitteeDocument, summary="Eén commissie")
@needs(Permission.FUND_VIEW, find=queries.committee, by=("nummer",))
def committee(request: HttpRequest, found: Committee) -> Any:
    """Wat zij doet en hoe zij stemt."""
    return _committee(request, found)


@router.post("/commissies", response={201: CommitteeDocument}, summary="Een commissie instellen")
@needs(Permission.FUND_MANAGE)
def found_committee(request: HttpRequest, data: CommitteeInput) -> Any:
    """Zet er daarna leden in."""
    made = committees.found_committee(**_values(data), **policy.deed(request))
    return Status(201, _committee(request, made))


@router.put("/commissies/{int:nummer}", response=CommitteeDocument, summary="Een commissie wijzigen")
@needs(Permission.FUND_MANAGE, find=queries.committee, by=("nummer",))
def change_committee(request: HttpRequest, found: Committee, data: CommitteeInput) -> Any:
    """Hoe zij heet en werkt."""
    return _committee(request, committees.change_committee(found, **_values(data), **policy.deed(request)))


@router.post("/commissies/{int:nummer}/opheffen", response=CommitteeDocument, summary="Een commissie opheffen")
@needs(Permission.FUND_MANAGE, find=queries.committee, by=("nummer",))
def close_committee(request: HttpRequest, found: Committee) -> Any:
    """Niet zolang regels haar noemen."""
    return _committee(request, committees.close_committee(found, **policy.deed(request)))


@router.post("/commissies/{int:nummer}/leden", response={201: MemberDocument}, summary="Een lid toevoegen")
@needs(Permission.FUND_MANAGE, find=queries.committee, by=("nummer",))
def add_member(request: HttpRequest, found: Committee, data: MemberInput) -> Any:
    """Binnen het maximum en de termijn van de commissie."""
    person = Person.objects.filter(pk=data.person).first()
    if person is None:
        raise NobodyThere
    made = committees.add_member(found, **data.dict() | {"person": person}, **policy.deed(request))
    return Status(201, _member(made))


@router.post("/commissieleden/{int:nummer}/vertrek", response=MemberDocument, summary="Een lid vertrekt")
@needs(Permission.FUND_MANAGE, find=queries.member, by=("nummer",))
def end_membership(request: HttpRequest, found: CommitteeMember, data: LeaveInput) -> Any:
    """Wat dit lid adviseerde blijft."""
    committees.end_membership(found, until_on=data.until_on, **policy.deed(request))
    return _member(queries.member(found.pk))


@router.post("/commissieleden/{int:nummer}/voorzitter", response=MemberDocument, summary="Voorzitter worden")
@needs(Permission.FUND_MANAGE, find=queries.member, by=("nummer",))
def make_chair(request: HttpRequest, found: CommitteeMember) -> Any:
    """Er is één voorzitter."""
    committees.make_chair(found, **policy.deed(request))
    return _member(queries.member(found.pk))


# ── Deliberations ──────────────────────────────────────────────────────────────────────────────────────────────────
def _talk(row: Deliberation) -> DeliberationDocument:
    standing = talk_queries.standing_of(row, on=clock.today())
    return DeliberationDocument(
        number=row.pk,
        committee=row.committee_id,
        application=row.application_id,
        role=RoleWord[CommitteeRole(row.role).name],
        verdict=VerdictWord[AdviceVerdict(row.verdict).name],
        amount_cents=row.amount_cents,
        words=row.words,
        proposal=row.proposal,
        needed=standing.needed,
        interested=standing.interested,
        has_quorum=standing.has_quorum,
        is_carried=standing.is_carried,
        votes=[
            VoteDocument(
                member=member.pk,
                name=member.person.name,
                choice=ChoiceWord[CommitteeChoice(vote.choice).name] if vote is not None else None,
                words=vote.words if vote is not None else "",
            )
            for member, vote in standing.rows
        ],
        closed_at=row.closed_at,
    )


def _of(request: HttpRequest, row: Deliberation) -> Deliberation:
    """Nothing of it for who has an interest."""
    deliberations.keep_out(policy.actor_of(request), row.application)
    return row


@router.get("/beraden/{int:nummer}", response=DeliberationDocument, summary="Eén beraad")
@needs(Permission.APPLICATION_ADVISE, find=talk_queries.deliberation, by=("nummer",))
def deliberation(request: HttpRequest, found: Deliberation) -> Any:
    """Het voorstel en hoe de stemming staat. Niet voor wie een belang heeft."""
    return _talk(_of(request, found))


@router.post("/beraden/{int:nummer}/voorstel", response=DeliberationDocument, summary="Een ander voorstel")
@needs(Permission.APPLICATION_ADVISE, find=talk_queries.deliberation, by=("nummer",))
def propose(request: HttpRequest, found: Deliberation, data: ProposalInput) -> Any:
    """Stemmen over het vorige voorstel tellen dan niet meer."""
    values = data.dict() | {"verdict": AdviceVerdict[data.verdict.name]}
    deliberations.propose(_of(request, found), **values, **policy.deed(request))
    return _talk(talk_queries.deliberation(found.pk))


@router.post("/beraden/{int:nummer}/stemmen", response=DeliberationDocument, summary="Een stem noteren")
@needs(Permission.APPLICATION_ADVISE, find=talk_queries.deliberation, by=("nummer",))
def vote(request: HttpRequest, found: Deliberation, data: VoteInput) -> Any:
    """De eigen stem; wie de aanvraag behandelt noteert die van een ander."""
    member = CommitteeMember.objects.filter(pk=data.member, committee=found.committee_id).first()
    actor = policy.actor_of(request)
    own = member is not None and actor.kind == "person" and actor.id == member.person_id
    if member is None or not (own or policy.may(actor, Permission.APPLICATION_HANDLE, on=found)):
        raise deliberations.SitsNotHere
    deliberations.vote(
        _of(request, found),
        member=member,
        choice=CommitteeChoice[data.choice.name],
        words=data.words,
        proposal=data.proposal,
        by=actor,
        at=clock.now(),
    )
    return _talk(talk_queries.deliberation(found.pk))


@router.post("/beraden/{int:nummer}/afronden", response=DeliberationDocument, summary="Een beraad afronden")
@needs(Permission.APPLICATION_ADVISE, find=talk_queries.deliberation, by=("nummer",))
def close_deliberation(request: HttpRequest, found: Deliberation) -> Any:
    """Als er genoeg leden stemden en het voorstel is aangenomen."""
    deliberations.close_deliberation(_of(request, found), **policy.deed(request))
    return _talk(talk_queries.deliberation(found.pk))


@router.post("/beraden/{int:nummer}/stoppen", response={204: None}, summary="Een beraad stoppen")
@needs(Permission.APPLICATION_HANDLE, find=talk_queries.deliberation, by=("nummer",))
def stop_deliberation(request: HttpRequest, found: Deliberation) -> Any:
    """De aanvraag ligt niet meer voor."""
    deliberations.stop_deliberation(_of(request, found), **policy.deed(request))
    return Status(204, None)


@router.post(
    "/aanvragen/{int:nummer}/beraad", response={201: DeliberationDocument}, summary="Aan de commissie voorleggen"
)
@needs(Permission.APPLICATION_HANDLE, find=applications.application, by=("nummer",))
def open_deliberation(request: HttpRequest, found: Application) -> Any:
    """Aan de commissie die de regels noemen. Twee keer is één keer."""
    made = deliberations.open_deliberation(found, **policy.deed(request))
    return Status(201, _talk(talk_queries.deliberation(made.pk)))


# ── Interests ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/aanvragen/{int:nummer}/belangen", response={201: ConflictDocument}, summary="Een belang melden")
@needs(Permission.APPLICATION_VIEW, find=applications.application, by=("nummer",))
def tell_interest(request: HttpRequest, found: Application, data: InterestInput) -> Any:
    """Het eigen belang; wie de aanvraag behandelt meldt ook dat van een ander."""
    person, actor = Person.objects.filter(pk=data.person).first(), policy.actor_of(request)
    own = actor.kind == "person" and actor.id == data.person
    if person is None or not (own or policy.may(actor, Permission.APPLICATION_HANDLE, on=found)):
        raise NobodyThere
    told = deliberations.tell_interest(found, person=person, reason=data.reason, **policy.deed(request))
    return Status(201, ConflictDocument(number=told.pk, person=told.person_id, reason=told.reason))


@router.delete("/belangen/{int:nummer}", response={204: None}, summary="Een belang weghalen")
@needs(Permission.APPLICATION_HANDLE, find=queries.conflict, by=("nummer",))
def drop_interest(request: HttpRequest, found: Conflict) -> Any:
    """Niet door wie het is."""
    deliberations.drop_interest(found, **policy.deed(request))
    return Status(204, None)
