import uuid
from datetime import timedelta

import pytest

from wijkwerk.domain.budgets.models import AwardState, AwardYear, Consent, JurorScore, Nomination, NominationState
from wijkwerk.domain.budgets.operations import awards
from wijkwerk.domain.budgets.queries import awards as queries
from wijkwerk.domain.budgets.tests.initiative_factories import (
    BY,
    BY_RESIDENT,
    MONDAY,
    make_award,
    make_jury,
    nominate,
)
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.foundation.outbox.models import Letter

REPORT = "De jury is onder de indruk."


def accepted(award, nominee, **fields):
    return awards.accept(nominate(award, nominee, **fields), jury_words="Doet veel voor de buurt.", **BY)


def judged(award, points):
    """Nominees with the points of two jurors: {name: (7, None)}; None stands aside."""
    rows = {name: accepted(award, name) for name in points}
    jurors = make_jury(award, "Anke", "Bert")
    for name, given in points.items():
        for juror, each in zip(jurors, given, strict=True):
            awards.judge(juror, nomination=rows[name], points=each, is_involved=each is None, **BY)
    return rows


def fresh(award):
    return AwardYear.objects.get(pk=award.pk)


def test_one_award_a_year_and_area(municipality, maarswold):
    make_award()
    make_award(work_area=maarswold)
    with pytest.raises(awards.ThereAlready):
        make_award()


def test_it_closes_after_it_opens_and_is_given_after_that(municipality):
    with pytest.raises(awards.ClosesTooEarly):
        make_award(closes_at=MONDAY, opens_at=MONDAY)
    with pytest.raises(awards.AnnouncesTooEarly):
        make_award(closes_at=MONDAY + timedelta(days=1), announces_on=MONDAY.date())
    assert make_award(
        closes_at=MONDAY + timedelta(days=1), announces_on=(MONDAY + timedelta(days=1)).date()
    ).announces_on


def test_its_name_is_the_word_of_the_municipality(municipality, maarswold):
    assert make_award(work_area=maarswold).name == "Wijkwaardering 2025 Maarswold"
    municipality.words = {"award": {"one": "chapeau", "many": "chapeaus"}}
    assert make_award(2026).name == "Chapeau 2026"


def test_nominating_is_possible_between_the_days_and_on_paper_a_little_longer(municipality):
    award = make_award()
    late = award.closes_at
    for at in (award.opens_at - timedelta(seconds=1), late):
        with pytest.raises(awards.IsClosed):
            nominate(award, at=at)
    assert nominate(award, at=late - timedelta(seconds=1)).state == NominationState.RECEIVED
    assert nominate(award, at=late, is_by_staff=True).is_by_staff


def test_nominated_twice_with_one_key_is_once(municipality):
    award, key = make_award(), uuid.UUID(int=3)
    assert nominate(award, client_key=key).pk == nominate(award, client_key=key).pk
    assert Letter.objects.filter(template="budgets/nomination_received").count() == 1


def test_several_who_nominate_the_same_go_on_as_one(municipality):
    award = make_award()
    first, second = accepted(award, "Dirk Mulder"), nominate(award, "D. Mulder")
    awards.join(second, to=first, **BY)
    assert queries.voices(award) == {first.pk: 2}
    assert queries.for_jury(award) == [first]
    with pytest.raises(awards.SameNomination):
        awards.join(first, to=second, **BY)


def test_what_was_joined_by_mistake_stands_by_itself_again(municipality):
    award = make_award()
    first, second = accepted(award, "Dirk Mulder"), nominate(award, "Dirk Smit")
    awards.join(second, to=first, **BY)
    parted = awards.part(second, **BY)
    assert (parted.state, queries.voices(award)) == (NominationState.RECEIVED, {first.pk: 1, second.pk: 1})
    with pytest.raises(awards.MoveNotPossible):
        awards.part(parted, **BY)


def test_what_nobody_looked_at_yet_waits_for_who_keeps_the_award(municipality, maarswold):
    here, there = make_award(work_area=maarswold), make_award(work_area=make_work_area("Mussel"))
    nominate(here)
    nominate(there)
    accepted(here, "Nel Bakker")
    assert queries.new_by_award(make_coordinator(maarswold)) == {here.pk: 1}


