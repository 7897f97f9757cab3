"""Agendas, items, pullers, partners, progress: what can be done with them, and who hears of it."""

import uuid
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.plans.models import Agenda, AgendaItem, ItemPartner, ProgressNote
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.states import ITEM_MOVES, AgendaState, ItemState
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TODAY, TUESDAY, make_item, make_signal
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import Letter


def letters():
    return list(Letter.objects.order_by("id").values_list("template", "to_address"))


def move(item, state, **fields):
    return agendas.move_item(item, **{"state": state, "by": CLOCK, "at": TUESDAY} | fields)


# ── The agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_area_has_one_agenda_a_year(maarswold):
    first = agendas.make_agenda(maarswold, 2025, by=CLOCK, at=TUESDAY)
    assert agendas.make_agenda(maarswold, 2025, by=CLOCK, at=TUESDAY) == first
    assert agendas.make_agenda(maarswold, 2026, by=CLOCK, at=TUESDAY) != first
    with pytest.raises(IntegrityError), transaction.atomic():
        Agenda.objects.create(work_area=maarswold, year=2025, created_at=TUESDAY)


def test_an_agenda_is_adopted_on_a_day_and_closed(agenda, coordinator):
    adopted = agendas.move_agenda(agenda, state=AgendaState.ADOPTED, adopted_on=TODAY, by=coordinator, at=TUESDAY)
    assert (adopted.state, adopted.adopted_on) == (AgendaState.ADOPTED, TODAY)
    closed = agendas.move_agenda(agenda, state=AgendaState.CLOSED, by=coordinator, at=TUESDAY)
    assert (closed.state, closed.adopted_on) == (AgendaState.CLOSED, TODAY)
    with pytest.raises(agendas.MoveNotPossible):
        agendas.move_agenda(agenda, state=AgendaState.DRAFT, by=coordinator, at=TUESDAY)


def test_nothing_is_put_on_a_closed_agenda(agenda):
    Agenda.objects.update(state=AgendaState.CLOSED, adopted_on=TODAY)
    with pytest.raises(agendas.AgendaIsClosed):
        make_item(agenda)


# ── Items ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_items_are_numbered_in_their_agenda(agenda, maarswold):
    assert [make_item(agenda, title).number for title in ("Een", "Twee", "Drie")] == [1, 2, 3]
    assert make_item(factories.make_agenda(maarswold, 2026)).number == 1


def test_an_item_without_a_source_is_allowed(item, coordinator):
    assert thread.sources_of([item], for_actor=coordinator) == {ref(item): thread.Causes([])}


@pytest.mark.parametrize("title", ["", "  \n", "\u200b"])
def test_an_item_has_a_title(agenda, title):
    with pytest.raises(agendas.TitleMissing):
        make_item(agenda, title)


@pytest.mark.parametrize(("first", "last"), [(3, None), (None, 3), (5, 4), (0, 4), (4, 13)])
def test_a_period_that_cannot_be_is_refused(agenda, first, last):
    with pytest.raises(agendas.PeriodNotPossible):
        make_item(agenda, from_month=first, until_month=last)


def test_an_item_sent_twice_is_one(agenda):
    key = uuid.uuid4()
    first = make_item(agenda, client_key=key)
    assert make_item(agenda, client_key=key) == first
    assert AgendaItem.objects.count() == 1


def test_an_item_from_signals_says_so_and_who_spoke_hears_it(agenda, maarswold, coordinator):
    one, two = make_signal(maarswold), make_signal(maarswold, "Er is geen speeltuin")
    Letter.objects.all().delete()
    item = make_item(agenda, sources=[one, two])
    assert queries.signals_behind(item) == [one, two]
    assert letters() == [("signals/item_planned", "rika@example.nl")] * 2
    agendas.add_sources(item, [one], by=coordinator, at=TUESDAY)
    assert len(letters()) == 2


def test_a_theme_as_source_brings_all_its_signals(agenda, maarswold, coordinator):
    one, two = make_signal(maarswold), make_signal(maarswold, "Weer losse tegels")
    theme = signals.make_theme(name="Losse tegels", description="", signals=[one, two], by=coordinator, at=TUESDAY)
    item = make_item(agenda, sources=[theme])
    assert queries.signals_behind(item) == [one, two]


def test_of_an_item_that_is_not_public_residents_hear_nothing(agenda, maarswold):
    signal = make_signal(maarswold)
    Letter.objects.all().delete()
    item = make_item(agenda, sources=[signal], is_public=False)
    move(item, ItemState.RUNNING)
    assert letters() == []


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(item, coordinator):
    words = {"description": "", "from_month": None, "until_month": None, "is_quick_win": False, "is_public": True}
    agendas.change_item(item, title="Nieuw", version=item.version, by=coordinator, at=TUESDAY, **words)
    with pytest.raises(agendas.ChangedMeanwhile) as refused:
        agendas.change_item(item, title="Mijn titel", version=item.version, by=coordinator, at=TUESDAY, **words)
    assert (refused.value.current.title, refused.value.status) == ("Nieuw", 409)


