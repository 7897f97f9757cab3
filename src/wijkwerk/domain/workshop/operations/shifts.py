"""The rota: series make shifts, people take places on them, and the door says who came.

Locks go in one order: a participant or resident before a shift, a series before its shifts.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.models import Facility, FunctionKind, Rhythm
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import (
    Participant,
    PlaceState,
    Resident,
    Shift,
    ShiftPlace,
    ShiftSeries,
)
from wijkwerk.domain.workshop.models.shifts import MOST_PLACES
from wijkwerk.domain.workshop.operations import visits
from wijkwerk.domain.workshop.operations.residents import locked_resident
from wijkwerk.domain.workshop.queries import participants, shifts
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox

EARLY = timedelta(hours=2)  # a tap at the door this long before or after a shift tells the time that somebody came
FAR_AHEAD = timedelta(days=3_652)


class EndsTooEarly(Refusal):
    message = gettext_lazy("De dienst eindigt voor hij begint. Kies een latere tijd.")
    field = "until_time"


class NoPlaces(Refusal):
    message = gettext_lazy("Kies minstens één plaats, en hooguit tweehonderd.")
    field = "capacity"


class SeriesEndsTooEarly(Refusal):
    message = gettext_lazy("De laatste dag ligt voor de eerste dag. Kies een latere dag.")
    field = "until_on"


class SeriesTooFarAhead(Refusal):
    message = gettext_lazy("Een reeks begint binnen tien jaar. Kies een eerdere dag.")
    field = "from_on"


class SeriesIsOver(Refusal):
    message = gettext_lazy("Deze reeks is al gestopt. Maak een nieuwe.")


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf waarom. Wie zich had opgegeven, leest het.")
    field = "because"


class ShiftIsCancelled(Refusal):
    message = gettext_lazy("Deze dienst gaat niet door.")


class ShiftIsOver(Refusal):
    message = gettext_lazy("Deze dienst is voorbij.")


class ShiftIsInThePast(Refusal):
    message = gettext_lazy("Dit moment is al geweest. Kies een dag en tijd die nog komen.")
    field = "on"


class MoreHaveSignedUp(Refusal):
    message = gettext_lazy("Er hebben zich al meer mensen opgegeven. Kies meer plaatsen, of meld eerst iemand af.")
    field = "capacity"


class ShiftIsFull(Refusal):
    """Says where there is room, if anywhere."""

    message = gettext_lazy("Deze dienst is vol.")
    field = "resident"


class HasAPlaceAlready(Refusal):
    message = gettext_lazy("Deze persoon staat al op deze dienst.")
    field = "resident"


class HasAnotherShift(Refusal):
    message = gettext_lazy("Deze persoon heeft op dat moment al een andere dienst.")
    field = "resident"


class DoesNotTakePart(Refusal):
    message = gettext_lazy("Deze persoon werkt hier op die dag niet mee. Schrijf de persoon eerst in als medewerker.")
    field = "resident"


class PlaceIsGone(Refusal):
    message = gettext_lazy("Deze persoon staat niet meer op de dienst.")


class TooLateToSignOff(Refusal):
    message = gettext_lazy("De dienst is al begonnen. Vul in of iemand er was.")


class NotBegun(Refusal):
    message = gettext_lazy("Deze dienst begint pas later. Vul op de dag zelf in wie er is.")


class TimesCannotBe(Refusal):
    message = gettext_lazy(
        "Deze tijden kunnen niet: weg is later dan gekomen, op de dag van de dienst, en niet straks."
    )
    field = "left_time"


# ── Series ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_series(
    facility: Facility,
    *,
    name: str,
    function: str,
    weekday: int,
    from_time: time,
    until_time: time,
    capacity: int,
    rhythm: str = Rhythm.WEEKLY,
    also_when_closed: bool = False,
    from_on: date,
    until_on: date | None = None,
    words: str = "",
    by: Actor,
    at: datetime,
) -> ShiftSeries:
    """A shift that comes back; its first weeks are there at once."""
    _check(from_time, until_time, capacity)
    if until_on is not None and until_on < from_on:
        raise SeriesEndsTooEarly
    if from_on > clock.dutch(at).date() + FAR_AHEAD:
        raise SeriesTooFarAhead
    series: ShiftSeries = ShiftSeries.objects.create(
        facility=facility,
        name=name,
        function=FunctionKind(function),
        weekday=weekday,
        from_time=from_time,
        until_time=until_time,
        capacity=capacity,
        rhythm=rhythm,
        also_when_closed=also_when_closed,
        from_on=from_on,
        until_on=until_on,
        words=words,
    )
    journal.record("shift_series.made", about=series, by=by, at=at)
    _generate(series, at=at)
    return series


@transaction.atomic
def change_series(
    series: ShiftSeries,
    *,
    name: str,
    function: str,
    from_time: time,
    until_time: time,
    capacity: int,
    words: str = "",
    by: Actor,
    at: datetime,
) -> ShiftSeries:
    """Shifts to come follow, but for those that were changed or cancelled by hand; who is on them hears new times."""
    _check(from_time, until_time, capacity)
    series = _locked_series(series)
    times = (from_time, until_time) != (series.from_time, series.until_time)
    series.name, series.function, series.words = name, FunctionKind(function), words
    series.from_time, series.until_time, series.capacity = from_time, until_time, capacity
    series.save()
    for shift in _to_come(series, at).filter(is_changed=False, cancelled_at=None):
        shift.name, shift.function, shift.words = name, series.function, words
        shift.capacity = max(capacity, shift.taken)
        if times and shift.slot_on is not None:
            was = shifts.words_of(shift)
            shift.from_at, shift.until_at = _moments(shift.slot_on, from_time, until_time)
            _tell(shift, "workshop/shift_changed", at=at, was=was)
        shift.save()
    journal.record("shift_series.changed", about=series, by=by, at=at)
    return series


@transaction.atomic
def end_series(series: ShiftSeries, *, until_on: date, because: str, by: Actor, at: datetime) -> ShiftSeries:
    """It stops. Shifts from that day on that nobody is on go; who is on one hears why it does not happen."""
    if not because.strip():
        raise ReasonMissing
    series = _locked_series(series)
    until_on = max(until_on, clock.dutch(at).date())
    if series.until_on is not None and series.until_on <= until_on:
        raise SeriesIsOver
    series.until_on = max(until_on, series.from_on)
    series.save(update_fields=["until_on"])
    for shift in _to_come(series, at).filter(slot_on__gte=until_on, cancelled_at=None):
        if shift.taken:
            _cancel(shift, because=because, at=at)
        else:
            shift.delete()
    journal.record("shift_series.ended", about=series, by=by, at=at)
    return series


def generate_shifts(*, at: datetime) -> int:
    """Every series has its shifts some weeks ahead; how many were made. Safe to run twice."""
    going_on = ShiftSeries.objects.not_over(clock.dutch(at).date()).filter(facility__is_active=True)
    return sum(_generate_one(series, at=at) for series in going_on)


@transaction.atomic
def _generate_one(series: ShiftSeries, *, at: datetime) -> int:
    return _generate(_locked_series(series), at=at)


def _generate(series: ShiftSeries, *, at: datetime) -> int:
    """Make what is missing. A day for which there is a shift, however changed, is left alone."""
    today = clock.dutch(at).date()
    there = set(Shift.objects.filter(series=series, slot_on__gte=today).values_list("slot_on", flat=True))
    calendar = Calendar(series.facility)
    made = []
    for day in shifts.dates_of(series, today, today + timedelta(weeks=shifts.WEEKS_AHEAD)):
        from_at, until_at = _moments(day, series.from_time, series.until_time)
        if day in there or from_at <= at or (not series.also_when_closed and calendar.is_closed_on(day)):
            continue
        made.append(
            Shift(
                facility=series.facility,
                series=series,
                slot_on=day,
                name=series.name,
                function=series.function,
                words=series.words,
                from_at=from_at,
                until_at=until_at,
                capacity=series.capacity,
            )
        )
    Shift.objects.bulk_create(made)
    return len(made)


# ── One shift ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_shift(
    facility: Facility,
    *,
    name: str,
    function: str,
    on: date,
    from_time: time,
    until_time: time,
    capacity: int,
    words: str = "",
    by: Actor,
    at: datetime,
) -> Shift:
    """A shift that comes once."""
    _check(from_time, until_time, capacity)
    from_at, until_at = _moments(on, from_time, until_time)
    if until_at <= at:
        raise ShiftIsInThePast
    shift: Shift = Shift.objects.create(
        facility=facility,
        name=name,
        function=FunctionKind(function),
        words=words,
        from_at=from_at,
        until_at=until_at,
        capacity=capacity,
    )
    journal.record("shift.added", about=shift, by=by, at=at)
    return shift


@transaction.atomic
def change_shift(
    shift: Shift,
    *,
    name: str,
    on: date,
    from_time: time,
    until_time: time,
    capacity: int,
    words: str = "",
    by: Actor,
    at: datetime,
) -> Shift:
    """This one alone; the series leaves it as it is from now on. Who is on it hears a new time."""
    _check(from_time, until_time, capacity)
    shift = _locked(shift)
    if shift.is_cancelled:
        raise ShiftIsCancelled
    if capacity < shift.taken:
        raise MoreHaveSignedUp
    was, moments = shifts.words_of(shift), _moments(on, from_time, until_time)
    moved = moments != (shift.from_at, shift.until_at)
    if moved and (shift.is_over(at) or moments[1] <= at):
        raise ShiftIsInThePast
    shift.name, shift.words, shift.capacity = name, words, capacity
    shift.from_at, shift.until_at = moments
    shift.is_changed = True
    shift.save()
    journal.record("shift.changed", about=shift, by=by, at=at, details={"moved": moved})
    if moved:
        _tell(shift, "workshop/shift_changed", at=at, was=was)
    return shift


@transaction.atomic
def cancel_shift(shift: Shift, *, because: str, by: Actor, at: datetime) -> Shift:
    """It does not happen; who is on it hears why. The series does not bring it back."""
    if not because.strip():
        raise ReasonMissing
    shift = _locked(shift)
    if shift.is_cancelled:
        raise ShiftIsCancelled
    if shift.is_over(at):
        raise ShiftIsOver
    _cancel(shift, because=because, at=at)
    journal.record("shift.cancelled", about=shift, by=by, at=at)
    return shift


def _cancel(shift: Shift, *, because: str, at: datetime) -> None:
    shift.cancelled_at, shift.cancelled_because = at, because.strip()
    shift.save(update_fields=["cancelled_at", "cancelled_because"])
    _tell(shift, "workshop/shift_cancelled", at=at)


def _tell(shift: Shift, template: str, *, at: datetime, **words: Any) -> None:
    """Who is on it hears, by the way that they chose."""
    for place in shifts.places_of(shift).filter(state__in=shifts.ON_IT, resident__isnull=False):
        when = shifts.words_of(shift)
        outbox.write(template, to=place.resident.reply_to, about=shift, at=at, shift=shift, when=when, **words)


# ── Places ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def sign_up(shift: Shift, *, resident: Resident, by: Actor, at: datetime) -> ShiftPlace:
    """Take a place. However many want the last one, one gets it; the others hear where there is room.

    Locks the resident, so that nobody is on two shifts at once, and then the shift, so that its places are counted.
    """
    resident = locked_resident(resident)
    shift = _locked(shift)
    if shift.is_cancelled:
        raise ShiftIsCancelled
    if shift.is_over(at):
        raise ShiftIsOver
    participant = _helper(shift, resident)
    if ShiftPlace.objects.filter(shift=shift, resident=resident).exclude(state=PlaceState.CANCELLED).exists():
        raise HasAPlaceAlready
    other = shifts.overlap_of(resident.pk, shift)
    if other is not None:
        words = _("Op dat moment is er al een andere dienst: %(name)s, %(when)s.")
        raise HasAnotherShift(words % {"name": other.name, "when": shifts.words_of(other)})
    if shift.is_full:
        raise ShiftIsFull(_full_words(shift, at))
    shift.taken += 1
    shift.save(update_fields=["taken"])
    place: ShiftPlace = ShiftPlace.objects.create(
        shift=shift,
        resident=resident,
        participant=participant,
        kind=participant.kind if participant is not None else "",
        signed_up_at=at,
    )
    is_self = participant is not None and (by.kind, by.id) == ("person", participant.person_id)
    journal.record("shift.signed_up", about=shift, by=by, at=at, on_behalf=not is_self, details={"place": place.pk})
    if not is_self and shift.from_at > at:
        when = shifts.words_of(shift)
        outbox.write("workshop/shift_signed_up", to=resident.reply_to, about=shift, at=at, shift=shift, when=when)
    return place


def _helper(shift: Shift, resident: Resident) -> Participant | None:
    """As whom somebody comes. Work in the garden is for gardeners too; everything else for who takes part."""
    participant = participants.participant_of(resident, shift.on)
    if participant is None and shift.function != FunctionKind.GARDEN:
        raise DoesNotTakePart
    return participant


def _full_words(shift: Shift, at: datetime) -> str:
    following = shifts.next_with_room(shift, at)
    if following is None:
        return _("Deze dienst is vol. Er is nog geen andere dienst met plaats.")
    words = _("Deze dienst is vol. Er is nog plaats op: %(name)s, %(when)s.")
    return words % {"name": following.name, "when": shifts.words_of(following)}


@transaction.atomic
def sign_off(place: ShiftPlace, *, by: Actor, at: datetime) -> ShiftPlace:
    """Somebody does not come after all: the place is free again."""
    place, shift = _locked_place(place)
    if place.state != PlaceState.SIGNED_UP:
        raise PlaceIsGone
    if shift.from_at <= at:
        raise TooLateToSignOff
    place.state = PlaceState.CANCELLED
    place.save(update_fields=["state"])
    shift.taken -= 1
    shift.save(update_fields=["taken"])
    journal.record("shift.signed_off", about=shift, by=by, at=at, details={"place": place.pk})
    return place


@transaction.atomic
def note_present(place: ShiftPlace, *, by: Actor, at: datetime) -> ShiftPlace:
    """One tap at the door. Tapped about the time of the shift it tells when somebody came; later it does not."""
    place, shift = _locked_place(place)
    if shift.is_cancelled:
        raise ShiftIsCancelled
    if at < shift.from_at - EARLY:
        raise NotBegun
    if place.state == PlaceState.PRESENT:
        return place
    place.state = PlaceState.PRESENT
    place.came_at = at if at < shift.until_at else None
    place.save(update_fields=["state", "came_at"])
    journal.record("shift.present", about=shift, by=by, at=at, details={"place": place.pk})
    if place.resident is not None and shift.on == clock.dutch(at).date():
        function = FunctionKind(shift.function)
        visits.note_visit(shift.facility, function=function, resident=place.resident, by=by, at=at)
    return place


@transaction.atomic
def note_left(place: ShiftPlace, *, by: Actor, at: datetime) -> ShiftPlace:
    """One tap when somebody goes; long after the shift the time is typed, not guessed."""
    place, shift = _locked_place(place)
    if place.came_at is None or at <= place.came_at or at > shift.until_at + EARLY:
        raise TimesCannotBe
    place.left_at = at
    place.save(update_fields=["left_at"])
    journal.record("shift.left", about=shift, by=by, at=at, details={"place": place.pk})
    return place


@transaction.atomic
def note_absent(place: ShiftPlace, *, by: Actor, at: datetime) -> ShiftPlace:
    """Somebody did not come. A fact for the rota, and nothing more."""
    place, shift = _locked_place(place)
    if shift.from_at > at:
        raise NotBegun
    place.state, place.came_at, place.left_at = PlaceState.ABSENT, None, None
    place.save(update_fields=["state", "came_at", "left_at"])
    journal.record("shift.absent", about=shift, by=by, at=at, details={"place": place.pk})
    return place


@transaction.atomic
def set_times(place: ShiftPlace, *, came_time: time, left_time: time, by: Actor, at: datetime) -> ShiftPlace:
    """When somebody came and went, by the Dutch clock on the day of the shift."""
    place, shift = _locked_place(place)
    if shift.is_cancelled:
        raise ShiftIsCancelled
    came_at, left_at = _moments(shift.on, came_time, left_time)
    if left_at <= came_at or left_at > at:
        raise TimesCannotBe
    place.state, place.came_at, place.left_at = PlaceState.PRESENT, came_at, left_at
    place.save(update_fields=["state", "came_at", "left_at"])
    journal.record("shift.times_set", about=shift, by=by, at=at, details={"place": place.pk})
    return place


# ── Shared ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _check(from_time: time, until_time: time, capacity: int) -> None:
    if until_time <= from_time:
        raise EndsTooEarly
    if not 1 <= capacity <= MOST_PLACES:
        raise NoPlaces


def _moments(day: date, from_time: time, until_time: time) -> tuple[datetime, datetime]:
    """The times of a Dutch day, winter or summer."""
    return (
        datetime.combine(day, from_time, tzinfo=clock.AMSTERDAM),
        datetime.combine(day, until_time, tzinfo=clock.AMSTERDAM),
    )


def _to_come(series: ShiftSeries, at: datetime) -> Any:
    found = Shift.objects.select_for_update(of=("self",)).select_related("facility")
    return found.filter(series=series, from_at__gt=at).order_by("pk")


def _locked_series(series: ShiftSeries) -> ShiftSeries:
    found = ShiftSeries.objects.select_for_update(of=("self",)).select_related("facility")
    return found.get(pk=series.pk)  # type: ignore[no-any-return]


def _locked(shift: Shift) -> Shift:
    fresh: Shift = Shift.objects.select_for_update(of=("self",)).select_related("facility").get(pk=shift.pk)
    return fresh


def _locked_place(place: ShiftPlace) -> tuple[ShiftPlace, Shift]:
    """The place as it is now, with its resident and then its shift locked; a place that was given up is none."""
    Resident.objects.select_for_update().filter(pk=place.resident_id).first()
    shift = _locked(place.shift)
    around = ("resident__facility", "participant")
    fresh: ShiftPlace = ShiftPlace.objects.select_related(*around).get(pk=place.pk)
    if fresh.state == PlaceState.CANCELLED:
        raise PlaceIsGone
    fresh.shift = shift
    return fresh, shift
