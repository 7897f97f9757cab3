"""Preparing a walk: aspects, route, fixed and drawn points, and its way from prepared to closed."""

import uuid

import pytest

from wijkwerk.domain.inspections import draw
from wijkwerk.domain.inspections.models import FixedPoint, Inspection
from wijkwerk.domain.inspections.operations import walks
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests import factories
from wijkwerk.domain.inspections.tests.factories import BY, make_inspection, make_work_area, mark, spots


def route(inspection):
    return [(each.number, each.name) for each in spots(inspection)]


def test_an_inspection_sent_twice_is_one(maarswold):
    subject, scale, key = factories.make_subject(), factories.make_scale(), uuid.uuid4()
    for _turn in range(2):
        make_inspection(maarswold, subject=subject, scale=scale, client_key=key, spots=())
    assert Inspection.objects.count() == 1


def test_drawn_points_lie_in_the_area_and_can_be_drawn_again(inspection):
    made = walks.draw_spots(inspection, seed="Lottotrekking 11 juni 2025", count=3, **BY)
    more = walks.draw_spots(inspection, seed="Lottotrekking 11 juni 2025", count=2, **BY)
    drawn = [(each.lat, each.lon) for each in spots(inspection) if each.draw_id]
    again = [draw.draw(made.seed, made.outline, number=number) for number in range(1, 6)]
    assert drawn == [(point.lat / 1e6, point.lon / 1e6) for point in again]
    assert (made.first, more.first, made.rule) == (1, 4, "wijkwerk-loting-1")


def test_nothing_is_drawn_in_an_area_without_a_border(municipality):
    nowhere = make_inspection(make_work_area("Nergens"), spots=())
    with pytest.raises(walks.AreaHasNoShape):
        walks.draw_spots(nowhere, seed="zaad", count=1, **BY)


@pytest.mark.parametrize(("seed", "count", "refusal"), [(" ", 1, "SeedMissing"), ("zaad", 101, "CountNotPossible")])
def test_a_draw_needs_a_seed_and_a_number(inspection, seed, count, refusal):
    with pytest.raises(getattr(walks, refusal)):
        walks.draw_spots(inspection, seed=seed, count=count, **BY)


def test_a_fixed_point_is_kept_for_the_next_walk(inspection, maarswold):
    walks.add_spot(inspection, name="Bushalte", lat=53.002, lon=6.902, is_fixed=True, **BY)
    later = make_inspection(
        maarswold, subject=inspection.subject, scale=inspection.scale, title="Najaarsschouw", spots=()
    )
    points = list(FixedPoint.objects.all())
    assert [walks.add_fixed_points(later, points=points, **BY) for _turn in range(2)] == [1, 0]
    assert route(later) == [(1, "Bushalte")]


def test_the_route_is_put_in_another_order(inspection):
    walks.add_spot(inspection, name="Halverwege", lat=53.0013, lon=6.901, **BY)
    walks.move_spot(spots(inspection)[2], steps=-1, **BY)
    assert route(inspection) == [(1, "Bij de brug"), (2, "Halverwege"), (3, "Bij de school")]
    walks.move_spot(spots(inspection)[0], steps=1, **BY)
    walks.move_spot(spots(inspection)[0], steps=-1, **BY)
    walks.order_spots(inspection, **BY)
    assert route(inspection) == [(1, "Halverwege"), (2, "Bij de brug"), (3, "Bij de school")]


def test_a_spot_that_nobody_marked_goes_and_the_rest_moves_up(inspection, rika):
    bridge, school = spots(inspection)
    mark(rika, school, "A")
    with pytest.raises(walks.SpotIsMarked):
        walks.remove_spot(school, **BY)
    walks.remove_spot(bridge, **BY)
    assert route(inspection) == [(1, "Bij de school")]


def test_the_scale_stays_once_somebody_gave_a_mark(inspection, rika):
    mark(rika, spots(inspection)[0], "A")
    words = {"title": "Groenschouw", "on": inspection.on, "gathers": "", "version": 1} | BY
    other = factories.make_scale("Anders", codes=("ja", "nee"), norm="ja")
    with pytest.raises(walks.ScaleIsInUse):
        walks.change(inspection, scale=other, aspects=list(inspection.aspects.all()), **words)
    with pytest.raises(walks.AspectIsInUse):
        walks.change(inspection, scale=inspection.scale, aspects=[inspection.aspects.get(name="Zwerfafval")], **words)


def test_who_changes_what_somebody_else_changed_hears_it(inspection):
    words = {"scale": inspection.scale, "aspects": list(inspection.aspects.all()), "on": inspection.on, "gathers": ""}
    walks.change(inspection, title="Groenschouw voorjaar", version=1, **words, **BY)
    with pytest.raises(walks.ChangedMeanwhile):
        walks.change(inspection, title="Groenschouw najaar", version=1, **words, **BY)


def test_an_inspection_goes_its_way_and_back(inspection):
    with pytest.raises(walks.MoveNotPossible):
        walks.move(inspection, state=InspectionState.CLOSED, **BY)
    for state in ("walked", "closed", "walked", "prepared"):
        assert walks.move(inspection, state=InspectionState(state), **BY).state == state


def test_a_route_without_spots_cannot_have_been_walked(maarswold):
    with pytest.raises(walks.RouteIsEmpty):
        walks.move(make_inspection(maarswold, spots=()), state=InspectionState.WALKED, **BY)