# ── Moves ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("start", "end"), list(product(ItemState, ItemState)))
def test_an_item_moves_as_the_table_says(agenda, start, end):
    item = make_item(agenda, state=start)
    if end == start or end in ITEM_MOVES[start]:
        assert move(item, end, reason="Omdat").state == end
    else:
        with pytest.raises(agendas.MoveNotPossible):
            move(item, end, reason="Omdat")


@pytest.mark.parametrize("state", [ItemState.WAITING, ItemState.STOPPED])
def test_waiting_and_stopping_need_a_reason(item, state):
    with pytest.raises(agendas.ReasonMissing):
        move(item, state, reason=" ")
    assert move(item, state, reason="De grond is vervuild.").state_reason == "De grond is vervuild."


@pytest.mark.parametrize(
    "wrong",
    [{"state": "stopped"}, {"state": "done"}, {"done_on": TODAY}, {"title": ""}, {"from_month": 4}, {"state": "x"}],
)
def test_the_database_too_refuses_items_that_say_nothing(item, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(**wrong)


def test_who_gave_the_source_hears_each_step_once(agenda, maarswold):
    item = make_item(agenda, sources=[make_signal(maarswold)])
    Letter.objects.all().delete()
    running = move(item, ItemState.RUNNING)
    move(running, ItemState.RUNNING)
    assert letters() == [("signals/item_moved", "rika@example.nl")]
    assert "Er wordt nu aan het project gewerkt." in Letter.objects.get().body


def test_a_signal_that_was_withdrawn_hears_nothing(agenda, maarswold):
    reporter = factories.report(maarswold)
    item = make_item(agenda, sources=[reporter.signal])
    signals.withdraw(reporter, by=VISITOR, at=TUESDAY)
    Letter.objects.all().delete()
    move(item, ItemState.RUNNING)
    assert letters() == []


def test_an_item_that_is_done_brings_back_the_signals_that_waited_for_it(agenda, maarswold, coordinator):
    item = make_item(agenda, state=ItemState.RUNNING)
    signal = make_signal(maarswold, "Graag een bankje bij de nieuwe speeltuin")
    signals.answer_signal(
        signal, verdict=Verdict.CONDITIONAL, conditions=[factories.until_done(item)], by=coordinator, at=TUESDAY
    )
    Letter.objects.all().delete()
    done = move(item, ItemState.DONE, by=coordinator)
    signal.refresh_from_db()
    assert (done.done_on, signal.state) == (TODAY, State.OPEN)
    assert letters()[0] == ("signals/brought_back", "rika@example.nl")
    assert thread.current_answer(signal).all_met
    assert queries.waiting_for(item) == []


def test_an_item_that_stops_brings_them_back_too_and_says_why(agenda, maarswold, coordinator):
    item = make_item(agenda, state=ItemState.RUNNING)
    signal = make_signal(maarswold)
    signals.answer_signal(
        signal, verdict=Verdict.CONDITIONAL, conditions=[factories.until_done(item)], by=coordinator, at=TUESDAY
    )
    Letter.objects.all().delete()
    move(item, ItemState.STOPPED, reason="Er is geen geld.")
    signal.refresh_from_db()
    assert signal.state == State.OPEN
    assert letters()[0] == ("signals/condition_lost", "rika@example.nl")
    assert "gaat niet door: Er is geen geld." in Letter.objects.first().body
    assert [c.state for c in thread.current_answer(signal).conditions.all()] == ["lapsed"]


def test_what_began_to_wait_at_the_moment_it_was_done_is_found_by_the_clock(agenda, maarswold, coordinator):
    item, signal = make_item(agenda), make_signal(maarswold)
    signals.answer_signal(
        signal, verdict=Verdict.CONDITIONAL, conditions=[factories.until_done(item)], by=coordinator, at=TUESDAY
    )
    AgendaItem.objects.update(state=ItemState.DONE, done_on=TODAY)
    assert agendas.bring_back_what_waits_for_done_items(at=TUESDAY) == 1
    assert agendas.bring_back_what_waits_for_done_items(at=TUESDAY) == 0
    signal.refresh_from_db()
    assert signal.state == State.OPEN


# ── Who pulls ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_as_puller_is_warned_about_in_the_words_of_the_role(item, coordinator):
    with pytest.raises(agendas.CoordinatorIsNoPuller) as refused:
        agendas.set_puller(item, puller_person=coordinator, by=coordinator, at=TUESDAY)
    assert refused.value.words == (
        "Corrie Coördinator is wijkregisseur. Over die rol is afgesproken: “Trekt geen projecten of "
        "bewonersinitiatieven, is niet de postbode tussen partners en doet niet de administratie van de wijkraad.” "
        "Weet u het zeker? Zet dan een vinkje."
    )
    sure = agendas.set_puller(item, puller_person=coordinator, is_sure=True, by=coordinator, at=TUESDAY)
    assert sure.puller == coordinator


def test_anybody_else_and_an_organisation_pull_without_a_warning(item, maarswold, coordinator):
    specialist = factories.make_person("Sem Specialist")
    assert agendas.set_puller(item, puller_person=specialist, by=coordinator, at=TUESDAY).puller == specialist
    housing = factories.make_organisation()
    assert agendas.set_puller(item, puller_organisation=housing, by=coordinator, at=TUESDAY).puller == housing
    assert agendas.set_puller(item, by=coordinator, at=TUESDAY).puller is None
    with pytest.raises(agendas.TwoPullers):
        agendas.set_puller(item, puller_person=specialist, puller_organisation=housing, by=coordinator, at=TUESDAY)


# ── Partners and progress ──────────────────────────────────────────────────────────────────────────────────────────
def test_partners_do_something_and_may_promise_money(item, coordinator):
    housing, welfare = factories.make_organisation("Wonen"), factories.make_organisation("Welzijn", "welfare")
    agendas.add_partner(
        item, organisation=housing, does="Levert de grond", amount_cents=125_050, by=coordinator, at=TUESDAY
    )
    agendas.add_partner(item, organisation=welfare, does="Vraagt de kinderen", by=coordinator, at=TUESDAY)
    assert queries.promised([queries.item(item.pk)]) == 125_050
    with pytest.raises(agendas.TakesPartAlready):
        agendas.add_partner(item, organisation=housing, does="Nog eens", by=coordinator, at=TUESDAY)
    with pytest.raises(agendas.DoesNothing):
        agendas.add_partner(
            item, organisation=factories.make_organisation("Politie"), does=" ", by=coordinator, at=TUESDAY
        )


def test_a_promise_that_changes_keeps_what_was_promised_before(item, coordinator):
    partner = agendas.add_partner(
        item, organisation=factories.make_organisation(), does="Betaalt", amount_cents=100, by=coordinator, at=TUESDAY
    )
    agendas.change_partner(partner, does="Betaalt mee", amount_cents=50, by=coordinator, at=TUESDAY)
    assert journal.entries_about(item).last().details == {
        "organisation": partner.organisation_id,
        "from_cents": 100,
        "to_cents": 50,
    }


def test_a_partner_that_stops_leaves_the_reason(item, coordinator):
    partner = agendas.add_partner(
        item, organisation=factories.make_organisation("Wonen"), does="Betaalt", by=coordinator, at=TUESDAY
    )
    with pytest.raises(agendas.ReasonMissing):
        agendas.remove_partner(partner, reason="", by=coordinator, at=TUESDAY)
    agendas.remove_partner(partner, reason="Het geld is op.", by=coordinator, at=TUESDAY)
    agendas.remove_partner(partner, reason="Het geld is op.", by=coordinator, at=TUESDAY)
    assert ItemPartner.objects.count() == 0
    assert [note.text for note in ProgressNote.objects.all()] == ["Wonen doet niet meer mee: Het geld is op."]


def test_progress_is_written_once(item, coordinator):
    key = uuid.uuid4()
    note = agendas.add_progress(item, text=" De grond is schoon. ", client_key=key, by=coordinator, at=TUESDAY)
    assert agendas.add_progress(item, text="Anders", client_key=key, by=coordinator, at=TUESDAY) == note
    assert (note.text, note.by, note.is_public) == ("De grond is schoon.", coordinator, False)
    with pytest.raises(agendas.NothingSaid):
        agendas.add_progress(item, text=" ", by=coordinator, at=TUESDAY)


def test_progress_does_not_get_in_the_way_of_somebody_who_is_typing(item, coordinator):
    agendas.add_progress(item, text="Het loopt", by=coordinator, at=TUESDAY)
    agendas.set_puller(item, by=coordinator, at=TUESDAY, version=item.version)


def test_a_source_in_words_may_have_a_link(item, coordinator):
    source = agendas.add_source_in_words(
        item, words="Wijkplan Maarsstee", link="https://voorbeeld.nl/plan", by=coordinator, at=TUESDAY
    )
    agendas.remove_source(source, reason="Hoort er niet bij", by=coordinator, at=TUESDAY)
    assert thread.standing_sources(item) == []
