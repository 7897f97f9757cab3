"""What the clock starts for the yearly award."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import awards
from wijkwerk.foundation.later.schedule import daily


@daily("06:40", title=_("De jury vragen als voordragen voor de waardering is afgelopen"))
def close_awards(at: datetime) -> None:
    awards.close_what_ended(at=at)
