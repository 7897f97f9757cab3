"""Writing in who comes, finding them, and two that are one."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.areas.tests.factories import make_area
from wijkwerk.domain.facilities.tests.factories import make_facility
from wijkwerk.domain.workshop.models import Instruction, Loan, Resident, Visit
from wijkwerk.domain.workshop.operations import lending, residents, visits
from wijkwerk.domain.workshop.queries.residents import by_card, find_residents, known_about
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_kind,
    make_loan,
    make_participant,
    make_resident,
    make_tool,
    sign_in,
)
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_waiting
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope


def found(workshop, words):
    return [resident.name for resident in find_residents(workshop, words)]


def test_a_name_is_enough_to_be_written_in(workshop, host):
    rika = residents.register(workshop, name="  Rika   Veen ", by=host, at=MONDAY)
    assert (rika.name, rika.reply_to, rika.seen_at) == (
        "Rika Veen",
        ReplyAddress(Channel.NONE, "", "Rika Veen"),
        MONDAY,
    )


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": "  "}, residents.NameMissing),
        ({"reply_by": "phone"}, residents.AddressMissing),
        ({"reply_by": "phone", "reply_address": "0599 12"}, residents.PhoneTooShort),
        ({"reply_by": "email", "reply_address": "rika"}, residents.NotAnEmailAddress),
        ({"card_code": "b-1"}, residents.CardTaken),
    ],
)
def test_what_cannot_be_written_in_is_refused_with_a_sentence(workshop, host, values, refusal):
    make_resident(workshop, "Jan Smit", card_code="B-1")
    with pytest.raises(refusal):
        residents.register(workshop, **{"name": "Rika"} | values, by=host, at=MONDAY)
    assert Resident.objects.count() == 1


def test_who_wants_no_messages_leaves_no_address(workshop, host, rika):
    changed = residents.change_resident(
        rika, name="Rika Veen", reply_by=Channel.NONE, reply_address="rika@example.nl", by=host, at=MONDAY
    )
    assert changed.reply_address == ""


@pytest.mark.parametrize(
    "words", ["rika", "RI VE", "veen", "v", "désirée", "DESIREE", "dési ve", "o'bri", "obrien", "brien", "Veen Rika"]
)
def test_the_beginning_of_any_word_of_the_name_finds_somebody(workshop, words):
    make_resident(workshop, "Rika Desiree O'Brien-Veen", card_code="")
    make_resident(workshop, "Klaas Jansen", reply_by=Channel.NONE)
    assert found(workshop, words) == ["Rika Desiree O'Brien-Veen"]


def test_a_name_in_another_script_is_found_by_its_beginning(workshop):
    make_resident(workshop, "Іван Петренко")
    assert (found(workshop, "пет"), found(workshop, "ИВ"), found(workshop, "іва")) == (
        ["Іван Петренко"],
        [],
        ["Іван Петренко"],
    )


def test_nothing_typed_and_signs_alone_find_nobody(workshop, rika):
    assert [found(workshop, words) for words in ("", "  ", "-'%_", "*")] == [[], [], [], []]


def test_who_came_last_stands_first_and_at_most_twenty_are_shown(workshop):
    for number in range(25):
        make_resident(workshop, f"Jan Nummer{number:02d}", seen_at=MONDAY.replace(minute=number))
    names = found(workshop, "jan")
    assert (len(names), names[0], names[-1]) == (20, "Jan Nummer24", "Jan Nummer05")


def test_somebody_is_found_at_the_own_workshop_and_under_the_new_name_alone(workshop, parkwijk, host, rika):
    other = make_facility(parkwijk, "Werkplaats Noord")
    make_resident(other, "Rika Elders")
    residents.change_resident(rika, name="Rika Smit", reply_by=Channel.NONE, reply_address="", by=host, at=MONDAY)
    assert (found(workshop, "rika"), found(workshop, "veen")) == (["Rika Smit"], [])


@pytest.mark.parametrize("many", [1, 3])
def test_a_look_for_a_name_asks_two_questions_however_many_are_found(workshop, many, django_assert_num_queries):
    for number in range(many):
        make_resident(workshop, f"Rika Veen {number}")
    with django_assert_num_queries(2):
        assert len(found(workshop, "rika veen")) == many


def test_among_many_a_name_is_found_at_once(workshop):
    Resident.objects.bulk_create(
        Resident(facility=workshop, name=f"Jan{number % 500} Dorp{number}", created_at=MONDAY, seen_at=MONDAY)
        for number in range(5_000)
    )
    begin = time.perf_counter()
    assert found(workshop, "dorp4711") == ["Jan211 Dorp4711"]
    assert len(found(workshop, "jan dorp")) == 20
    assert time.perf_counter() - begin < 1


def test_a_card_is_read_however_it_is_typed(workshop, host):
    rika = residents.register(workshop, name="Rika", card_code="b-10 01", by=host, at=MONDAY)
    assert [by_card(workshop, code) for code in ("B-1001", " b-1001 ", "B-1002", "")] == [rika, rika, None, None]


def test_two_that_are_one_become_one_and_the_other_says_into_whom(workshop, host, rika):
    double = make_resident(workshop, "R. Veen", card_code="B-7", reply_by=Channel.NONE)
    kind = make_kind(workshop)
    loan = make_loan(make_tool(kind), double, for_resident=rika)
    for resident in (rika, double):
        visits.note_visit(workshop, function="meeting", resident=resident, by=host, at=MONDAY)
    visits.note_visit(workshop, function="lending", resident=double, by=host, at=MONDAY)
    residents.merge_residents(double, into=rika, by=host, at=MONDAY)
    double.refresh_from_db()
    rika.refresh_from_db()
    loan.refresh_from_db()
    assert (double.name, double.merged_into, double.is_erased, rika.card_code) == ("", rika, True, "B-7")
    assert (loan.resident, loan.for_resident) == (rika, None)
    counted = Visit.objects.order_by("pk").values_list("visitor_number", "function", "is_first")
    assert list(counted) == [(rika.pk, "meeting", True), (rika.pk, "lending", False)]
    assert found(workshop, "veen") == ["Rika Veen"]
    assert Entry.objects.filter(verb="resident.merged").get().details == {"from": double.pk}


def test_two_who_both_take_part_are_not_merged_and_nothing_moves(workshop, host, rika):
    double = make_resident(workshop, "R. Veen")
    for resident in (rika, double):
        make_participant(resident)
    make_loan(make_tool(make_kind(workshop)), double)
    with pytest.raises(residents.CannotBeOne):
        residents.merge_residents(double, into=rika, by=host, at=MONDAY)
    assert Loan.objects.get().resident == double


def test_nobody_is_merged_with_themselves_or_with_who_is_elsewhere(workshop, parkwijk, host, rika):
    elsewhere = make_resident(make_facility(parkwijk, "Werkplaats Noord"), "Rika")
    with pytest.raises(residents.SamePerson):
        residents.merge_residents(rika, into=rika, by=host, at=MONDAY)
    with pytest.raises(residents.NotKnownHere):
        residents.merge_residents(rika, into=elsewhere, by=host, at=MONDAY)


def test_a_visit_counts_once_a_day_for_one_thing(workshop, host, rika):
    later = MONDAY.replace(hour=14)
    first = visits.note_visit(workshop, function="meeting", resident=rika, by=host, at=MONDAY)
    again = visits.note_visit(workshop, function="meeting", resident=rika, by=host, at=later)
    other = visits.note_visit(workshop, function="lending", resident=rika, by=host, at=later)
    rika.refresh_from_db()
    assert (again, first.on, first.is_first, other.is_first, rika.seen_at) == (first, MONDAY_ON, True, False, later)


def test_a_tally_counts_people_and_sent_twice_is_one(workshop, host):
    key = "0c4b0a2e-8f1f-4f4f-9d35-4d87b8c1a001"
    for people in (3, 3):
        visits.note_visit(workshop, function="meeting", people=people, client_key=key, by=host, at=MONDAY)
    visits.note_visit(workshop, function="meeting", by=host, at=MONDAY)
    assert sorted(Visit.objects.values_list("people", flat=True)) == [1, 3]


@pytest.mark.parametrize("people", [0, -1, 201])
def test_a_tally_is_of_somebody_and_not_of_a_stadium(workshop, host, people):
    with pytest.raises(visits.NotSoMany):
        visits.note_visit(workshop, function="meeting", people=people, by=host, at=MONDAY)


def test_what_somebody_was_is_copied_with_the_visit(workshop, host, rika):
    rika.buurt_code = "BU00370001"
    rika.save()
    make_participant(rika)
    visit = visits.note_visit(workshop, function="bench", resident=rika, by=host, at=MONDAY)
    assert (visit.is_helper, visit.buurt_code) == (True, "BU00370001")


def test_a_visit_that_was_a_slip_is_taken_back_once(workshop, host):
    visit = visits.note_visit(workshop, function="meeting", by=host, at=MONDAY)
    visits.take_back_visit(visit, by=host, at=MONDAY)
    with pytest.raises(visits.VisitTakenBack):
        visits.take_back_visit(visit, by=host, at=MONDAY)


def test_fifty_taps_for_one_person_are_one_visit(workshop, host, rika, threads):
    seen = threads(
        50,
        lambda number: visits.note_visit(workshop, function="meeting", resident=rika, by=host, at=MONDAY).pk,
    )
    assert (len(set(seen)), Visit.objects.count()) == (1, 1)


def test_who_asks_to_be_forgotten_is_forgotten_everywhere_once_all_is_back(workshop, host, rika):
    loan = make_loan(make_tool(make_kind(workshop)), rika)
    visits.note_visit(workshop, function="meeting", resident=rika, by=host, at=MONDAY)
    with pytest.raises(residents.HasSomething):
        residents.forget_resident(rika, by=host, at=MONDAY)
    loan.returned_at = MONDAY
    loan.save()
    residents.forget_resident(rika, by=host, at=MONDAY)
    rika.refresh_from_db()
    assert (rika.name, rika.reply_address, rika.is_erased, found(workshop, "rika")) == ("", "", True, [])
    assert list(Visit.objects.values_list("resident", "visitor_number")) == [(None, rika.pk)]


def test_what_we_know_of_somebody_is_told_in_words(workshop, host, rika):
    make_loan(make_tool(make_kind(workshop), "T-1"), rika, contribution_cents=250)
    visits.note_visit(workshop, function="meeting", resident=rika, by=host, at=MONDAY)
    rows = [row for known in known_about(rika) for row in known.rows]
    assert any("Koffie en ontmoeten" in row and "2 maart 2026" in row for row in rows)
    assert any("Heggenschaar T-1" in row and "2,50" in row for row in rows)


def test_the_button_pressed_twice_writes_in_one_person(workshop, host):
    later = MONDAY + timedelta(seconds=2)
    once, again = (residents.register(workshop, name="Rika Veen", by=host, at=at) for at in (MONDAY, later))
    other = residents.register(workshop, name="Rika Veen", by=host, at=MONDAY + timedelta(minutes=5))
    assert (once, Resident.objects.count(), other == once) == (again, 2, False)


def test_a_card_never_bears_the_code_of_a_thing(workshop, host, rika):
    make_tool(make_kind(workshop), "T-1")
    with pytest.raises(residents.CodeOfThing):
        residents.register(workshop, name="Jan", card_code="t-1", by=host, at=MONDAY)


def test_two_who_were_both_shown_how_a_saw_works_become_one(workshop, rika, host):
    double, saw = make_resident(workshop, "Rika Veen-Smit"), make_kind(workshop, "Zaag", needs_instruction=True)
    for each in (rika, double):
        lending.instruct(saw, resident=each, by=host, at=MONDAY)
    residents.merge_residents(double, into=rika, by=host, at=MONDAY)
    assert [one.resident for one in Instruction.objects.all()] == [rika]


def test_what_we_know_says_a_buurt_by_its_name_and_no_secret(client, parkwijk, rika, host):
    code = "BU00370001"
    Resident.objects.filter(pk=rika.pk).update(buurt_code=code)
    rika.refresh_from_db()
    area = make_area(code, "Maarsveld", year=scope.current().areas_year)
    visits.note_visit(rika.facility, function="meeting", resident=rika, by=host, at=MONDAY)
    waiting = make_waiting(make_garden(parkwijk), rika)
    sign_in(client, host)
    page = client.get(reverse("workshop:resident_data", args=[rika.facility_id, rika.pk])).text
    assert (area.name in page, code in page, waiting.link_key in page) == (True, False, False)
    assert page.count("Maarsveld") == 2
