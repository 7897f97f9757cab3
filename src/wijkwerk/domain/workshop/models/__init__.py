"""What exists in a workshop."""

from wijkwerk.domain.workshop.models.bench import BenchBooking
from wijkwerk.domain.workshop.models.bicycles import (
    Award,
    Bicycle,
    BicycleKind,
    BicycleRules,
    BicycleStep,
    BicycleWish,
    Origin,
    Ridden,
    SafetyCheck,
    Scheme,
    SchemeEntry,
)
from wijkwerk.domain.workshop.models.chores import (
    Chore,
    ChoreCost,
    ChoreKind,
    ChoreRules,
    CostKind,
    Intake,
    Outcome,
    Quote,
    QuoteLine,
    RuleCard,
    Urgency,
)
from wijkwerk.domain.workshop.models.days import DeskDay, Visit
from wijkwerk.domain.workshop.models.forms_help import FormsHelp, HelpTheme
from wijkwerk.domain.workshop.models.gardens import Plot, PlotUse, PlotWaiting, Season, WaitingState
from wijkwerk.domain.workshop.models.hours import WorkLog
from wijkwerk.domain.workshop.models.loans import Loan
from wijkwerk.domain.workshop.models.money import Charged, Method, Payment, ReceiptSeries, Waiver
from wijkwerk.domain.workshop.models.participants import (
    Availability,
    Half,
    Participant,
    ParticipantKind,
    ParticipantSkill,
    Skill,
)
from wijkwerk.domain.workshop.models.plans import PlanMethod, PlannedPerson, PlannedWork, PlanState, WeekPlan
from wijkwerk.domain.workshop.models.queue import DeedKind, OfflineDeed, Problem
from wijkwerk.domain.workshop.models.reach import KeyHolder, WorkshopGoal, WorkshopKey
from wijkwerk.domain.workshop.models.repairs import Part, PartUsed, Repair, ThingKind, UsualJob
from wijkwerk.domain.workshop.models.reservations import Promise, Reservation, Waiting, WaitingEnd
from wijkwerk.domain.workshop.models.residents import Resident, ResidentWord
from wijkwerk.domain.workshop.models.rounds import Calling, Round, RoundKind, RoundRun, RoundStop, StopResult
from wijkwerk.domain.workshop.models.safety import Inspection, InspectionOutcome, Instruction, SafetyOverride
from wijkwerk.domain.workshop.models.shifts import PlaceState, Shift, ShiftPlace, ShiftSeries
from wijkwerk.domain.workshop.models.stock import CountedLoan, Found, Stocktaking
from wijkwerk.domain.workshop.models.tools import Kit, Tool, ToolKind, ToolState

__all__ = [
    "Availability",
    "Award",
    "BenchBooking",
    "Bicycle",
    "BicycleKind",
    "BicycleRules",
    "BicycleStep",
    "BicycleWish",
    "Calling",
    "Charged",
    "Chore",
    "ChoreCost",
    "ChoreKind",
    "ChoreRules",
    "CostKind",
    "CountedLoan",
    "DeedKind",
    "DeskDay",
    "FormsHelp",
    "Found",
    "Half",
    "HelpTheme",
    "Inspection",
    "InspectionOutcome",
    "Instruction",
    "Intake",
    "KeyHolder",
    "Kit",
    "Loan",
    "Method",
    "OfflineDeed",
    "Origin",
    "Outcome",
    "Part",
    "PartUsed",
    "Participant",
    "ParticipantKind",
    "ParticipantSkill",
    "Payment",
    "PlaceState",
    "PlanMethod",
    "PlanState",
    "PlannedPerson",
    "PlannedWork",
    "Plot",
    "PlotUse",
    "PlotWaiting",
    "Problem",
    "Promise",
    "Quote",
    "QuoteLine",
    "ReceiptSeries",
    "Repair",
    "Reservation",
    "Resident",
    "ResidentWord",
    "Ridden",
    "Round",
    "RoundKind",
    "RoundRun",
    "RoundStop",
    "RuleCard",
    "SafetyCheck",
    "SafetyOverride",
    "Scheme",
    "SchemeEntry",
    "Season",
    "Shift",
    "ShiftPlace",
    "ShiftSeries",
    "Skill",
    "Stocktaking",
    "StopResult",
    "ThingKind",
    "Tool",
    "ToolKind",
    "ToolState",
    "Urgency",
    "UsualJob",
    "Visit",
    "Waiting",
    "WaitingEnd",
    "WaitingState",
    "Waiver",
    "WeekPlan",
    "WorkLog",
    "WorkshopGoal",
    "WorkshopKey",
]
