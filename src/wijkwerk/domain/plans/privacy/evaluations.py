"""Evaluations and their surveys: who answered what is nowhere; own words and used codes go after a term."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models import SurveyAnswer, SurveyCode
from wijkwerk.domain.plans.models.surveys import Look
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

LINES = [
    Line(
        model="plans.SurveyAnswer",
        what=_("Wat iemand in eigen woorden in een enquête schreef. Daar kan iets over een persoon in staan."),
        why=_("Om te weten wat bewoners van hun wijk vinden."),
        basis=_("Taak van algemeen belang; niemand hoeft mee te doen."),
        from_whom=_("Bewoners die de enquête invullen. Wie dat waren, bewaren wij niet."),
        term=_("nadat de enquête is gesloten; de getallen blijven"),
        term_setting=Term(days=365, least=30, most=1825),
    ),
    Line(
        model="plans.SurveyCode",
        what=_("Codes van een enquête, onleesbaar gemaakt, en of zij gebruikt zijn. Niet door wie of wanneer."),
        why=_("Zodat één mens één keer meedoet."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De gemeente maakt de codes."),
        term=_("nadat de enquête is gesloten"),
        term_setting=Term(days=30, least=1, most=365),
    ),
]
NO_PERSONAL_DATA = {
    "plans.Evaluation": "an area, a year, numbers, and which body adopted it",
    "plans.GoalEvidence": "what says something about a goal",
    "plans.SignalTally": "counts",
    "plans.Finding": "what an evaluation found; the form asks to name no residents",
    "plans.FindingParty": "organisations that agree with a finding",
    "plans.Survey": "what is asked, and until when",
    "plans.QuestionSet": "questions that are asked again",
    "plans.SurveyQuestion": "questions",
    "plans.SurveyResponse": "that somebody answered: not who, not when, not with which code",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    day = clock.dutch(before).date()
    match line.model:
        case "plans.SurveyAnswer":
            old = SurveyAnswer.objects.filter(number__isnull=True, response__survey__closed_on__lt=day)
            return erasing.blank(old.exclude(look=Look.WITHHELD), words="", look=Look.WITHHELD)
        case "plans.SurveyCode":
            return erasing.delete(SurveyCode.objects.filter(survey__closed_on__lt=day))
    raise LookupError(line.model)
