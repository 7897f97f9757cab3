"""The example's visions and programmes: made once, with a line that has a gap, and an idea that waits for money."""

from wijkwerk.domain.plans.example import agendas
from wijkwerk.domain.plans.example.visions import make_example_visions
from wijkwerk.domain.plans.models import AgendaItem, Effort, Programme, Vision
from wijkwerk.domain.plans.plan_states import ProgrammeState, VisionState
from wijkwerk.domain.plans.queries import indicators, visions
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TUESDAY
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import Letter


def make_all(municipality):
    areas = {name: factories.make_work_area(name) for name in agendas.OWN}
    for kind in ("housing", "welfare", "municipality", "police"):
        factories.make_organisation(f"Organisatie {kind}", kind)
    for name in ("Maarswold", "Mussel", "Parkwijk"):
        body = factories.make_organisation(f"Wijkraad {name}", "residents_body")
        body.work_areas.add(areas[name])
    agendas.make_example_agendas(municipality, at=TUESDAY)
    make_example_visions(municipality, at=TUESDAY)
    return areas


def test_maarswold_has_a_vision_that_was_revised_and_programmes_that_led_to_projects(municipality):
    areas = make_all(municipality)
    standing = visions.standing_vision(areas["Maarswold"])
    assert (standing.edition, standing.revises.state) == (2, VisionState.REPLACED)
    assert {each.state for each in Programme.objects.all()} == {ProgrammeState.CLOSED, ProgrammeState.ADOPTED}
    item = AgendaItem.objects.get(title="Speelplek in het Maarswold")
    reasons = thread.sources_of([item], for_actor=VISITOR)[ref(item)].nodes
    assert sum(node.kind == "inspanning" for node in reasons) == 2
    assert Letter.objects.filter(written_at__year=2012).count() == 0


def test_a_series_of_the_example_has_a_gap_a_break_and_targets(municipality):
    areas = make_all(municipality)
    goal = visions.standing_vision(areas["Maarswold"]).goals.get(number=1)
    series = indicators.series_of(goal.indicators.get())
    assert [point.year for point in series.points if point.value is None] == [2018, 2025]
    assert [point.is_awaited for point in series.points if point.value is None] == [False, True]
    assert [point.year for point in series.points if point.breaks] == [2020]
    assert (series.zero.year, series.latest.written, series.standing.is_behind) == (2012, "7,0", True)


def test_again_is_harmless(municipality):
    make_all(municipality)
    before = (Vision.objects.count(), Effort.objects.count())
    make_example_visions(municipality, at=TUESDAY)
    assert (Vision.objects.count(), Effort.objects.count()) == before
