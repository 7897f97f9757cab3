"""The example's agendas: made once, with every state on them, and what residents said behind this year's."""

from wijkwerk.domain.plans.example import agendas as example
from wijkwerk.domain.plans.models import Agenda, AgendaItem
from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.states import AgendaState, ItemState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TUESDAY
from wijkwerk.domain.signals.tests.factories import make_category


def thirteen_areas():
    return {name: factories.make_work_area(name) for name in example.OWN}


def test_the_thirteen_areas_have_an_agenda_of_2013(municipality):
    factories.make_organisation("Wonen", "housing")
    thirteen_areas()
    made = example.make_example_agendas(municipality, at=TUESDAY)
    assert (Agenda.objects.filter(year=2013, state=AgendaState.ADOPTED).count(), len(made)) == (
        13,
        AgendaItem.objects.count(),
    )
    assert {item.state for item in made} == set(ItemState)
    assert any(item.puller for item in made)


def test_again_is_harmless(municipality):
    thirteen_areas()
    first = example.make_example_agendas(municipality, at=TUESDAY)
    assert example.make_example_agendas(municipality, at=TUESDAY) == first


def test_signals_of_the_example_become_sources_of_this_years_items(municipality):
    areas = thirteen_areas()
    category = make_category("Spelen", code="spelen")
    signal = factories.make_signal(areas["Maarswold"], "Kan er een speelplek komen?", category=category)
    example.make_example_agendas(municipality, [signal], at=TUESDAY)
    item = AgendaItem.objects.get(agenda__year=2025)
    assert (item.title, queries.signals_behind(item)) == ("Speelplek achter de flat", [signal])
