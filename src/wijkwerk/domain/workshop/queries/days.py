"""A day at the desk: is it open, who came, what should be in the box."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import DeskDay, Method, Payment
from wijkwerk.foundation.kit.things import Ref, find_many
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.outbox.models import Letter, State

MOST_LETTERS = 50


def day(workshop: Facility, on: date) -> DeskDay | None:
    found: DeskDay | None = DeskDay.objects.filter(facility=workshop, on=on).first()
    return found


def last_day_before(workshop: Facility, on: date) -> DeskDay | None:
    found: DeskDay | None = DeskDay.objects.filter(facility=workshop, on__lt=on).order_by("-on").first()
    return found


def forgotten_day(workshop: Facility, on: date) -> DeskDay | None:
    """An earlier day that nobody closed yet."""
    found: DeskDay | None = DeskDay.objects.filter(facility=workshop, on__lt=on, closed_at=None).order_by("on").first()
    return found


def cash_of(workshop: Facility, on: date) -> int:
    """Cents of cash that came in on a day, less what went back."""
    found = Payment.objects.filter(facility=workshop, on=on, method=Method.CASH).aggregate(cents=Sum("amount_cents"))
    return found["cents"] or 0


def expected_cents(day: DeskDay) -> int:
    """What should be in the box: the float and the day's cash."""
    return day.float_cents + cash_of(day.facility, day.on)


def float_for(workshop: Facility, on: date) -> int:
    """What lies in the box in the morning: what was counted last, or what should be in it when nobody counted."""
    last = last_day_before(workshop, on)
    if last is None:
        return 0
    return last.counted_cents if last.counted_cents is not None else max(0, expected_cents(last))


def letters_by_hand(workshop: Facility) -> list[Letter]:
    """Letters of this workshop that somebody has to post, or to tell by telephone; those that wait longest first."""
    waiting = outbox.letters().filter(state=State.TO_DO, area_id=workshop.work_area_id)
    found = list(waiting.filter(about_kind__startswith="workshop.").order_by("written_at", "pk")[:MOST_LETTERS])
    things = find_many(Ref(letter.about_kind, letter.about_id) for letter in found)
    here = {each for each, thing in things.items() if getattr(thing, "facility_id", None) == workshop.pk}
    return [letter for letter in found if Ref(letter.about_kind, letter.about_id) in here]
