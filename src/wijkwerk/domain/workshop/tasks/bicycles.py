"""What the clock starts for bicycles and the repair desk."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.operations import repairs, schemes
from wijkwerk.foundation.later.schedule import daily


@daily("09:30", title=_("Vragen of een gegeven fiets nog gebruikt wordt"))
def ask_whether_bicycles_are_ridden(at: datetime) -> None:
    """Some months after it was given, once."""
    schemes.ask_whether_ridden(at=at)


@daily("10:00", title=_("Herinneren wie een reparatie niet ophaalt"))
def remind_who_does_not_collect(at: datetime) -> None:
    """It is ready for weeks, and nobody came."""
    repairs.remind_uncollected(at=at)
