"""What exists in a workshop."""

from wijkwerk.domain.workshop.models.days import DeskDay, Visit
from wijkwerk.domain.workshop.models.forms_help import FormsHelp, HelpTheme
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
from wijkwerk.domain.workshop.models.queue import DeedKind, OfflineDeed, Problem
from wijkwerk.domain.workshop.models.residents import Resident, ResidentWord
from wijkwerk.domain.workshop.models.tools import Kit, Tool, ToolKind, ToolState

__all__ = [
    "Availability",
    "Charged",
    "CountedLoan",
    "DeedKind",
    "DeskDay",
    "FormsHelp",
    "Found",
    "Half",
    "HelpTheme",
    "Inspection",
    "Instruction",
    "Kit",
    "Loan",
    "Method",
    "OfflineDeed",
    "Outcome",
    "Participant",
    "ParticipantKind",
    "ParticipantSkill",
    "Payment",
    "Problem",
    "Promise",
    "ReceiptSeries",
    "Reservation",
    "Resident",
    "ResidentWord",
    "SafetyOverride",
    "Skill",
    "Stocktaking",
    "Tool",
    "ToolKind",
    "ToolState",
    "Visit",
    "Waiting",
    "WaitingEnd",
    "Waiver",
    "WorkLog",
]
