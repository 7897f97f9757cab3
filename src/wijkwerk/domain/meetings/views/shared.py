"""What the pages of this room have in common."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Rhythm
from wijkwerk.domain.meetings.models import MeetingState, Schedule
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Tab, badge

TONES: dict[MeetingState, str] = {
    MeetingState.PLANNED: "neutral",
    MeetingState.BEGUN: "accent",
    MeetingState.DONE: "ok",
    MeetingState.CANCELLED: "danger",
}


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The pages of this room for who takes part in meetings."""
    actor = policy.actor_of(request)
    pages = [
        ("list", _("Agenda"), reverse("meetings:list")),
        ("series", _("Reeksen"), reverse("meetings:series_list")),
        ("own", _("Mijn acties"), reverse("meetings:own_actions")),
        ("actions", _("Alle acties"), reverse("meetings:actions")),
        ("decisions", _("Besluiten"), reverse("meetings:decisions")),
        ("feed", _("In uw eigen agenda"), reverse("meetings:feed")),
    ]
    if actor.reach(Permission.SETTINGS_MANAGE):
        pages.append(("kinds", _("Soorten"), reverse("meetings:kinds")))
    return [Tab(title, address, name == current) for name, title, address in pages]


def rhythm_words(schedule: Schedule) -> str:
    """Elke week op dinsdag, 19:30 – 21:00."""
    weekday = date_format(schedule.first_on, "l")
    rhythm = _("elke maand") if schedule.rhythm == Rhythm.MONTHLY else schedule.get_rhythm_display()
    if schedule.rhythm == Rhythm.MONTHLY:
        week = (schedule.first_on.day - 1) // 7
        which = [_("eerste"), _("tweede"), _("derde"), _("vierde"), _("laatste")][week]
        weekday = _("de %(which)s %(weekday)s") % {"which": which, "weekday": weekday}
    words = _("%(rhythm)s op %(weekday)s") % {"rhythm": rhythm, "weekday": weekday}
    return f"{capfirst(words)}, {schedule.from_time:%H:%M} – {schedule.until_time:%H:%M}"


def times(where: Occurrence) -> str:
    starts, ends = clock.dutch(where.starts_at), clock.dutch(where.ends_at)
    return f"{starts:%H:%M} – {ends:%H:%M}"


def state_badge(where: Occurrence) -> SafeString | str:
    """Nothing for what is simply to come."""
    found: list[SafeString] = []
    if where.meeting is not None and where.meeting.state != MeetingState.PLANNED:
        state = MeetingState(where.meeting.state)
        found.append(badge(state.label, TONES[state]))
    elif where.ends_at <= clock.now():
        found.append(badge(_("geweest")))
    elif where.is_moved:
        found.append(badge(_("verplaatst"), "warning"))
    elif where.is_extra and where.series.schedules.all():
        found.append(badge(_("extra"), "info"))
    return format_html("{}", found[0]) if found else ""


class Month:
    """A month in an address: `?maand=2026-11`; what is no month is this one."""

    def __init__(self, written: str, today: date) -> None:
        try:
            first = date.fromisoformat(f"{written}-01")
        except ValueError:
            first = today.replace(day=1)
        self.first = first if 1990 <= first.year <= 2100 else today.replace(day=1)

    @staticmethod
    def _moved(first: date, months: int) -> date:
        number = first.year * 12 + first.month - 1 + months
        return date(number // 12, number % 12 + 1, 1)

    @property
    def until(self) -> date:
        return self._moved(self.first, 1)

    @property
    def title(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def earlier(self) -> str:
        return f"{self._moved(self.first, -1):%Y-%m}"

    @property
    def later(self) -> str:
        return f"{self.until:%Y-%m}"
