"""What the clock starts for evaluations."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.operations import evaluations
from wijkwerk.foundation.later.schedule import every


@every(minutes=60, title=_("Meldingen tellen voor evaluaties in de maak"))
def count_signals_of_evaluations(at: datetime) -> None:
    """The page of an evaluation reads counts that are kept: these are they."""
    evaluations.count_what_is_being_made(at=at)
