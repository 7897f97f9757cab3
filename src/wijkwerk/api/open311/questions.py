"""What may be asked for in GeoReport v2, read with care: each value that does not fit is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from wijkwerk.api.open311.answers import NotThere, NotUnderstood
from wijkwerk.domain.signals.api.lists import box_of
from wijkwerk.domain.signals.states import ACTIVE
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.tenancy import scope

USUAL = timedelta(days=90)
MOST = 1000  # requests that can be paged through in one question, as the standard says; narrow the days for more
PAGE_SIZE = 100
MOST_NUMBERS = 100


@dataclass(frozen=True)
class Question:
    """Which requests, and which page of them."""

    wanted: Q
    order: tuple[str, str]  # by report, or by change for who asks what changed
    first: int
    size: int


def check_jurisdiction(sent: Mapping[str, str]) -> None:
    """The host says which municipality is meant; a code that says otherwise is told."""
    code = sent.get("jurisdiction_id", "")
    own = scope.current()
    if code and code.upper() != own.code:
        raise NotThere(
            _("jurisdiction_id %(code)s is hier niet bekend. Dit is %(own)s.") % {"code": code, "own": own.code}
        )


def question_of(sent: Mapping[str, str], *, at: datetime) -> Question:
    size = _number(sent, "page_size", PAGE_SIZE, most=PAGE_SIZE)
    page = _number(sent, "page", 1, most=MOST // size)
    order = ("-changed_at", "-id") if sent.get("updated_after") else ("-reported_at", "-id")
    return Question(_wanted(sent, at=at), order, (page - 1) * size, size)


def _wanted(sent: Mapping[str, str], *, at: datetime) -> Q:
    if numbers := _words(sent, "service_request_id"):
        if not all(number.isdecimal() and len(number) < 19 for number in numbers) or len(numbers) > MOST_NUMBERS:
            raise NotUnderstood(_("service_request_id klopt niet: hooguit %(most)s nummers.") % {"most": MOST_NUMBERS})
        return Q(pk__in=[int(number) for number in numbers])
    wanted = _days(sent, at=at)
    if codes := _words(sent, "service_code"):
        wanted &= Q(category__code__in=codes)
    if states := set(_words(sent, "status")):
        if not states <= {"open", "closed"}:
            raise NotUnderstood(_("status is open of closed."))
        if len(states) == 1:
            wanted &= Q(state__in=ACTIVE) if "open" in states else ~Q(state__in=ACTIVE)
    if "bbox" in sent:
        try:
            west, south, east, north = box_of(sent["bbox"])
        except ValueError as wrong:
            raise NotUnderstood(str(wrong)) from wrong
        wanted &= Q(public_lat__range=(south, north), public_lon__range=(west, east))
    return wanted


def _days(sent: Mapping[str, str], *, at: datetime) -> Q:
    """Between two moments, at most 90 days apart; who asks what changed since needs none."""
    changed_from, changed_until = _moment(sent, "updated_after"), _moment(sent, "updated_before")
    begin, end = _moment(sent, "start_date"), _moment(sent, "end_date")
    wanted = Q()
    if changed_from is not None:
        wanted &= Q(changed_at__gte=changed_from)
    if changed_until is not None:
        wanted &= Q(changed_at__lte=changed_until)
    if begin is None and end is None and (changed_from or changed_until):
        return wanted
    end = end or (begin + USUAL if begin else at)
    begin = begin or end - USUAL
    if end - begin > USUAL:
        raise NotUnderstood(_("Tussen start_date en end_date zitten hooguit %(days)s dagen.") % {"days": USUAL.days})
    return wanted & Q(reported_at__gte=begin, reported_at__lte=end)


def _words(sent: Mapping[str, str], name: str) -> list[str]:
    return [word.strip() for word in text.one_line(sent.get(name, "")).split(",") if word.strip()]


def _number(sent: Mapping[str, str], name: str, usual: int, *, most: int) -> int:
    written = sent.get(name, "") or str(usual)
    if not written.isdecimal() or not 1 <= int(written[:9]) <= most:
        raise NotUnderstood(_("%(name)s is een getal van 1 tot en met %(most)s.") % {"name": name, "most": most})
    return int(written)


def _moment(sent: Mapping[str, str], name: str) -> datetime | None:
    """An ISO moment; without a zone it is Dutch time. A plus that became a blank on the way is mended."""
    written = sent.get(name, "").strip().replace(" ", "+")
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=clock.AMSTERDAM)).astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise NotUnderstood(_("%(name)s is een moment zoals 2026-03-04T12:00:00Z.") % {"name": name}) from wrong
