"""What the clock starts for the rounds."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.operations import rounds
from wijkwerk.foundation.later.schedule import daily


@daily("04:10", title=_("Rondes oproepen die volgens de kalender komen"))
def call_rounds(at: datetime) -> None:
    """The rounds of the coming two weeks; gritting waits for the host, who reads the thermometer."""
    rounds.call_rounds(at=at)
