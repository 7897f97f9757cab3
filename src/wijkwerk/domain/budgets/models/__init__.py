"""What exists around money for initiatives."""

from wijkwerk.domain.budgets.models.awards import (
    AWARD_MOVES,
    AwardState,
    AwardYear,
    Consent,
    Juror,
    JurorScore,
    Nomination,
    NominationState,
    NomineeKind,
)
from wijkwerk.domain.budgets.models.committees import Committee, CommitteeMember, Majority, OnTie
from wijkwerk.domain.budgets.models.initiatives import (
    HelpOffer,
    HelpWanted,
    Initiative,
    InitiativePhoto,
    InitiativeUpdate,
    PaperSupport,
    Starter,
    Support,
    UpdateKind,
)

__all__ = [
    "AWARD_MOVES",
    "AwardState",
    "AwardYear",
    "Committee",
    "CommitteeMember",
    "Consent",
    "HelpOffer",
    "HelpWanted",
    "Initiative",
    "InitiativePhoto",
    "InitiativeUpdate",
    "Juror",
    "JurorScore",
    "Majority",
    "Nomination",
    "NominationState",
    "NomineeKind",
    "OnTie",
    "PaperSupport",
    "Starter",
    "Support",
    "UpdateKind",
]
