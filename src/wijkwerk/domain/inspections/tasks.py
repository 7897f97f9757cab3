"""What the clock starts for inspections."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.operations import findings
from wijkwerk.foundation.later.schedule import daily, every


@every(minutes=15, title=_("Bevindingen van schouwen waarvan de melding is afgerond"))
def answer_findings_from_signals(at: datetime) -> None:
    """What was answered as a signal is told to those who walked."""
    findings.answer_from_signals(at=at)


@daily("07:10", title=_("Bevindingen van schouwen die te laat zijn"))
def remind_of_late_findings(at: datetime) -> None:
    """Who owns a finding hears it when its term has passed."""
    findings.remind_of_late(at=at)
