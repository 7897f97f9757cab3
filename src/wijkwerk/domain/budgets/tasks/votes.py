"""What the clock starts for vote rounds."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import vote_reminders
from wijkwerk.foundation.later.schedule import daily


@daily("07:00", title=_("Laten weten dat er stemmen te tellen zijn of een uitslag bekend te maken"))
def remind_to_count(at: datetime) -> None:
    vote_reminders.remind_all(at=at)
