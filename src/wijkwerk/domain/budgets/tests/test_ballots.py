"""Codes and ballots: one vote a resident, secret, on line and on paper."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import models

from wijkwerk.domain.budgets.models import Ballot, BallotKind, DeskHandout, PaperEntry, UsedFor, VoteCode
from wijkwerk.domain.budgets.operations import ballots
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.domain.budgets.tests.vote_factories import AFTER, BY, DURING
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.codes import HowManyCodes

NOW = {"by": CLOCK, "at": DURING}
RIKA = {"name": "Rika", "born_on": date(1980, 5, 17), "postcode": "9501 AB", "house": "12"}


@pytest.fixture
def opened(municipality):
    return make.make_vote_round()


@pytest.fixture
def code(opened):
    return make.make_codes(opened)[0]


def cast():
    return sorted(Ballot.objects.values_list("choices", flat=True))


# ── One vote a resident ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_code_gives_one_vote_however_it_is_typed(opened, code):
    make.vote(opened, 1, 3, code=code.lower().replace("-", " "))

    assert cast() == ["1:1,3:1"]
    with pytest.raises(ballots.CodeUsed) as refused:
        make.vote(opened, 2, code=code)
    assert refused.value.words == "Met deze code is al gestemd. Iedereen stemt één keer, en die stem telt mee."
    assert cast() == ["1:1,3:1"]


def test_a_code_of_another_round_or_of_nobody_is_not_known(opened):
    (other,) = make.make_codes(make.make_vote_round(make.make_pot(name="Ander budget")))
    for code in (other, "BCDF-2345-GHJK"):
        with pytest.raises(ballots.CodeUnknown):
            make.vote(opened, 1, code=code)
    with pytest.raises(ballots.CodeMissing):
        make.vote(opened, 1, code=" ")


def test_a_ballot_that_is_refused_leaves_the_code_unused(opened, code):
    with pytest.raises(ballots.BallotRefused):
        make.vote(opened, 9, code=code)
    make.vote(opened, 1, code=code)
    assert cast() == ["1:1"]


def test_codes_of_one_batch_are_made_once_and_kept_as_hashes(opened):
    batch = uuid.uuid4()
    codes = [each.code for each in ballots.make_letter_codes(opened, count=3, batch=batch, **BY)]

    assert len(set(codes)) == 3
    assert not {*codes, *(code.replace("-", "") for code in codes)} & set(
        VoteCode.objects.values_list("code_hash", flat=True)
    )
    with pytest.raises(ballots.CodesMadeAlready):
        ballots.make_letter_codes(opened, count=3, batch=batch, **BY)


@pytest.mark.parametrize("count", [0, 5_001])
def test_no_codes_or_too_many_are_refused(opened, count):
    with pytest.raises(HowManyCodes):
        ballots.make_letter_codes(opened, count=count, batch=uuid.uuid4(), **BY)


def test_a_resident_gets_one_code_at_a_desk(opened):
    who = {"name": "Zoë", "born_on": date(1980, 5, 17), "postcode": "9501 AB", "house": "12"}
    code = ballots.hand_out_at_desk(opened, **who, **NOW)
    make.vote(opened, 2, code=code)

    with pytest.raises(ballots.HadACode):
        ballots.hand_out_at_desk(opened, **who | {"name": "zoe Anna", "postcode": "9501ab"}, **NOW)
    ballots.hand_out_at_desk(opened, **who | {"born_on": date(1982, 5, 17)}, **NOW)
    ballots.hand_out_at_desk(opened, **who | {"name": "Tim"}, **NOW)  # her twin
    assert queries.turnout_of(opened).desk == 3
    with pytest.raises(ballots.MarkIncomplete):
        ballots.hand_out_at_desk(opened, **RIKA | {"born_on": None}, **NOW)


def test_a_desk_that_sends_its_page_again_shows_the_same_code_until_it_is_used(opened):
    key = uuid.uuid4()
    again = lambda **more: ballots.hand_out_at_desk(opened, **RIKA | more, client_key=key, **NOW)  # noqa: E731
    code = again()

    assert (again(), again(name="Tim") == code, queries.turnout_of(opened).desk) == (code, False, 2)
    with pytest.raises(ballots.HadACode):
        ballots.hand_out_at_desk(opened, **RIKA, client_key=uuid.uuid4(), **NOW)
    make.vote(opened, 1, code=code)
    with pytest.raises(ballots.HadACode):
        again()


def test_what_stands_for_a_resident_at_the_desk_cannot_be_read_and_goes_with_the_count(opened):
    ballots.hand_out_at_desk(opened, **RIKA, **NOW)
    mark = DeskHandout.objects.get().mark
    assert len(mark) == 64
    assert "1980" not in mark

    make.count(opened)

    assert list(DeskHandout.objects.all()) == []


@pytest.fixture
def at_desk(opened):
    """A resident comes to the desk, each with a birthday of their own."""
    days = iter(range(1, 29))
    return lambda **letter: ballots.hand_out_at_desk(
        opened, **RIKA | {"born_on": date(1980, 5, next(days))}, **letter, **NOW
    )


def test_who_is_too_young_on_the_day_gets_no_code_at_the_desk(municipality):
    opened = make.make_vote_round(least_age=12)
    today = clock.dutch(make.DURING).date()
    for born_on, allowed in (
        (today.replace(year=today.year - 12), True),
        (today.replace(year=today.year - 12) + timedelta(days=1), False),
        (today.replace(year=today.year - 40), True),
    ):
        if allowed:
            assert ballots.hand_out_at_desk(opened, **RIKA | {"born_on": born_on}, **NOW)
        else:
            with pytest.raises(ballots.TooYoung) as refused:
                ballots.hand_out_at_desk(opened, **RIKA | {"born_on": born_on}, **NOW)
            assert "vanaf 12 jaar" in refused.value.words
    opened.refresh_from_db()
    assert (opened.desk_codes, DeskHandout.objects.count()) == (2, 2)


def test_whoever_lost_a_letter_gets_a_code_in_its_place_and_the_old_one_works_no_more(opened, at_desk):
    lost, other = make.make_letters(opened, 2)
    assert (lost.number, other.number, make.make_letters(opened)[0].number) == (1, 2, 3)

    code = at_desk(letter=lost.number)

    with pytest.raises(ballots.CodeIsReplaced):
        make.vote(opened, 1, code=lost.code)
    make.vote(opened, 2, code=code)
    make.vote(opened, 3, code=other.code)
    turnout = queries.turnout_of(opened)
    assert (cast(), turnout.good, turnout.void) == (["2:1", "3:1"], 3, 1)


def test_a_letter_that_was_voted_with_or_replaced_gives_no_second_code(opened, at_desk):
    voted, lost, stolen = make.make_letters(opened, 3)
    make.vote(opened, 1, code=voted.code)
    at_desk(letter=lost.number)
    for number, refusal in (
        (voted.number, ballots.LetterUsed),
        (lost.number, ballots.LetterIsReplaced),
        (99, ballots.LetterUnknown),
    ):
        with pytest.raises(refusal):
            at_desk(letter=number)
    assert (DeskHandout.objects.count(), queries.turnout_of(opened).desk) == (1, 1)

    ballots.make_code_void(opened, code=stolen.code, **NOW)
    at_desk(letter=stolen.number)
    assert queries.turnout_of(opened).desk == 2


def test_which_letter_a_code_was_in_goes_with_the_count(opened):
    make.make_codes(opened, 3)
    make.count(opened)
    assert set(VoteCode.objects.values_list("letter", flat=True)) == {None}


def test_who_votes_on_paper_gives_the_code_in(opened, code):
    ballots.exchange_for_paper(opened, code=code, **NOW)

    with pytest.raises(ballots.CodeUsed):
        make.vote(opened, 1, code=code)
    assert (queries.turnout_of(opened).paper, cast()) == (1, [])


def test_what_was_forgotten_at_the_desk_is_given_in_until_the_votes_are_counted(opened):
    one, two = make.make_codes(opened, 2)
    ballots.exchange_for_paper(opened, code=one, by=CLOCK, at=AFTER)
    make.count(opened)
    with pytest.raises(ballots.NotNow):
        ballots.exchange_for_paper(opened, code=two, by=CLOCK, at=AFTER)
    assert queries.turnout_of(opened).paper == 1


def test_a_code_made_void_does_not_vote_and_one_that_voted_cannot_be_made_void(opened, code):
    ballots.make_code_void(opened, code=code, **NOW)
    with pytest.raises(ballots.CodeIsVoid):
        make.vote(opened, 1, code=code)

    (other,) = make.make_codes(opened)
    make.vote(opened, 1, code=other)
    with pytest.raises(ballots.CodeUsed):
        ballots.make_code_void(opened, code=other, **NOW)


def test_before_the_round_is_locked_no_codes_go_out(municipality):
    draft = make.make_vote_round(is_open=False)
    with pytest.raises(ballots.LockTheRoundFirst):
        make.make_codes(draft)


def test_after_the_last_moment_no_codes_go_out(opened):
    with pytest.raises(ballots.RoundIsOver):
        ballots.make_letter_codes(opened, count=1, batch=uuid.uuid4(), by=CLOCK, at=AFTER)


# ── Secret ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_no_column_of_codes_and_ballots_holds_a_moment_or_leads_from_one_to_the_other():
    columns = {model: {field.name for field in model._meta.get_fields()} for model in (VoteCode, Ballot, DeskHandout)}
    assert columns == {
        VoteCode: {"id", "municipality", "round", "code_hash", "handed", "letter", "used_for"},
        Ballot: {"id", "municipality", "round", "choices"},
        DeskHandout: {"id", "municipality", "round", "mark"},
    }
    assert isinstance(Ballot._meta.pk, models.UUIDField)  # by lot: it does not count up


def test_voting_leaves_no_trace_in_the_journal(opened, code):
    before = Entry.objects.count()
    make.vote(opened, 1, code=code)
    ballots.exchange_for_paper(opened, code=make_one_more(opened), **NOW)
    ballots.hand_out_at_desk(opened, **RIKA, **NOW)
    assert Entry.objects.count() == before + 1  # that codes were made, how many


def make_one_more(opened):
    return make.make_codes(opened)[0]


def test_after_the_count_ballots_stand_in_an_order_by_lot_with_other_numbers(opened):
    codes = make.make_codes(opened, 60)
    for place, code in enumerate(codes):
        make.vote(opened, place % 4 + 1, code=code)
    before = list(Ballot.objects.values_list("id", flat=True))
    as_cast = [f"{place % 4 + 1}:1" for place in range(60)]

    make.count(opened)

    after = list(Ballot.objects.values_list("id", "choices"))
    assert not set(before) & {number for number, _choices in after}
    assert sorted(choices for _number, choices in after) == sorted(as_cast)
    assert [choices for _number, choices in after] != as_cast


# ── What a ballot may say ──────────────────────────────────────────────────────────────────────────────────────────
def refusal_of(vote_round, choices):
    with pytest.raises(ballots.BallotRefused) as refused:
        ballots.check_choices(vote_round, choices)
    return refused.value.words


def test_crosses_fewer_or_more_than_the_rules_say_are_asked_back(municipality):
    opened = make.make_vote_round(least_choices=2, most_choices=3)
    assert refusal_of(opened, {1: 1}) == "Kies ten minste 2 projecten."
    assert refusal_of(opened, dict.fromkeys([1, 2, 3, 4], 1)) == (
        "U koos 4 projecten. Het mogen er hoogstens 3 zijn. Haal er 1 weg."
    )
    assert ballots.check_choices(opened, {3: 1, 1: 1, 2: 0}) == ((1, 1), (3, 1))


def test_an_empty_ballot_is_asked_back(opened):
    assert refusal_of(opened, {}) == "Kies ten minste 1 project."


def test_a_project_of_another_round_and_two_crosses_for_one_are_asked_back(opened):
    assert refusal_of(opened, {9: 1}).startswith("Een van de projecten staat niet op dit stembiljet.")
    assert refusal_of(opened, {1: 2}).startswith("Dit aantal punten kan niet.")


def test_a_knapsack_that_costs_too_much_is_asked_back_with_how_much(municipality):
    opened = make.make_vote_round(ballot=BallotKind.KNAPSACK)
    assert refusal_of(opened, dict.fromkeys([1, 2, 3], 1)) == (
        "Uw keuze kost samen €\xa011.000,00. Dat is €\xa01.000,00 meer dan er is. Haal een project weg."
    )
    assert ballots.check_choices(opened, dict.fromkeys([1, 3, 4], 1)) == ((1, 1), (3, 1), (4, 1))


def test_points_too_many_in_all_or_for_one_project_are_asked_back(municipality):
    opened = make.make_vote_round(ballot=BallotKind.POINTS, points=5, most_points=3)
    assert refusal_of(opened, {1: 3, 2: 3}) == "U gaf 6 punten. U hebt er 5. Haal er 1 weg."
    assert refusal_of(opened, {1: 4}) == "U kunt een project hoogstens 3 punten geven. Geef het minder punten."
    assert ballots.check_choices(opened, {1: 3, 2: 2}) == ((1, 3), (2, 2))


# ── Paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def staff(municipality):
    return [make_person(name, email=f"{name.lower()}@stad.example") for name in ("Anna", "Bram", "Cor")]


def enter(opened, slip, *numbers, by, is_valid=True, at=AFTER):
    return ballots.enter_slip(opened, slip=slip, choices=dict.fromkeys(numbers, 1), is_valid=is_valid, by=by, at=at)


def test_a_slip_counts_when_two_people_typed_the_same(opened, staff):
    anna, bram, _cor = staff
    assert enter(opened, 1, 1, 2, by=anna).is_settled is False
    assert cast() == []
    assert enter(opened, 1, 2, 1, by=bram).is_settled is True
    assert cast() == ["1:1,2:1"]
    assert queries.half_slips(opened) == []


def test_one_person_alone_never_makes_a_slip_count(opened, staff):
    enter(opened, 1, 1, by=staff[0])
    enter(opened, 1, 1, by=staff[0])
    assert (cast(), PaperEntry.objects.count()) == ([], 1)


def test_two_who_differ_look_again_and_then_it_counts_once(opened, staff):
    anna, bram, cor = staff
    enter(opened, 1, 1, by=anna)
    enter(opened, 1, 2, by=bram)
    assert queries.half_slips(opened) == [queries.HalfSlip(1, ("Anna", "Bram"))]
    with pytest.raises(ballots.SlipOfTwoOthers):
        enter(opened, 1, 2, by=cor)

    enter(opened, 1, 2, by=anna)

    assert cast() == ["2:1"]
    with pytest.raises(ballots.SlipIsSettled):
        enter(opened, 1, 2, by=bram)


def test_a_slip_that_does_not_count_is_so_when_two_say_it(opened, staff):
    enter(opened, 1, by=staff[0], is_valid=False)
    enter(opened, 1, by=staff[1], is_valid=False)
    turnout = queries.turnout_of(opened)
    assert (cast(), turnout.slips, turnout.invalid, turnout.half) == ([], 1, 1, 0)


def test_the_next_slip_is_one_that_waits_for_a_second_person(opened, staff):
    anna, bram, _cor = staff
    enter(opened, 1, 1, by=anna)
    enter(opened, 2, 1, by=anna)
    assert (queries.next_slip(opened, anna.pk), queries.next_slip(opened, bram.pk)) == (3, 1)


def test_a_slip_that_two_typed_differently_is_no_next_one_for_a_third(opened, staff):
    anna, bram, cor = staff
    enter(opened, 1, 1, by=anna)
    enter(opened, 1, 2, by=bram)
    enter(opened, 2, 2, by=bram)
    assert (queries.next_slip(opened, cor.pk), queries.next_slip(opened, anna.pk)) == (2, 2)


def test_a_slip_typed_twice_is_taken_out_with_a_reason_and_one_ballot_with_it(opened, staff):
    for slip, numbers in ((1, [1, 2]), (2, [1, 2]), (3, [4])):
        for person in staff[:2]:
            enter(opened, slip, *numbers, by=person)
    with pytest.raises(ballots.WhyItGoesMissing):
        ballots.take_out_slip(opened, slip=2, reason=" ", by=staff[2], at=AFTER)

    ballots.take_out_slip(opened, slip=2, reason="Is ook biljet 1.", by=staff[2], at=AFTER)

    assert (cast(), queries.turnout_of(opened).slips) == (["1:1,2:1", "4:1"], 2)
    told = Entry.objects.get(verb="vote_round.slip_taken_out")
    assert told.details == {"slip": 2, "counted": True, "reason": "Is ook biljet 1."}
    with pytest.raises(ballots.NoSuchSlip):
        ballots.take_out_slip(opened, slip=2, reason="Nog eens.", by=staff[2], at=AFTER)


def test_a_number_that_stands_on_no_paper_waits_no_more(opened, staff):
    enter(opened, 21, 1, by=staff[0])
    ballots.take_out_slip(opened, slip=21, reason="Het was 12.", by=staff[2], at=AFTER)
    assert (queries.half_slips(opened), cast()) == ([], [])
    make.count(opened)
    with pytest.raises(ballots.RoundIsOver):
        ballots.take_out_slip(opened, slip=21, reason="Te laat.", by=staff[2], at=AFTER)


@pytest.mark.parametrize("slip", [None, 0, 100_001])
def test_a_slip_without_a_number_is_asked_back(opened, staff, slip):
    with pytest.raises(ballots.SlipMissing):
        enter(opened, slip, 1, by=staff[0])


# ── Fifty at once ──────────────────────────────────────────────────────────────────────────────────────────────────
def result_of(deed):
    try:
        return deed()
    except ballots.Refusal as refusal:
        return type(refusal)


def test_of_fifty_with_one_code_one_votes_and_the_others_read_one_sentence(threads, opened, code):
    outcomes = threads(50, lambda place: result_of(lambda: make.vote(opened, place % 4 + 1, code=code)))

    assert (outcomes.count(None), outcomes.count(ballots.CodeUsed)) == (1, 49)
    assert (Ballot.objects.count(), VoteCode.objects.get().used_for) == (1, UsedFor.WEB)


def test_fifty_with_their_own_code_all_vote(threads, opened):
    codes = make.make_codes(opened, 50)
    assert threads(50, lambda place: make.vote(opened, place % 4 + 1, code=codes[place])) == [None] * 50
    assert Ballot.objects.count() == 50


def test_on_line_and_for_paper_at_once_a_code_is_used_once(threads, opened, code):
    def deed(place):
        if place % 2:
            return result_of(lambda: make.vote(opened, 1, code=code))
        return result_of(lambda: ballots.exchange_for_paper(opened, code=code, **NOW))

    assert threads(20, deed).count(ballots.CodeUsed) == 19


def test_a_desk_asked_by_twenty_at_once_gives_a_resident_one_code(threads, opened):
    who = {"name": "Zoë", "born_on": date(1980, 5, 17), "postcode": "9501 AB", "house": "12"}
    outcomes = threads(20, lambda _place: result_of(lambda: ballots.hand_out_at_desk(opened, **who, **NOW)))

    assert outcomes.count(ballots.HadACode) == 19
    assert VoteCode.objects.count() == 1


def test_a_letter_that_is_voted_with_and_replaced_at_once_gives_one_vote(threads, opened):
    (letter,) = make.make_letters(opened)

    def deed(place):
        if place % 2:
            return result_of(lambda: make.vote(opened, 1, code=letter.code))
        resident = RIKA | {"house": str(place + 1)}
        return result_of(lambda: ballots.hand_out_at_desk(opened, **resident, letter=letter.number, **NOW))

    outcomes = threads(20, deed)
    refused = (ballots.LetterUsed, ballots.LetterIsReplaced, ballots.CodeUsed, ballots.CodeIsReplaced)
    assert sum(outcomes.count(each) for each in refused) == 19


def test_one_slip_typed_by_many_at_once_counts_once(threads, opened):
    people = [make_person(f"Medewerker {place}", email=f"m{place}@stad.example") for place in range(12)]
    threads(12, lambda place: result_of(lambda: enter(opened, 1, 1, by=people[place])))
    assert cast() == ["1:1"]
