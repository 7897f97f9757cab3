"""Plain makers of applications: begun, or sent by a resident on the Tuesday of the funds."""

from wijkwerk.domain.budgets.models import ApplicantKind, Decision, Grant
from wijkwerk.domain.budgets.operations import applications
from wijkwerk.domain.budgets.operations.applications import Cost
from wijkwerk.domain.budgets.tests.fund_factories import TUESDAY
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.outbox.models import Channel

PLAN = {
    "title": "Buurtbarbecue aan de Brugstraat",
    "what": "Wij eten samen en leren elkaar kennen.",
    "place": "Brugstraat",
    "with_whom": "De hele straat",
    "applicant_name": "Rika Veen",
    "applicant_kind": ApplicantKind.RESIDENT,
    "reply_by": Channel.EMAIL,
    "reply_address": "rika@example.nl",
}
COSTS = (Cost("Vlees en salades", 20_000), Cost("Huur van tafels", 5_000))


def make_application(fund, work_area=None, *, costs=COSTS, at=TUESDAY, by=VISITOR, received_on=None, **values):
    """One that came in: 250 euros are asked unless `asked_cents` says otherwise."""
    values = {**PLAN, "fund": fund, "work_area": work_area, **values}
    if "asked_cents" in values and costs is COSTS:
        costs = [
            Cost("Alles bij elkaar", values["asked_cents"] + values.get("own_cents", 0) + values.get("other_cents", 0))
        ]
    draft = applications.start(at=at)
    return applications.send(draft, values, costs, by=by, at=at, received_on=received_on)


def grant_to(application, cents, *, pot, at=TUESDAY):
    """As if it had been decided, without the deed."""
    decision = Decision.objects.create(
        application=application, outcome="yes", amount_cents=cents, pot=pot, prepared_at=at
    )
    return Grant.objects.create(decision=decision, application=application, pot=pot, amount_cents=cents, granted_at=at)
