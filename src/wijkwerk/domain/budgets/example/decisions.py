"""Decisions in the example: granted, in part, on condition, refused, made ready, and two before a committee."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wijkwerk.domain.budgets.models import (
    AdviceVerdict,
    Application,
    CommitteeChoice,
    CommitteeMember,
    Decision,
    DecisionOutcome,
    Deliberation,
    ObjectionWay,
    Objector,
)
from wijkwerk.domain.budgets.operations import decision_conditions, decisions, deliberations, objections
from wijkwerk.domain.budgets.queries import deliberations as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.operations.routing import coordinator_of
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.kit import clock

GRANTED = ("Schoon rondje Parkwijk", "Buurtbarbecue op het pleintje", "Jeu-de-boulesbaan", "Opruimdag met de school")


def make_decisions(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    if Decision.objects.exists() or not Application.objects.came_in().exists():
        return
    with transaction.atomic():
        _Filling(at).fill()


class _Filling:
    """One filling: when."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def fill(self) -> None:
        for title in GRANTED:
            self.decide(title, DecisionOutcome.YES)
        self.decide(
            "Zomerspelen voor de jeugd",
            DecisionOutcome.PART,
            amount_cents=90_000,
            reason="Wij betalen het materiaal en de helft van de begeleiding. De rest is volgens de regels te veel.",
        )
        refused = self.decide(
            "Kerstmarkt in de straat",
            DecisionOutcome.NO,
            reason=(
                "Dit budget is voor plannen van inwoners. Een winkeliersvereniging kan er geen geld uit krijgen. "
                "Vraag het aan het ondernemersfonds; wij helpen u daar graag bij."
            ),
        )
        self.objection(refused)
        self.on_condition("Moestuinbakken bij de flat", "Toestemming om bakken te plaatsen", is_met=True)
        self.on_condition("Lampionnenoptocht", "Een vergunning voor de route", is_met=False)
        self.make_ready("Burendag op het veld")
        self.make_ready("Kinderkermis op het plein")
        self.committee()

    def application(self, title: str) -> Application | None:
        found: Application | None = Application.objects.came_in().filter(title=title).first()
        return found

    def handler(self, application: Application) -> Person | None:
        return coordinator_of(application.work_area, on=clock.dutch(self.at).date())

    def moment(self, application: Application) -> datetime:
        """Nine days after it came, if that day has been."""
        came = application.sent_at or self.at
        return min(came + timedelta(days=9), self.at)

    def decide(self, title: str, outcome: DecisionOutcome, **what: Any) -> Decision | None:
        application = self.application(title)
        by = self.handler(application) if application is not None else None
        if application is None or by is None:
            return None
        return decisions.decide(application, outcome=outcome, by=by, at=self.moment(application), **what)

    def objection(self, decision: Decision | None) -> None:
        """Five days after the decision, if that day has been."""
        if decision is None or decision.decided_by is None:
            return
        at = min((decision.decided_at or self.at) + timedelta(days=5), self.at)
        objections.register_objection(
            decision,
            objector=Objector.APPLICANT,
            way=ObjectionWay.POST,
            received_on=clock.dutch(at).date(),
            gist="De markt is er voor de hele buurt. De winkeliers helpen alleen met de kramen.",
            by=decision.decided_by,
            at=at,
        )

    def on_condition(self, title: str, what: str, *, is_met: bool) -> None:
        day = clock.dutch(self.at).date() + timedelta(days=20)
        needed = ConditionDraft(kind=ConditionKind.DECISION, what=what, from_whom="de gemeente", by_when=day)
        decision = self.decide(title, DecisionOutcome.PROVISIONAL, conditions=[needed])
        if is_met and decision is not None and decision.answer is not None and decision.decided_by is not None:
            met_at = min((decision.decided_at or self.at) + timedelta(days=12), self.at)
            condition = decision.answer.conditions.get()
            decision_conditions.meet_condition(decision, condition, by=decision.decided_by, at=met_at)

    def make_ready(self, title: str) -> None:
        application = self.application(title)
        by = self.handler(application) if application is not None else None
        if application is not None and by is not None:
            decisions.prepare_decision(application, outcome=DecisionOutcome.YES, by=by, at=self.at - timedelta(hours=3))

    def committee(self) -> None:
        """One on which it advised, one that it still talks about, with a member who lives in that street."""
        advised = self.lay_before("Oud en nieuw in het dorp")
        if advised is not None:
            moment = self.at - timedelta(days=2)
            words = "Drank betalen wij niet uit dit budget. Het feest zelf is goed voor het dorp."
            deliberations.propose(
                advised, verdict=AdviceVerdict.PART, amount_cents=130_000, words=words,
                by=self.members(advised)[0].person, at=moment,
            )  # fmt: skip
            self.vote(advised, CommitteeChoice.FOR, CommitteeChoice.FOR, CommitteeChoice.AGAINST, CommitteeChoice.FOR)
            deliberations.close_deliberation(advised, by=self.members(advised)[0].person, at=moment)
        talking = self.lay_before("Muurschildering in de tunnel")
        if talking is not None:
            neighbour = next((one for one in self.members(talking) if one.person.name == "Ruben Akkerhof"), None)
            if neighbour is not None:
                deliberations.tell_interest(
                    talking.application, person=neighbour.person, reason="Zit in het bestuur van het jongerencentrum.",
                    by=neighbour.person, at=self.at - timedelta(days=1),
                )  # fmt: skip
            self.vote(talking, CommitteeChoice.FOR, CommitteeChoice.ABSTAIN)

    def lay_before(self, title: str) -> Deliberation | None:
        application = self.application(title)
        by = self.handler(application) if application is not None else None
        ways = queries.ways_for(application) if application is not None else None
        if application is None or by is None or ways is None or ways.committee is None:
            return None
        return deliberations.open_deliberation(application, by=by, at=self.at - timedelta(days=3))

    def members(self, deliberation: Deliberation) -> list[CommitteeMember]:
        on = clock.dutch(self.at).date()
        sitting = CommitteeMember.objects.on(on).filter(committee=deliberation.committee)
        return list(sitting.select_related("person").order_by("pk"))

    def vote(self, deliberation: Deliberation, *choices: CommitteeChoice) -> None:
        for member, choice in zip(self.members(deliberation), choices, strict=False):
            deliberations.vote(
                deliberation, member=member, choice=choice, by=member.person, at=self.at - timedelta(days=2)
            )