def test_who_judges_with_an_account_sees_what_is_left(municipality, maarswold):
    award = make_award()
    rows = [accepted(award, name) for name in ("Dirk", "Nel")]
    person = make_coordinator(maarswold)
    juror = awards.add_juror(award, person=person, **BY)
    assert queries.to_judge(person) == []
    awards.to_the_jury(award, **BY)
    for row, left in zip(rows, ([(juror, 1)], []), strict=True):
        awards.judge(juror, nomination=row, points=8, **BY)
        assert queries.to_judge(person) == left


def test_nominating_is_not_opened_when_its_last_day_has_passed(municipality):
    award = make_award()
    accepted(award, "Dirk")
    make_jury(award, "Anke")
    with pytest.raises(awards.DaysPassed):
        awards.open_for_nominations(award, by=BY["by"], at=award.closes_at)
    assert awards.open_for_nominations(award, **BY).state == AwardState.OPEN


def test_a_nomination_that_takes_no_part_says_why_to_who_nominated(municipality):
    row = nominate(make_award())
    with pytest.raises(awards.ReasonMissing):
        awards.decline(row, reason="", **BY)
    awards.decline(row, reason="Won vorig jaar al.", **BY)
    assert "Won vorig jaar al." in Letter.objects.get(template="budgets/nomination_declined").body


def test_the_jury_is_called_when_there_is_one_and_something_to_judge(municipality):
    award = make_award()
    with pytest.raises(awards.NoJury):
        awards.to_the_jury(award, **BY)
    awards.add_juror(award, name="Anke", email="anke@example.nl", **BY)
    with pytest.raises(awards.NothingToJudge):
        awards.to_the_jury(award, **BY)
    accepted(award, "Dirk Mulder")
    awards.to_the_jury(award, **BY)
    assert [(each.to_address, each.is_sealed) for each in Letter.objects.filter(template="budgets/jury_asked")] == [
        ("anke@example.nl", True)
    ]


def test_the_clock_calls_the_jury_when_all_is_ready_and_once(municipality):
    award = make_award()
    accepted(award, "Dirk Mulder")
    waiting = nominate(award, "Nel Bakker")
    awards.add_juror(award, name="Anke", email="anke@example.nl", **BY)
    assert awards.close_what_ended(at=award.closes_at - timedelta(seconds=1)) == 0
    assert awards.close_what_ended(at=award.closes_at) == 0  # somebody has yet to look at one
    awards.decline(waiting, reason="Woont elders.", **BY)
    assert [awards.close_what_ended(at=award.closes_at) for _ in range(2)] == [1, 0]
    assert fresh(award).state == AwardState.JUDGING


def test_the_average_is_exact_and_equal_ones_share_a_place(municipality):
    award = make_award()
    judged(award, {"Dirk": (7, 8), "Nel": (8, 7), "Piet": (9, None), "Ans": (None, None)})
    assert [
        (row.nomination.nominee, row.place, row.shown, row.judged_by, row.aside) for row in queries.standings(award)
    ] == [
        ("Piet", 1, "9,0", 1, 1),
        ("Dirk", 2, "7,5", 2, 0),
        ("Nel", 2, "7,5", 2, 0),
        ("Ans", None, "–", 0, 2),
    ]


def test_a_juror_gives_one_to_ten_or_stands_aside_and_may_change_it(municipality):
    award = make_award()
    row = accepted(award, "Dirk")
    (juror,) = make_jury(award, "Anke")
    for points in (None, 0, 11):
        with pytest.raises(awards.NoPoints):
            awards.judge(juror, nomination=row, points=points, **BY)
    awards.judge(juror, nomination=row, points=6, **BY)
    awards.judge(juror, nomination=row, points=8, **BY)
    assert list(JurorScore.objects.values_list("points", flat=True)) == [8]
    assert queries.still_to_judge(award) == {juror.pk: 0}


