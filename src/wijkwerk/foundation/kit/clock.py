"""The clock and the calendar: now, Dutch days, Dutch working days. The only place where the time is read."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


def dutch(moment: datetime) -> datetime:
    """The same moment on a Dutch clock."""
    return moment.astimezone(AMSTERDAM)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Days that never count in a Dutch term (Algemene termijnenwet): so with Good Friday, and 5 May every year."""
    return frozenset(holidays.country_holidays("NL", years=year)) | {date(year, 5, 5)}


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Monday to Friday, no public holiday, not one of the municipality's own closing days."""
    return day.weekday() < 5 and day not in public_holidays(day.year) and day not in closed


def add_working_days(start: date, days: int, closed: Collection[date] = ()) -> date:
    """The working day that comes `days` working days after `start`; the day itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, closed):
            days -= 1
    return day


def working_days_between(start: date, end: date, closed: Collection[date] = ()) -> int:
    """How many working days lie after `start`, up to and with `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, closed)
    return sum(is_working_day(start + timedelta(days=n), closed) for n in range(1, (end - start).days + 1))
