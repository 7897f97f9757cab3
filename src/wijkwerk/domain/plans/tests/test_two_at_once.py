"""Two at once, or fifty: every item has its own number, nobody waits for ever, nothing is told twice."""

import threading
import uuid

import pytest
from django.db import connection

from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TUESDAY, make_item, make_signal
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(transactional_db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def at_once(municipality, *deeds):
    """Do these at the same moment, each in a thread of its own; what went wrong."""
    faults = []
    ready = threading.Barrier(len(deeds))

    def do(deed):
        try:
            with scope.in_municipality(municipality):
                ready.wait()
                deed()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def move(item, state):
    return lambda: agendas.move_item(item, state=state, by=CLOCK, at=TUESDAY)


def test_fifty_items_at_once_get_fifty_numbers(municipality, agenda):
    assert at_once(municipality, *[lambda n=n: make_item(agenda, f"Project {n}") for n in range(50)]) == []
    assert sorted(AgendaItem.objects.values_list("number", flat=True)) == list(range(1, 51))


def test_the_same_item_sent_by_eight_at_once_is_one(municipality, agenda):
    key = uuid.uuid4()
    assert at_once(municipality, *[lambda: make_item(agenda, client_key=key)] * 8) == []
    assert AgendaItem.objects.count() == 1


def test_the_same_agenda_made_by_eight_at_once_is_one(municipality, maarswold):
    deeds = [lambda: agendas.make_agenda(maarswold, 2027, by=CLOCK, at=TUESDAY)] * 8
    assert at_once(municipality, *deeds) == []


def test_an_item_that_eight_finish_at_once_is_told_once(municipality, agenda, maarswold):
    item = make_item(agenda, state=ItemState.RUNNING, sources=[make_signal(maarswold)])
    Letter.objects.all().delete()
    assert at_once(municipality, *[move(item, ItemState.DONE)] * 8) == []
    assert [letter.template for letter in Letter.objects.all()] == ["signals/item_moved"]


def test_items_that_share_signals_are_finished_while_those_are_answered(municipality, agenda, maarswold, coordinator):
    said = [make_signal(maarswold, f"Iets {n}") for n in range(4)]
    items = [make_item(agenda, f"Project {n}", sources=reversed(said), state=ItemState.RUNNING) for n in range(4)]
    for signal, item in zip(said, reversed(items), strict=True):
        conditions = [factories.until_done(item)]
        signals.answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=conditions, by=coordinator, at=TUESDAY)
    answer = [
        lambda signal=signal: signals.answer_signal(
            signal, verdict=Verdict.NO, reason="Toch niet", by=coordinator, at=TUESDAY
        )
        for signal in said
    ]
    assert at_once(municipality, *[move(item, ItemState.DONE) for item in items], *answer) == []
    assert {signal.state for signal in Signal.objects.all()} == {State.DONE}
