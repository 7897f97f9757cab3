"""What can be asked of agendas and items by other rooms."""

import pytest

from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import make_item, make_signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.forms import AnswerForm
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import queries as search


@pytest.mark.parametrize("state", ItemState)
def test_an_answer_may_wait_for_items_of_the_same_area_that_are_not_done(agenda, maarswold, state):
    item, signal = make_item(agenda, state=state), make_signal(maarswold)
    make_item(factories.make_agenda(factories.make_work_area("Parkwijk")), "Elders")
    is_open = state not in (ItemState.DONE, ItemState.STOPPED)
    assert thread.to_wait_for(signal) == ([(ref(item), "Speeltuin aanleggen")] if is_open else [])
    row = AnswerForm(about=signal).condition_forms[0]
    assert ("waits_for" in row.fields) == is_open


def test_an_item_does_not_wait_for_itself(item):
    assert thread.to_wait_for(item) == []


def test_somebody_sees_what_they_pull_and_is_not_done(agenda):
    puller = factories.make_person("Petra Puller")
    mine = make_item(agenda, "Mijn project", puller_person=puller)
    make_item(agenda, "Klaar", puller_person=puller, state=ItemState.DONE)
    make_item(agenda, "Van een ander")
    assert list(queries.items_pulled_by(puller)) == [mine]


def test_a_list_shows_nobody_more_than_the_policy_allows(agenda, coordinator):
    elsewhere = factories.make_coordinator(factories.make_work_area("Parkwijk"), name="Ada Anders")
    public, hidden = make_item(agenda), make_item(agenda, "Geheim", is_public=False)
    seen = {actor.name: list(queries.items(actor=actor)) for actor in (VISITOR, coordinator, elsewhere, CLOCK)}
    assert seen == {
        VISITOR.name: [public],
        coordinator.name: [public, hidden],
        elsewhere.name: [public],
        CLOCK.name: [public],
    }


def test_items_are_found_by_their_words_by_who_may_see_them(agenda, coordinator):
    make_item(agenda, "Speeltuin aanleggen")
    make_item(agenda, "Speeltuin in het geheim", is_public=False)
    reach = {"agenda_item": coordinator.reach("item_progress")}
    assert sorted(hit.title for hit in search.find("speeltuinen", reaches=reach).rows) == [
        "Speeltuin aanleggen",
        "Speeltuin in het geheim",
    ]
    assert [hit.title for hit in search.find("speeltuinen", reaches={}).rows] == ["Speeltuin aanleggen"]
