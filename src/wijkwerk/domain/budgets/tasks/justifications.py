"""What the clock starts around justifications and money that has to come back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import claims, justifications
from wijkwerk.foundation.later.schedule import daily


@daily("06:40", title=_("Verantwoordingen vragen en eraan herinneren"))
def remind_to_tell(at: datetime) -> None:
    """Grants that have to be justified get their justification; who still has to tell it hears so."""
    justifications.expect_all(at=at)
    justifications.remind_all(at=at)


@daily("06:50", title=_("Herinneren aan terugbetalen"))
def remind_to_pay(at: datetime) -> None:
    """Who still has to pay back hears so; grants of which nothing is open any more are closed."""
    claims.remind_all(at=at)
    claims.close_what_is_done(at=at)
