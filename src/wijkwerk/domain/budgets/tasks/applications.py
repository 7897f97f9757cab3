"""What the clock starts for applications."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import applications, completing
from wijkwerk.foundation.later.schedule import daily, every


@every(minutes=15, title=_("Aanvragen laten meedoen in de ronde die begon"))
def take_into_rounds(at: datetime) -> None:
    """What came too late takes part in its round as soon as that opens."""
    applications.take_into_rounds(at=at)


@daily("06:15", title=_("Verdergaan als een aanvrager niet aanvult"))
def go_on_without_completion(at: datetime) -> None:
    """The term to complete has passed, so the clock of the decision runs on."""
    completing.go_on_without_completion(at=at)
