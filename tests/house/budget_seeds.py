"""Money of an area that is not for everybody: what somebody asked and told, who advised, what is not published."""

from django.utils import timezone

from wijkwerk.domain.budgets.models import AdviceVerdict, DecisionOutcome
from wijkwerk.domain.budgets.operations import (
    applications,
    completing,
    decisions,
    deliberations,
    justifications,
    objections,
)
from wijkwerk.domain.budgets.operations.applications import Cost
from wijkwerk.domain.budgets.tests import initiative_factories as initiatives
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_rules
from wijkwerk.domain.budgets.tests.justification_factories import a_photo, make_justification
from wijkwerk.foundation.access.policy import VISITOR


def make_budgets(work_area, words, *, by):
    """Funds and their rules are for everybody. An application on which one decides, one that was paid and is told of,
    an initiative that nobody looked at yet and a nomination are not."""
    at = timezone.now()
    fund = make_fund(f"Budget van {work_area.name}", work_areas=[work_area], per_area=True)
    make_rules(fund)
    asked = make_application(
        fund,
        work_area,
        title=words,
        what=words,
        place=words,
        with_whom=words,
        applicant_name=words,
        costs=[Cost(words, 25_000)],
    )
    applications.add_file(asked, a_photo(), by=VISITOR, at=at)
    completing.write_to_applicant(asked, text=words, by=by, at=at)
    completing.add_note(asked, text=words, by=by, at=at)
    deliberations.advise(asked, verdict=AdviceVerdict.NO, words=words, by=by, at=at)
    decisions.prepare_decision(asked, outcome=DecisionOutcome.NO, reason=words, by=by, at=at)
    no = {"outcome": DecisionOutcome.NO, "reason": words}
    refused = decisions.decide(make_application(fund, work_area, title=words, what=words), **no, by=by, at=at)
    objections.register_objection(
        refused,
        objector="other",
        name=words,
        reply_by="post",
        reply_address=words,
        way="post",
        received_on=refused.announced_on,
        gist=words,
        by=by,
        at=at,
    )
    paid = make_fund(f"Betaald in {work_area.name}", work_areas=[work_area])
    make_rules(paid, justify_with_receipts_above_cents=0, justify_above_cents=0)
    granted = make_application(paid, work_area, title=words, what=words, asked_cents=25_000)
    told = make_justification(application=granted, fund=paid)
    justifications.keep(told, words=words, spent_cents=20_000, by=VISITOR, at=at)
    justifications.add_receipt(told, words=words, cents=20_000, by=VISITOR, at=at)
    initiatives.start(work_area, words, words)
    award = initiatives.make_award(year=at.year, work_area=work_area)
    initiatives.nominate(award, nominee=words, why=words)
    return asked