def test_the_winners_name_is_public_when_they_said_yes_and_no_longer_when_they_say_no(municipality):
    award = make_award()
    row = judged(award, {"Dirk": (7, 8)})["Dirk"]
    with pytest.raises(awards.NoConsent):
        awards.announce(award, winner=row, jury_report=REPORT, **BY)
    awards.say(row, is_yes=True, is_by_staff=True, **BY)
    award = awards.announce(award, winner=row, jury_report=REPORT, **BY)
    assert queries.winner_to_show(fresh(award)) == row
    awards.say(row, is_yes=False, **BY_RESIDENT)
    assert queries.winner_to_show(fresh(award)) is None


def test_an_award_may_be_given_without_a_name(municipality):
    award = make_award()
    row = judged(award, {"Dirk": (7, 8)})["Dirk"]
    award = awards.announce(award, winner=row, jury_report=REPORT, without_name=True, **BY)
    assert (fresh(award).winner, queries.winner_to_show(fresh(award))) == (row, None)
    told = Letter.objects.get(template="budgets/award_announced")
    assert ("Dirk" in told.body, told.to_address) == (False, "rika@example.nl")


def test_another_than_the_first_of_the_jury_wins_with_a_reason_alone(municipality):
    award = make_award()
    rows = judged(award, {"Dirk": (9, 9), "Nel": (7, 7)})
    awards.say(rows["Nel"], is_yes=True, is_by_staff=True, **BY)
    with pytest.raises(awards.NotTheFirst):
        awards.announce(award, winner=rows["Nel"], jury_report=REPORT, **BY)
    award = awards.announce(award, winner=rows["Nel"], jury_report=REPORT, despite="Dirk trok zich terug.", **BY)
    assert fresh(award).despite == "Dirk trok zich terug."


def test_who_is_nominated_is_asked_by_the_way_that_is_known(municipality):
    row = accepted(make_award(), "Dirk Mulder")
    with pytest.raises(awards.CannotBeAsked):
        awards.ask_consent(row, public_words="Ruimt het plein op.", **BY)
    row = awards.note_reach(row, reply_by="email", reply_address="dirk@example.nl", **BY)
    with pytest.raises(awards.MoveNotPossible):
        awards.say(row, is_yes=True, **BY_RESIDENT)
    awards.ask_consent(row, public_words="Ruimt het plein op.", **BY)
    assert Letter.objects.get(template="budgets/nominee_asked").to_address == "dirk@example.nl"
    assert awards.say(row, is_yes=True, **BY_RESIDENT).consent == Consent.YES
    assert [each.nominee for each in queries.public_nominees(row.award_year)[row.award_year_id]] == ["Dirk Mulder"]


def test_a_cancelled_award_says_why_to_who_nominated(municipality):
    award = make_award()
    nominate(award)
    with pytest.raises(awards.ReasonMissing):
        awards.cancel(award, reason=" ", **BY)
    awards.cancel(award, reason="Te weinig voordrachten.", **BY)
    assert "Te weinig voordrachten." in Letter.objects.get(template="budgets/award_cancelled").body


def test_a_year_later_only_a_winner_who_said_yes_is_known(municipality):
    award = make_award()
    rows = judged(award, {"Dirk": (9, 9), "Nel": (7, 7)})
    for row in rows.values():
        awards.say(row, is_yes=True, is_by_staff=True, **BY)
    awards.announce(award, winner=rows["Dirk"], jury_report=REPORT, **BY)
    assert awards.forget_nominations(before=award.closes_at, at=MONDAY) == 0
    later = award.closes_at + timedelta(days=1)
    assert [awards.forget_nominations(before=later, at=later) for _ in range(2)] == [2, 0]
    known = Nomination.objects.order_by("pk").values_list("nominee", "nominator_name", "why")
    assert list(known) == [("Dirk", "", ""), ("–", "", "")]
    assert [row.nominee for row in queries.public_nominees(award)[award.pk]] == ["Dirk"]
    assert [queries.nomination_by_link(row.nominee_link_key) for row in rows.values()] == [rows["Dirk"], None]
    assert Letter.objects.filter(to_address="rika@example.nl").count() == 0
    awards.say(rows["Dirk"], is_yes=False, **BY_RESIDENT)
    assert set(Nomination.objects.values_list("nominee", flat=True)) == {"–"}
