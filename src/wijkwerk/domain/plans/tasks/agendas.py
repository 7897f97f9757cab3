"""What the clock starts for the plans."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.operations import agendas
from wijkwerk.foundation.later.schedule import every


@every(minutes=10, title=_("Terugbrengen wat wachtte op een project dat klaar is"))
def bring_back_what_waits_for_done_items(at: datetime) -> None:
    """An answer may have begun to wait for an item at the very moment that the item was done."""
    agendas.bring_back_what_waits_for_done_items(at=at)
