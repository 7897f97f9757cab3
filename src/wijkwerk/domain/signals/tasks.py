"""What the clock starts for signals."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.signals import operations
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later.schedule import daily


@daily("06:00", title=_("Terugbrengen waarvan de voorwaarden zijn vervuld"))
def bring_back_what_is_due(at: datetime) -> None:
    """Conditions of a date that has come are met; signals whose conditions are all met come back."""
    operations.bring_back_what_is_due(at=at)


@daily("06:10", title=_("Verdergaan als de melder niet antwoordt"))
def go_on_without_reply(at: datetime) -> None:
    """Questions whose term has passed go back to who asked."""
    operations.go_on_without_reply(at=at, today=clock.dutch(at).date())


@daily("06:20", title=_("Melden wat te lang blijft liggen"))
def escalate_what_lies_still(at: datetime) -> None:
    """What nobody picked up within the term is shown to the coordinator."""
    operations.escalate_what_lies_still(at=at)
