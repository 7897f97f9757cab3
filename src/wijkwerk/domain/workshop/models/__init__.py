"""What exists in a workshop."""

from wijkwerk.domain.workshop.models.days import DeskDay, Visit
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
from wijkwerk.domain.workshop.models.residents import Resident
from wijkwerk.domain.workshop.models.tools import Kit, Tool, ToolKind, ToolState

__all__ = [
    "Availability",
    "Charged",
    "DeskDay",
    "Half",
    "Kit",
    "Loan",
    "Method",
    "Participant",
    "ParticipantKind",
    "ParticipantSkill",
    "Payment",
    "ReceiptSeries",
    "Resident",
    "Skill",
    "Tool",
    "ToolKind",
    "ToolState",
    "Visit",
    "Waiver",
]
