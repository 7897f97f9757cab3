"""What exists in meetings."""

from wijkwerk.domain.meetings.models.feeds import Feed
from wijkwerk.domain.meetings.models.kinds import BY_ITSELF, KindSetting, Part
from wijkwerk.domain.meetings.models.meetings import Line, Meeting, MeetingState, Point
from wijkwerk.domain.meetings.models.minutes import Action, ActionState, Decision
from wijkwerk.domain.meetings.models.registrations import Registration, RegistrationState
from wijkwerk.domain.meetings.models.series import Member, Schedule, Series

__all__ = [
    "BY_ITSELF",
    "Action",
    "ActionState",
    "Decision",
    "Feed",
    "KindSetting",
    "Line",
    "Meeting",
    "MeetingState",
    "Member",
    "Part",
    "Point",
    "Registration",
    "RegistrationState",
    "Schedule",
    "Series",
]
