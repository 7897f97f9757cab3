"""The life of a bicycle, and what the database refuses whatever the program above it says."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.bicycle_states import BICYCLE_MOVES, BicycleState
from wijkwerk.domain.workshop.models import Bicycle, BicycleWish, Payment, Visit, WorkLog
from wijkwerk.domain.workshop.operations import bicycles, money, repairs
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import SAYS
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_facility,
    make_participant,
    make_resident,
)
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.search import queries as search


def refuses(deed):
    with pytest.raises(IntegrityError), transaction.atomic():
        deed()


def verbs(thing):
    entries = Entry.objects.filter(about_id=thing.pk, about_kind="workshop.bicycle").order_by("id")
    return list(entries.values_list("verb", flat=True))


# ── In ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_bicycle_comes_in_as_a_gift_and_who_brought_it_was_here(workshop, rika):
    bicycle = made.receive(workshop, from_resident=rika, frame_number="gz 12-34 ab")
    assert (bicycle.state, bicycle.frame_number, bicycle.received_on) == ("received", "GZ1234AB", MONDAY_ON)
    assert [(visit.function, visit.resident) for visit in Visit.objects.all()] == [("bicycles", rika)]


def test_from_whom_it_comes_need_not_be_said(workshop):
    assert made.receive(workshop, origin="handed_in").from_resident is None
    assert Visit.objects.count() == 0


def test_the_same_frame_does_not_stand_in_the_shed_twice(workshop):
    made.receive(workshop, frame_number="GZ1")
    with pytest.raises(bicycles.FrameIsHere):
        made.receive(workshop, frame_number="gz 1")


def test_a_bicycle_that_comes_back_after_years_is_received_anew(workshop):
    first = made.checked(workshop, frame_number="GZ1")
    bicycles.scrap_bicycle(first, because="Frame gebroken", **SAYS)
    assert made.receive(workshop, frame_number="GZ1").pk != first.pk


def test_sent_twice_is_one_bicycle(workshop):
    key = "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10"
    assert made.receive(workshop, client_key=key, frame_number="A1") == made.receive(workshop, client_key=key)


def test_a_bicycle_does_not_come_from_tomorrow_nor_from_who_is_not_known_here(workshop, parkwijk):
    with pytest.raises(bicycles.ReceivedInTheFuture):
        made.receive(workshop, received_on=MONDAY_ON + timedelta(days=1))
    stranger = make_resident(make_facility(parkwijk, name="Andere werkplaats"))
    with pytest.raises(bicycles.NotFromHere):
        made.receive(workshop, from_resident=stranger)


# ── The check for theft ────────────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_done_before_the_check_for_theft(workshop):
    bicycle = made.receive(workshop)
    for deed in (
        lambda: bicycles.start_refurbishing(bicycle, **SAYS),
        lambda: bicycles.scrap_bicycle(bicycle, because="Te oud", **SAYS),
        lambda: repairs.use_part(bicycle, part=made.make_part(workshop), **SAYS),
    ):
        with pytest.raises(bicycles.TheftCheckMissing):
            deed()


def test_the_check_says_by_whom_and_on_which_day(workshop, host):
    bicycle = bicycles.check_theft(made.receive(workshop), outcome="clear", by=host, at=MONDAY)
    assert (bicycle.theft_checked_by, bicycle.theft_checked_on) == (host.name, MONDAY_ON)


def test_a_clear_check_needs_a_number_and_without_one_it_says_whose_it_was(workshop):
    bicycle = made.receive(workshop, frame_number="")
    with pytest.raises(bicycles.NumberMissing):
        bicycles.check_theft(bicycle, outcome="clear", **SAYS)
    with pytest.raises(bicycles.WhoseMissing):
        bicycles.check_theft(bicycle, outcome="no_number", note=" ", **SAYS)
    assert bicycles.check_theft(bicycle, outcome="no_number", note="Van een buurvrouw", **SAYS).is_checked_for_theft


def test_a_stolen_bicycle_is_left_alone_and_says_to_call_the_police(workshop):
    bicycle = bicycles.check_theft(made.receive(workshop), outcome="stolen", **SAYS)
    for deed in (
        lambda: bicycles.start_refurbishing(bicycle, **SAYS),
        lambda: bicycles.scrap_bicycle(bicycle, because="Te oud", **SAYS),
    ):
        with pytest.raises(bicycles.IsStolen) as refused:
            deed()
        assert "0900-8844" in refused.value.words
    gone = bicycles.hand_over_bicycle(bicycle, because="Opgehaald door de politie", **SAYS)
    assert (gone.state, gone.ended_on) == ("handed_over", MONDAY_ON)


def test_a_slip_of_the_finger_in_the_check_can_be_mended_until_the_work_begins(workshop):
    bicycle = bicycles.check_theft(made.receive(workshop), outcome="stolen", **SAYS)
    bicycle = bicycles.check_theft(bicycle, outcome="clear", **SAYS)
    assert bicycle.is_checked_for_theft
    bicycles.start_refurbishing(bicycle, **SAYS)
    with pytest.raises(bicycles.MoveNotPossible):
        bicycles.check_theft(bicycle, outcome="stolen", **SAYS)


def test_a_checked_number_stands_fast(workshop):
    bicycle = made.checked(workshop)
    with pytest.raises(bicycles.CheckedAlready):
        bicycles.change_bicycle(bicycle, kind="gents", make="Batavus", looks="", frame_number="ANDERS", **SAYS)


# ── Refurbishing and signing ───────────────────────────────────────────────────────────────────────────────────────
def test_the_steps_are_those_of_the_workshop_when_the_work_began(workshop, host):
    rules = {
        "steps": "Banden: band plakken\nBel",
        "safety_points": "Remmen\nBel",
        "share_cents": 2_000,
        "repair_cost_cents": 1_000,
        "repair_share_cents": 0,
        "ask_after_months": 6,
        "remind_after_weeks": 3,
    }
    bicycles.change_rules(workshop, **rules, by=host, at=MONDAY)
    bicycle = made.refurbishing(workshop)
    bicycles.change_rules(workshop, **rules | {"steps": "Iets anders"}, by=host, at=MONDAY)
    assert [(step.name, step.learns) for step in bicycle.steps.all()] == [("Banden", "band plakken"), ("Bel", "")]


def test_a_step_says_who_did_it_and_its_minutes_add_up(workshop, rika):
    learner = make_participant(rika, kind="day_activity")
    first, second = made.refurbishing(workshop).steps.all()[:2]
    bicycles.tick_step(first, participant=learner, minutes=30, **SAYS)
    bicycles.tick_step(second, participant=learner, minutes=45, **SAYS)
    assert [(log.minutes, log.function) for log in WorkLog.objects.all()] == [(75, "bicycles")]
    assert bicycles.untick_step(first, **SAYS).done_by is None


def test_a_helper_of_another_workshop_ticks_nothing(workshop, parkwijk):
    other = make_participant(make_resident(make_facility(parkwijk, name="Andere werkplaats")))
    step = made.refurbishing(workshop).steps.first()
    with pytest.raises(bicycles.NotFromHere):
        bicycles.tick_step(step, participant=other, **SAYS)


def test_it_is_signed_only_when_all_steps_are_done_and_every_point_is_good(workshop, host):
    bicycle = made.refurbishing(workshop)
    points = ["Remmen", "Bel", "Slot"]
    with pytest.raises(bicycles.StepsOpen):
        bicycles.check_safety(bicycle, points=points, good=points, by=host, at=MONDAY)
    for step in bicycle.steps.all():
        bicycles.tick_step(step, **SAYS)
    with pytest.raises(bicycles.PointsMissing):
        bicycles.check_safety(bicycle, points=[], good=[], by=host, at=MONDAY)
    check = bicycles.check_safety(bicycle, points=points, good=["Remmen", "Slot"], by=host, at=MONDAY)
    bicycle.refresh_from_db()
    assert (check.is_signed, check.not_good, bicycle.state) == (False, ["Bel"], "refurbishing")
    assert bicycles.check_safety(bicycle, points=points, good=points, by=host, at=MONDAY).is_signed
    bicycle.refresh_from_db()
    assert (bicycle.state, bicycle.safety_signed_by) == ("ready", host.name)


def test_what_is_on_the_repair_stand_is_not_signed_for(workshop):
    bicycle = made.refurbishing(workshop)
    repairs.receive_repair(workshop, kind=made.make_thing(workshop), fault="Wiel", bicycle=bicycle, **SAYS)
    with pytest.raises(bicycles.OnTheStand):
        made.sign(bicycle)


def test_back_on_the_stand_the_signature_is_gone(workshop):
    bicycle = bicycles.start_refurbishing(made.ready(workshop), **SAYS)
    assert (bicycle.state, bicycle.safety_signed_at) == ("refurbishing", None)
    assert bicycle.steps.count() == 7


# ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_bicycle_is_sold_for_its_parts_and_the_share_and_paid_at_once(workshop, rika):
    bicycle = made.refurbishing(workshop)
    tyre = made.make_part(workshop, price_cents=1_250)
    repairs.use_part(bicycle, part=tyre, quantity=2, **SAYS)
    made.sign(bicycle)
    sold = bicycles.sell_bicycle(bicycle, resident=rika, method="cash", **SAYS)
    assert (sold.state, sold.contribution_cents, sold.full_cost_cents) == ("sold", 4_000, 4_000)
    assert [(payment.amount_cents, payment.resident) for payment in Payment.objects.all()] == [(4_000, rika)]
    with pytest.raises(bicycles.MoveNotPossible):
        bicycles.sell_bicycle(bicycle, resident=rika, **SAYS)


def test_who_cannot_pay_the_price_pays_less_by_a_waiver(workshop, rika, host):
    sold = bicycles.sell_bicycle(made.ready(workshop), resident=rika, **SAYS)
    money.waive(sold, cents=1_000, reason="hardship", by=host, at=MONDAY)
    sold.refresh_from_db()
    assert (sold.due_cents, sold.waiver) == (500, "hardship")


def test_what_is_taken_apart_says_why(workshop):
    with pytest.raises(bicycles.ReasonMissing):
        bicycles.scrap_bicycle(made.checked(workshop), because="  ", **SAYS)


def test_each_move_is_in_the_journal(workshop):
    bicycle = made.ready(workshop)
    story = [verb for verb in verbs(bicycle) if verb != "bicycle.step_ticked"]
    assert story == [
        "bicycle.received",
        "bicycle.theft_checked",
        "bicycle.refurbishing_started",
        "bicycle.safety_signed",
    ]


def test_the_table_of_moves_knows_every_state():
    assert set(BICYCLE_MOVES) == set(BicycleState)
    assert {state for states in BICYCLE_MOVES.values() for state in states} <= set(BicycleState)


# ── What the database refuses ──────────────────────────────────────────────────────────────────────────────────────
def test_the_database_lets_nothing_go_without_a_theft_check_and_a_signature(workshop, rika):
    bicycle = made.receive(workshop)
    gone = {"ended_on": MONDAY_ON, "to_resident": rika}
    signed = {"safety_signed_by": "Hanneke", "safety_signed_at": MONDAY}
    clear = {"theft_outcome": "clear", "theft_checked_by": "Hanneke", "theft_checked_on": MONDAY_ON}
    stolen = clear | {"theft_outcome": "stolen"}

    def put(**fields):
        return Bicycle.objects.filter(pk=bicycle.pk).update(**fields)

    for state in ("given", "sold"):
        refuses(lambda state=state: put(state=state, **gone))
        refuses(lambda state=state: put(state=state, **gone, **signed))
        refuses(lambda state=state: put(state=state, **gone, **clear))
        refuses(lambda state=state: put(state=state, **gone, **signed, **stolen))
    refuses(lambda: put(state="ready", **clear))
    refuses(lambda: put(state="refurbishing"))
    refuses(lambda: put(**clear | {"theft_checked_by": ""}))
    refuses(lambda: put(state="given", ended_on=MONDAY_ON, to_resident=None, **signed, **clear))
    refuses(lambda: put(state="scrapped", ended_on=MONDAY_ON, **clear))
    assert put(state="given", **gone, **signed, **clear) == 1


def test_the_database_signs_nothing_with_a_fault(workshop):
    check = made.sign(made.refurbishing(workshop))
    check.faults = 1
    refuses(check.save)


# ── The waiting list ───────────────────────────────────────────────────────────────────────────────────────────────
def test_who_waits_is_told_when_they_are_off_the_list(workshop, rika):
    wish = bicycles.wish_for_bicycle(workshop, resident=rika, kind="child", looks="20 inch", **SAYS)
    assert [line.text for line in queries.desk_lines(rika, at=MONDAY)] == ["op de wachtlijst sinds 2 maart 2026"]
    bicycles.end_wish(wish, because="Heeft er zelf een gevonden", **SAYS)
    assert [letter.template for letter in Letter.objects.all()] == ["workshop/bicycle_wish_ended"]
    with pytest.raises(bicycles.EndedAlready):
        bicycles.end_wish(wish, because="Nog eens", **SAYS)
    assert queries.desk_lines(rika, at=MONDAY) == []


def test_the_list_is_in_the_order_of_asking(workshop, rika):
    jan = make_resident(workshop, "Jan Smit")
    for resident, at in ((jan, MONDAY), (rika, MONDAY - timedelta(days=1))):
        bicycles.wish_for_bicycle(workshop, resident=resident, kind="ladies", by=SAYS["by"], at=at)
    assert [wish.resident for wish in queries.wishes(workshop)] == [rika, jan]
    assert BicycleWish.objects.count() == 2


def test_a_wish_and_a_bicycle_sent_by_twenty_at_once_are_one(threads, workshop, rika):
    key = uuid.uuid4()
    wishes = threads(
        20, lambda _n: bicycles.wish_for_bicycle(workshop, resident=rika, kind="child", client_key=key, **SAYS).pk
    )
    received = threads(20, lambda _n: made.receive(workshop, frame_number="GZ1", client_key=key).pk)
    assert (len(set(wishes)), len(set(received))) == (1, 1)


def test_rules_need_a_point_for_safety(workshop, host):
    with pytest.raises(bicycles.PointsEmpty):
        bicycles.change_rules(
            workshop,
            steps="",
            safety_points=" \n",
            share_cents=0,
            repair_cost_cents=0,
            repair_share_cents=0,
            ask_after_months=6,
            remind_after_weeks=3,
            by=host,
            at=MONDAY,
        )


def test_a_frame_number_is_kept_plain():
    assert bicycles.plain_number(" ab-12 / 3 ") == "AB123"


def test_the_desk_finds_a_bicycle_by_its_frame_number_and_a_visitor_does_not(workshop, volunteer):
    bicycle = made.receive(workshop, frame_number="gz 998 877")
    found = [
        [hit.address for hit in search.find("GZ998877", reaches={"bicycle": who.reach(Permission.WORKSHOP_DESK)}).rows]
        for who in (volunteer, VISITOR)
    ]
    assert found == [[bicycle.get_absolute_url()], []]
