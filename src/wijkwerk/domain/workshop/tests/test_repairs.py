"""The repair desk: the queue, parts at cost price, what came of it, and who hears it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.models import Part, PartUsed, Payment, Repair, Visit, WorkLog
from wijkwerk.domain.workshop.operations import bicycles, money, repairs
from wijkwerk.domain.workshop.queries import desk
from wijkwerk.domain.workshop.queries import money as tills
from wijkwerk.domain.workshop.queries import repairs as queries
from wijkwerk.domain.workshop.repair_states import REPAIR_MOVES, RepairState
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import SAYS
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_facility,
    make_participant,
    make_resident,
)
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel, Letter


def letters():
    return [letter.template for letter in Letter.objects.order_by("id")]


def finish(repair, outcome="repaired", **fields):
    return repairs.finish_repair(repair, outcome=outcome, **SAYS | fields)


# ── In ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_thing_comes_in_and_waits_for_its_turn(workshop, rika):
    repair = made.bring(rika, make="Batavus")
    assert (repair.state, str(repair), repair.grams, repair.outcome) == ("waiting", "Fiets Batavus", 18_000, "")
    assert (repair.full_cost_cents, repair.contribution_cents) == (1_000, 0)
    assert [(visit.function, visit.resident) for visit in Visit.objects.all()] == [("repair", rika)]


def test_a_ticket_has_a_fault_and_an_owner(workshop, rika):
    with pytest.raises(repairs.FaultMissing):
        made.bring(rika, fault="  ")
    with pytest.raises(repairs.OwnerMissing):
        made.bring(rika, resident=None)
    with pytest.raises(repairs.OwnerMissing):
        made.bring(rika, bicycle=made.checked(workshop))


def test_sent_twice_is_one_ticket(workshop, rika):
    key = "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10"
    assert made.bring(rika, client_key=key) == made.bring(rika, client_key=key)


def test_things_and_people_of_another_workshop_stay_there(workshop, rika, parkwijk):
    other = make_facility(parkwijk, name="Andere werkplaats")
    with pytest.raises(repairs.NotFromHere):
        made.bring(rika, kind=made.make_thing(other))
    with pytest.raises(bicycles.NotFromHere):
        repairs.receive_repair(
            workshop, kind=made.make_thing(workshop), fault="Stuk", resident=make_resident(other), **SAYS
        )
    with pytest.raises(repairs.NotFromHere):
        repairs.use_part(made.bring(rika), part=made.make_part(other), **SAYS)


@pytest.mark.parametrize("grams", [0, -5, 200_001])
def test_a_weight_that_cannot_be_is_refused(rika, grams):
    repair = made.bring(rika)
    with pytest.raises(repairs.WeightNotPossible):
        repairs.change_repair(repair, kind=repair.kind, make="", fault="Stuk", grams=grams, **SAYS)


# ── On the stand ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_on_the_stand_by_whom_and_back_to_wait(workshop, rika):
    helper = make_participant(make_resident(workshop, "Filip Maker"))
    repair = repairs.start_repair(made.bring(rika), workers=[helper], **SAYS)
    assert (repair.state, list(repair.workers.all())) == ("on_stand", [helper])
    assert repairs.put_back(repair, **SAYS).state == "waiting"
    with pytest.raises(repairs.MoveNotPossible):
        repairs.collect_repair(repair, **SAYS)


def test_hours_are_logged_once_for_each_helper_and_ticket(workshop, rika):
    helper, repair = make_participant(make_resident(workshop, "Filip Maker")), made.bring(rika)
    for minutes in (20, 35):
        repairs.log_hours(repair, participant=helper, minutes=minutes, **SAYS)
    assert [(log.minutes, log.function) for log in WorkLog.objects.all()] == [(35, "repair")]
    assert list(repair.workers.all()) == [helper]


def test_parts_go_in_at_cost_price_a_line_each(workshop, rika):
    tube, repair = made.make_part(workshop, in_stock=5), made.bring(rika)
    repairs.use_part(repair, part=tube, quantity=2, **SAYS)
    repairs.use_part(repair, words="Speciale spaak", unit_cents=125, **SAYS)
    repair.refresh_from_db()
    tube.refresh_from_db()
    assert [(used.words, used.cents) for used in queries.parts_of(repair)] == [
        ("Binnenband", 900),
        ("Speciale spaak", 125),
    ]
    assert (repair.full_cost_cents, repair.contribution_cents, tube.in_stock) == (2_025, 1_025, 3)


def test_a_price_that_changes_later_changes_no_receipt(workshop, rika):
    tube, repair = made.make_part(workshop), made.bring(rika)
    repairs.use_part(repair, part=tube, **SAYS)
    repairs.keep_part(workshop, part=tube, name=tube.name, price_cents=999, **SAYS)
    repairs.use_part(repair, words="Lijm", unit_cents=50, **SAYS)
    repair.refresh_from_db()
    assert repair.contribution_cents == 500


def test_a_part_that_did_not_go_in_is_off_the_receipt_and_in_the_stock(workshop, rika):
    tube, repair = made.make_part(workshop, in_stock=5), made.bring(rika)
    used = repairs.use_part(repair, part=tube, **SAYS)
    for _time in range(2):
        repairs.take_out_part(used, **SAYS)
    repair.refresh_from_db()
    tube.refresh_from_db()
    assert (repair.contribution_cents, tube.in_stock) == (0, 5)


def test_a_shelf_that_has_more_than_the_list_says_stops_no_repair(workshop, rika):
    tube = made.make_part(workshop, in_stock=0)
    repairs.use_part(made.bring(rika), part=tube, **SAYS)
    tube.refresh_from_db()
    assert tube.in_stock == 0


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_a_number_of_parts_that_cannot_be_is_refused(workshop, rika, quantity):
    with pytest.raises(repairs.QuantityNotPossible):
        repairs.use_part(made.bring(rika), part=made.make_part(workshop), quantity=quantity, **SAYS)


def test_a_part_in_words_has_a_price(rika):
    with pytest.raises(repairs.PartMissing):
        repairs.use_part(made.bring(rika), words="Iets", **SAYS)


def test_a_waiver_shrinks_with_what_is_asked(workshop, rika, host):
    repair = made.bring(rika)
    used = repairs.use_part(repair, part=made.make_part(workshop, price_cents=1_000), **SAYS)
    repairs.use_part(repair, words="Lijm", unit_cents=100, **SAYS)
    money.waive(repair, cents=1_100, reason="hardship", by=host, at=MONDAY)
    repairs.take_out_part(used, **SAYS)
    repair.refresh_from_db()
    assert (repair.contribution_cents, repair.waived_cents, repair.due_cents) == (100, 100, 0)


def test_what_was_paid_is_never_more_than_what_is_asked(workshop, rika):
    repair = made.bring(rika)
    used = repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    repair.refresh_from_db()
    repairs.pay_repair(repair, method="card", **SAYS)
    with pytest.raises(repairs.PaidMoreThanAsked):
        repairs.take_out_part(used, **SAYS)
    assert PartUsed.objects.count() == 1


# ── Ready ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_ready_is_told_with_what_it_costs_and_what_it_saved(workshop, rika):
    repair = made.bring(rika)
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    done = finish(repairs.start_repair(repair, **SAYS), grams=20_000, words="Nieuwe binnenband.")
    assert (done.state, done.grams, done.co2_grams) == ("ready", 20_000, 48_000)
    letter = Letter.objects.get()
    assert (letter.template, "4,50" in letter.body, "Nieuwe binnenband." in letter.body) == (
        "workshop/repair_ready",
        True,
        True,
    )


def test_what_was_not_repaired_says_why_and_saves_nothing(workshop, rika):
    repair = made.bring(rika)
    with pytest.raises(repairs.BarrierMissing):
        finish(repair, "not")
    with pytest.raises(repairs.OutcomeMissing):
        finish(repair, "misschien")
    done = finish(repair, "not", barrier="too_worn")
    assert (done.outcome, done.barrier, done.co2_grams) == ("not", "too_worn", 0)
    assert "Te versleten" in Letter.objects.get().body


def test_partly_may_say_why_and_saves_nothing(rika):
    done = finish(made.bring(rika), "partly", barrier="no_part")
    assert (done.barrier, done.co2_grams) == ("no_part", 0)
    assert finish(made.bring(rika), "repaired", barrier="no_part").barrier == ""


def test_what_is_not_right_after_all_goes_back_on_the_stand(rika):
    repair = repairs.start_repair(finish(made.bring(rika)), **SAYS)
    assert (repair.state, repair.outcome, repair.ready_at, repair.co2_grams) == ("on_stand", "", None, 0)


def test_collected_is_paid_in_one_go(workshop, rika):
    repair = made.bring(rika)
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    collected = repairs.collect_repair(finish(repair), method="cash", **SAYS)
    assert (collected.state, tills.open_cents(collected)) == ("collected", 0)
    assert [(payment.amount_cents, payment.method) for payment in Payment.objects.all()] == [(450, "cash")]
    assert repairs.collect_repair(repair, method="cash", **SAYS).state == "collected"
    assert Payment.objects.count() == 1
    with pytest.raises(repairs.NotPossibleNow):
        repairs.use_part(repair, words="Lijm", unit_cents=1, **SAYS)


def test_who_wants_no_messages_gets_none(workshop):
    finish(made.bring(make_resident(workshop, reply_by=Channel.NONE)))
    assert letters() == []


def test_a_bicycle_of_ours_goes_back_to_the_shed_and_asks_nothing(workshop):
    bicycle = made.refurbishing(workshop)
    repair = repairs.receive_repair(workshop, kind=made.make_thing(workshop), fault="Wiel", bicycle=bicycle, **SAYS)
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    done = finish(repair)
    assert (done.state, done.contribution_cents, done.full_cost_cents, letters()) == ("collected", 0, 1_450, [])
    assert Visit.objects.count() == 0


def test_who_does_not_come_for_weeks_is_reminded_once(rika):
    finish(made.bring(rika))
    assert repairs.remind_uncollected(at=MONDAY + timedelta(days=20)) == 0
    later = MONDAY + timedelta(days=21)
    assert [repairs.remind_uncollected(at=later), repairs.remind_uncollected(at=later)] == [1, 0]
    assert letters() == ["workshop/repair_ready", "workshop/repair_not_collected"]


def test_each_workshop_reminds_after_its_own_weeks(workshop, rika, host):
    bicycles.change_rules(
        workshop,
        steps="",
        safety_points="Bel",
        share_cents=0,
        repair_cost_cents=0,
        repair_share_cents=0,
        ask_after_months=6,
        remind_after_weeks=8,
        by=host,
        at=MONDAY,
    )
    finish(made.bring(rika))
    assert repairs.remind_uncollected(at=MONDAY + timedelta(weeks=7)) == 0
    assert repairs.remind_uncollected(at=MONDAY + timedelta(weeks=8)) == 1


def test_what_nobody_fetches_says_what_became_of_it_and_can_still_be_fetched(rika):
    repair = finish(made.bring(rika))
    with pytest.raises(bicycles.ReasonMissing):
        repairs.leave_here(repair, because="", **SAYS)
    left = repairs.leave_here(repair, because="Staat in de schuur", **SAYS)
    assert (left.state, left.left_because) == ("left_here", "Staat in de schuur")
    assert repairs.collect_repair(left, **SAYS).state == "collected"


# ── While somebody waits ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_tyre_is_replaced_while_somebody_waits_and_paid_in_one_go(workshop, rika):
    tube = made.make_part(workshop, in_stock=5)
    repair = repairs.do_usual_job(made.make_job(workshop, part=tube), resident=rika, method="cash", **SAYS)
    repair.refresh_from_db()
    tube.refresh_from_db()
    assert (repair.state, repair.outcome, repair.contribution_cents, repair.full_cost_cents) == (
        "collected",
        "repaired",
        600,
        950,
    )
    assert (tube.in_stock, [payment.amount_cents for payment in Payment.objects.all()], letters()) == (4, [600], [])


def test_who_does_not_say_a_name_is_a_tally(workshop):
    repairs.do_usual_job(made.make_job(workshop), **SAYS)
    assert [(visit.function, visit.resident, visit.people) for visit in Visit.objects.all()] == [("repair", None, 1)]


def test_two_taps_that_become_three_are_one_job(workshop, rika):
    job, key = made.make_job(workshop), "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10"
    for _time in range(2):
        repairs.do_usual_job(job, resident=rika, method="cash", client_key=key, **SAYS)
    assert (Repair.objects.count(), Payment.objects.count()) == (1, 1)


def test_a_job_that_is_off_the_list_is_not_done(workshop):
    with pytest.raises(repairs.NotOffered):
        repairs.do_usual_job(made.make_job(workshop, is_active=False), **SAYS)


def test_the_same_job_sent_by_fifty_at_once_is_done_once(threads, workshop, rika):
    job, key = (
        made.make_job(workshop, part=made.make_part(workshop, in_stock=50)),
        "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10",
    )
    done = threads(
        50,
        lambda _n: repairs.do_usual_job(job, resident=rika, method="cash", client_key=key, by=CLOCK, at=MONDAY).pk,
    )
    assert (len(set(done)), Payment.objects.count(), Part.objects.get().in_stock) == (1, 1, 49)


# ── The lists ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_list_has_each_name_once_and_an_estimate_names_its_source(workshop):
    repairs.keep_part(workshop, name="Spaak", price_cents=50, **SAYS)
    with pytest.raises(repairs.NameTaken):
        repairs.keep_part(workshop, name="Spaak", price_cents=60, **SAYS)
    with pytest.raises(repairs.NameMissing):
        repairs.keep_part(workshop, name=" ", price_cents=60, **SAYS)
    with pytest.raises(repairs.SourceMissing):
        repairs.keep_kind(workshop, name="Lamp", grams=900, co2_grams_per_kg=10, **SAYS)


def test_what_the_desk_saved_is_counted_by_what_came_of_it(workshop, rika):
    finish(made.bring(rika))
    finish(made.bring(rika), "partly")
    finish(made.bring(rika), "not", barrier="unsafe")
    saved = queries.saved(workshop, from_on=MONDAY_ON, until_on=MONDAY_ON + timedelta(days=1))
    assert (saved.repairs, saved.repaired, saved.grams, saved.co2_grams) == (3, 2, 36_000, 43_200)
    assert saved.barriers == [("unsafe", 1)]


# ── What is told at the desk ───────────────────────────────────────────────────────────────────────────────────────
def test_what_can_be_fetched_stands_first_with_what_is_still_asked(workshop, rika):
    made.bring(rika, make="Eerst")
    repair = made.bring(rika, make="Klaar")
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    finish(repair)
    lines = queries.desk_lines(rika, at=MONDAY)
    assert [(line.title, line.tone, line.urgent) for line in lines] == [
        ("Fiets Klaar", "ok", True),
        ("Fiets Eerst", "neutral", False),
    ]
    assert lines[0].text == "klaar om op te halen sinds 2 maart, €\u00a04,50"


def test_what_went_home_unpaid_stays_open_at_the_desk(workshop, rika):
    repair = made.bring(rika)
    repairs.use_part(repair, part=made.make_part(workshop), **SAYS)
    repairs.collect_repair(finish(repair), **SAYS)
    sold = bicycles.sell_bicycle(made.ready(workshop), resident=rika, **SAYS)
    assert [(owed.name, owed.cents) for owed in desk.owed_by(rika)] == [("Fiets", 450), (str(sold), 1_500)]


# ── What the database refuses ──────────────────────────────────────────────────────────────────────────────────────
def test_the_database_keeps_outcome_and_barrier_together(rika):
    repair = made.bring(rika)

    def refuses(**fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            Repair.objects.filter(pk=repair.pk).update(**fields)

    refuses(state="ready")
    refuses(state="ready", outcome="not", ready_at=MONDAY)
    refuses(state="ready", outcome="repaired", barrier="unsafe", ready_at=MONDAY)
    refuses(state="collected", outcome="repaired", ready_at=MONDAY)
    refuses(state="left_here", outcome="repaired", ready_at=MONDAY)
    refuses(resident=None)
    refuses(co2_grams=5)
    refuses(grams=0)


def test_the_table_of_moves_knows_every_state():
    assert set(REPAIR_MOVES) == set(RepairState)
