"""What exists in the plans."""

from wijkwerk.domain.plans.models.agendas import Agenda, AgendaItem, ItemPartner, ProgressNote
from wijkwerk.domain.plans.models.comments import PlanComment, ProgrammeComment, TakenOver, VisionComment
from wijkwerk.domain.plans.models.documents import PlanDocument
from wijkwerk.domain.plans.models.evaluations import Evaluation, Finding, FindingParty, GoalEvidence, SignalTally
from wijkwerk.domain.plans.models.frames import Assessment, AssessmentFrame, Beacon, BeaconMark
from wijkwerk.domain.plans.models.indicators import Indicator, Measurement, SeriesBreak, Target
from wijkwerk.domain.plans.models.programmes import Effort, Programme, ProgrammeAgreement
from wijkwerk.domain.plans.models.steps import PlannedStep, StepNeed, StepShift
from wijkwerk.domain.plans.models.surveys import (
    QuestionSet,
    Survey,
    SurveyAnswer,
    SurveyCode,
    SurveyQuestion,
    SurveyResponse,
)
from wijkwerk.domain.plans.models.themes import MunicipalTheme, ThemeElaboration
from wijkwerk.domain.plans.models.visions import Goal, Vision, VisionVersion
from wijkwerk.domain.plans.models.year_plans import (
    ActivityCode,
    PlanMove,
    PlannedActivity,
    PlanRow,
    RowTask,
    YearPlan,
)

__all__ = [
    "ActivityCode",
    "Agenda",
    "AgendaItem",
    "Assessment",
    "AssessmentFrame",
    "Beacon",
    "BeaconMark",
    "Effort",
    "Evaluation",
    "Finding",
    "FindingParty",
    "Goal",
    "GoalEvidence",
    "Indicator",
    "ItemPartner",
    "Measurement",
    "MunicipalTheme",
    "PlanComment",
    "PlanDocument",
    "PlanMove",
    "PlanRow",
    "PlannedActivity",
    "PlannedStep",
    "Programme",
    "ProgrammeAgreement",
    "ProgrammeComment",
    "ProgressNote",
    "QuestionSet",
    "RowTask",
    "SeriesBreak",
    "SignalTally",
    "StepNeed",
    "StepShift",
    "Survey",
    "SurveyAnswer",
    "SurveyCode",
    "SurveyQuestion",
    "SurveyResponse",
    "TakenOver",
    "Target",
    "ThemeElaboration",
    "Vision",
    "VisionComment",
    "VisionVersion",
    "YearPlan",
]
