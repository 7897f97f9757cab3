"""Holding an application to the rules: what the program finds out is kept, what a person judges is theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.application_states import OPEN
from wijkwerk.domain.budgets.models import Application, Check, Criterion, Outcome
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.queries import checks
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit.refusals import Refusal


class SaysNotWhy(Refusal):
    message = _("Schrijf op waarom u anders oordeelt dan het programma.")
    field = "words"


class NotOneOfItsRules(Refusal):
    message = _("Deze voorwaarde hoort niet bij de regels van deze aanvraag.")
    status = 409


def keep_checks(application: Application, *, at: datetime) -> None:
    """What the program finds out now, beside what people judged. With the application locked."""
    verdict = checks.verdict_on(application)
    for each in verdict.checks:
        if each.by is None and each.criterion.automatic:
            Check.objects.update_or_create(
                application=application,
                criterion=each.criterion,
                defaults={"outcome": each.outcome, "words": each.words[:300], "at": at},
            )


@transaction.atomic
def judge(
    application: Application, criterion: Criterion, *, outcome: Outcome, words: str = "", by: Person, at: datetime
) -> Check | None:
    """A person says how it stands to one rule; of what the program found out itself they say why they see it otherwise.

    To know it no longer gives an automatic check back to the program.
    """
    application = moves.lock(application)
    if application.state not in OPEN:
        raise moves.MoveNotPossible
    if criterion.rule_set_id != application.rule_set_id:
        raise NotOneOfItsRules
    if criterion.automatic and outcome != Outcome.UNKNOWN and not words.strip():
        raise SaysNotWhy
    details = {"criterion": criterion.pk, "outcome": str(outcome)}
    moves.note_down("judged", application, by=by, at=at, details=details)
    if outcome == Outcome.UNKNOWN:
        Check.objects.filter(application=application, criterion=criterion).delete()
        keep_checks(application, at=at)
        return None
    kept: Check
    kept, _made = Check.objects.update_or_create(
        application=application,
        criterion=criterion,
        defaults={"outcome": outcome, "words": words.strip(), "by": by, "at": at},
    )
    return kept
