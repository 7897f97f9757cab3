"""What the clock starts for meetings."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.operations import minutes, registrations
from wijkwerk.foundation.later.schedule import daily, every


@every(minutes=60, title=_("Herinneren aan bijeenkomsten"))
def remind_of_evenings(at: datetime) -> None:
    """Two days before, in the daytime; each once."""
    registrations.remind(at=at)


@daily("08:30", title=_("Herinneren aan acties die te laat zijn"))
def remind_of_late_actions(at: datetime) -> None:
    minutes.remind_of_late_actions(at=at)
