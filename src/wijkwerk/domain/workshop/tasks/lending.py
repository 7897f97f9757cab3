"""What the clock does for lending."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.operations import reminding, reserving, waiting
from wijkwerk.foundation.later.schedule import daily, every


@daily("09:30", title=_("Vriendelijk herinneren aan wat terug moet komen"))
def remind(at: datetime) -> None:
    reminding.remind(at=at)


@every(minutes=30, title=_("Ander gereedschap zoeken voor een reservering die in gevaar is"))
def look_after_promises(at: datetime) -> None:
    reserving.look_after_promises(at=at)


@every(minutes=30, title=_("De wachtlijst van gereedschap doorgeven"))
def pass_on_what_was_not_fetched(at: datetime) -> None:
    waiting.pass_on_what_was_not_fetched(at=at)
