"""What the clock starts for decisions."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import decision_conditions
from wijkwerk.foundation.later.schedule import every


@every(minutes=5, title=_("Toekenningen waarvan de voorwaarden zijn vervuld"))
def settle_what_is_met(at: datetime) -> None:
    """A yes on condition of which all is met is final; one that waits in vain comes back."""
    decision_conditions.settle_what_is_met(at=at)
