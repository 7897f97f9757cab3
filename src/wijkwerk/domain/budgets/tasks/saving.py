"""What the clock starts for money that is saved."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import saving
from wijkwerk.foundation.later.schedule import daily


@daily("06:10", title=_("Vooraf laten weten welk gespaard geld vervalt"))
def announce_what_lapses(at: datetime) -> None:
    saving.announce_what_lapses(at=at)


@daily("06:20", title=_("Gespaard geld laten vervallen waarvan het laatste jaar voorbij is"))
def lapse_what_was_not_used(at: datetime) -> None:
    saving.lapse_what_was_not_used(at=at)
