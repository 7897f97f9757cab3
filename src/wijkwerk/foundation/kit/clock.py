"""The clock and the calendar: now, Dutch days, Dutch working days. The only place where the time is read."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

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
    """Days that never count in a Dutch term (Algemene termijnenwet): so with Good Friday, and 5 May every year.

    Calculated here: the package that knows them, to which a test holds this, reads 250 countries and takes 20 MiB.
    """
    easter = _easter(year)
    # Good Friday, Easter, Easter Monday, Ascension, Whit Sunday and Monday
    moving = {easter + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26))}
    return frozenset({*moving, *fixed, _birthday_of_the_king(year)})


def _easter(year: int) -> date:
    """The first Sunday after the first full moon of spring, as the church counts it (Meeus, Jones, Butcher)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _birthday_of_the_king(year: int) -> date:
    """27 April, until 2013 the queen's on the 30th; the day before when that is a Sunday."""
    day = date(year, 4, 27 if year >= 2014 else 30)
    return day - timedelta(days=1) if day.weekday() == 6 else day


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
