"""The rota, hours, garden and covenant of the example: made once, and nothing in them that the pages would refuse."""

from datetime import UTC, datetime

import pytest

from wijkwerk.domain.facilities.example import GARDEN, WORKSHOP
from wijkwerk.domain.facilities.models import FacilityKind
from wijkwerk.domain.people import figures
from wijkwerk.domain.people.models import Covenant
from wijkwerk.domain.people.tests.factories import make_organisation
from wijkwerk.domain.workshop.example.base import make_base
from wijkwerk.domain.workshop.example.people import make_people
from wijkwerk.domain.workshop.models import Plot, PlotUse, PlotWaiting, Shift, ShiftPlace, ShiftSeries, WorkLog
from wijkwerk.domain.workshop.queries import gardens, hours, shifts
from wijkwerk.domain.workshop.tests.factories import make_facility, open_on

NOVEMBER = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


@pytest.fixture
def workshop(parkwijk):
    make_organisation("Woningstichting De Veenkanten", kind="housing")
    make_facility(parkwijk, GARDEN, kind=FacilityKind.GARDEN)
    workshop = make_facility(parkwijk, WORKSHOP)
    open_on(workshop, 0, 1, 2, 3, 4)
    return workshop


def counts():
    models = (ShiftSeries, Shift, ShiftPlace, WorkLog, Plot, PlotUse, PlotWaiting, Covenant)
    return [model.objects.count() for model in models]


def test_it_is_made_once(workshop):
    make_base(at=NOVEMBER)
    make_people(workshop, at=NOVEMBER)
    made = counts()
    make_people(workshop, at=NOVEMBER)
    assert counts() == made
    assert (Plot.objects.count(), PlotUse.objects.count(), PlotWaiting.objects.count()) == (16, 10, 3)


def test_it_has_three_months_of_hours_with_some_to_fill_in(workshop):
    make_base(at=NOVEMBER)
    make_people(workshop, at=NOVEMBER)
    people = hours.hours_by_person(workshop, *hours.this_year(NOVEMBER))
    assert len(people) == 8
    assert all(row.hours.minutes > 0 for row in people)
    assert sum(row.hours.not_filled_in for row in people) > 0
    assert {row.kind for row in hours.hours_by_kind(workshop, *hours.this_year(NOVEMBER))} == {
        "volunteer",
        "day_activity",
        "participation_act",
    }


def test_nobody_is_on_two_shifts_at_once(workshop):
    make_base(at=NOVEMBER)
    make_people(workshop, at=NOVEMBER)
    places = ShiftPlace.objects.filter(state="signed_up").select_related("shift")
    assert places.exists()
    assert [place for place in places if shifts.overlap_of(place.resident_id, place.shift)] == []


def test_a_plot_is_offered_and_the_covenant_has_quarters(workshop):
    make_base(at=NOVEMBER)
    make_people(workshop, at=NOVEMBER)
    public = gardens.public_part(Plot.objects.first().facility, NOVEMBER.date())
    assert (public.plots, public.free, public.waiting) == (16, 4, 3)
    kept = figures.kept(Covenant.objects.get(), on=NOVEMBER.date())
    assert [len(row.quarters) for row in kept] == [4, 4, 4]
