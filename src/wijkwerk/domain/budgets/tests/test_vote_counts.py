"""Counting a round, publishing it, and counting the published file again."""

import csv
import gzip
import hashlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwerk.domain.budgets.models import (
    Balance,
    BallotKind,
    CompletionRule,
    CountRule,
    Decision,
    Reservation,
    TieBreak,
    VoteCount,
    VoteState,
)
from wijkwerk.domain.budgets.operations import ballots, counting, ledger, saving, votes
from wijkwerk.domain.budgets.queries import counting_file, outcomes
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.queries.counting_file import VoteFile
from wijkwerk.domain.budgets.queries.counting_words import how_to_vote, rules_of, told_of
from wijkwerk.domain.budgets.tests import fund_factories as funds
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.test_counting import elections
from wijkwerk.domain.budgets.tests.vote_factories import AFTER, BY, DURING
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.domain.plans.tests.factories import make_coordinator
from wijkwerk.foundation.access.policy import CLOCK

LATER = {"by": CLOCK, "at": AFTER}
SMALL = Path(__file__).parent / "small.pb"  # an invented vote in the format of pabulib, as others write it


@pytest.fixture
def opened(municipality):
    """Bloembakken 3 votes, speeltoestel 3, straatfeest 2, bankjes 1."""
    opened = make.make_vote_round()
    for numbers in ([1, 2], [1, 2], [1, 3], [2, 3], [4]):
        make.vote(opened, *numbers)
    return opened


# ── The count ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_count_keeps_what_came_out_by_both_rules(opened):
    count = make.count(opened)

    assert count.outcomes["greedy"]["chosen"] == [1, 2]
    assert set(count.outcomes["equal_shares"]["chosen"]) == {1, 3, 4}
    assert (count.web_votes, count.paper_votes, count.unused_codes) == (5, 0, 0)
    opened.refresh_from_db()
    assert opened.state == VoteState.COUNTED


def test_counting_twice_gives_the_same_count(opened):
    assert make.count(opened) == make.count(opened)
    assert VoteCount.objects.count() == 1


def test_while_voting_goes_on_nobody_counts(opened):
    for at in (BY["at"], DURING, opened.closes_at - timedelta(seconds=1)):
        with pytest.raises(counting.NotClosedYet):
            make.count(opened, at=at)
    with pytest.raises(counting.MoveNotPossible):
        make.count(votes.stop_round(opened, reason="Fout bedrag.", **BY))


def test_slips_on_paper_count_and_those_that_wait_are_waited_for(opened):
    anna, bram = (make_person(name, email=f"{name.lower()}@stad.example") for name in ("Anna", "Bram"))
    entered = {"choices": {4: 1}, "at": AFTER}
    ballots.exchange_for_paper(opened, code=make.make_codes(opened)[0], by=CLOCK, at=DURING)
    ballots.enter_slip(opened, slip=1, by=anna, **entered)
    with pytest.raises(counting.SlipsWait, match="1 biljet op papier telt nog niet mee"):
        make.count(opened)
    ballots.enter_slip(opened, slip=1, by=bram, **entered)

    count = make.count(opened)

    assert (count.web_votes, count.paper_votes) == (5, 1)
    assert counting_file.read(count.file).election.points[4] == 2


def test_a_ballot_that_was_taken_along_and_not_put_in_the_box_is_no_code_that_was_blocked(opened):
    one, two = make.make_codes(opened, 2)
    ballots.exchange_for_paper(opened, code=one, by=CLOCK, at=DURING)
    ballots.make_code_void(opened, code=two, by=CLOCK, at=DURING)
    before = queries.turnout_of(opened)

    make.count(opened)

    opened.refresh_from_db()
    after = queries.turnout_of(opened)
    assert (before.paper, before.void, before.good, before.share) == (1, 1, 6, 83)
    assert after == before


def test_more_slips_than_codes_given_in_for_paper_are_looked_at_first(opened):
    for name in ("Anna", "Bram"):
        person = make_person(name, email=f"{name.lower()}@stad.example")
        ballots.enter_slip(opened, slip=1, choices={4: 1}, by=person, at=AFTER)
    with pytest.raises(counting.MoreSlipsThanCodes):
        make.count(opened)


def test_a_vote_that_comes_while_the_count_is_worked_out_is_counted_or_refused(threads, opened):
    """At the last moment: whoever is in is counted, whoever is not was refused."""
    codes = make.make_codes(opened, 10)

    def deed(place):
        if place == 10:
            return make.count(opened, at=opened.closes_at)
        try:
            make.vote(opened, 4, code=codes[place], at=opened.closes_at - timedelta(microseconds=1))
        except Exception as fault:
            return fault
        return "in"

    done = threads(11, deed)
    assert counting_file.read(VoteCount.objects.get().file).election.points[4] == 1 + done[:10].count("in")


# ── The outcome ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_publishing_sets_money_aside_for_what_was_chosen_and_frees_the_rest(opened):
    make.count(opened)

    published = counting.publish_result(opened, **LATER)

    assert published.state == VoteState.PUBLISHED
    stand = Balance.objects.get(pot=opened.pot)
    assert (stand.reserved_cents, stand.left_cents) == (9_000_00, 11_000_00)
    named = Reservation.objects.filter(reserved_cents__gt=0).values_list("words", "reserved_cents")
    assert sorted(named) == [
        ("Gekozen in Stemmen over Maarswold: Bloembakken", 3_000_00),
        ("Gekozen in Stemmen over Maarswold: Speeltoestel", 6_000_00),
    ]
    assert counting.publish_result(opened, **LATER) == published


def test_what_is_made_known_in_the_next_year_is_paid_by_the_pot_that_the_money_went_along_into(opened):
    new_year = {"by": CLOCK, "at": AFTER.replace(year=AFTER.year + 1)}
    following = saving.close_year(opened.pot, **new_year)
    make.count(opened)

    counting.publish_result(opened, **new_year)

    stand = Balance.objects.get(pot=following)
    assert (stand.reserved_cents, stand.left_cents) == (9_000_00, 1_000_00)
    assert Balance.objects.get(pot=opened.pot).reserved_cents == 0


def test_what_was_not_counted_is_not_published(opened):
    with pytest.raises(counting.MoveNotPossible):
        counting.publish_result(opened, **LATER)


def words_by_title(vote_round, rule):
    count = VoteCount.objects.get(round=vote_round)
    told = told_of(
        outcomes.of_kept(count.outcomes[rule]),
        queries.projects_of(vote_round),
        counting_file.got_of(count.file),
        gives_points=vote_round.gives_points,
    )
    return {each.project.title: each.why.replace("\xa0", " ") for each in told}


def test_every_project_says_why_it_was_chosen_or_what_was_lacking(opened):
    make.count(opened)

    assert words_by_title(opened, "greedy") == {
        "Bloembakken": "Gekozen: toen dit project aan de beurt was, was er nog € 10.000,00.",
        "Speeltoestel": "Gekozen: toen dit project aan de beurt was, was er nog € 7.000,00.",
        "Straatfeest": (
            "Niet gekozen. Toen dit project aan de beurt was, was er nog € 1.000,00. Het kost € 2.000,00: "
            "€ 1.000,00 te weinig. Met 2 stemmen meer was het wel gekozen."
        ),
        "Bankjes": (
            "Niet gekozen. Toen dit project aan de beurt was, was er nog € 1.000,00. Het kost € 2.500,00: "
            "€ 1.500,00 te weinig. Met 3 stemmen meer was het wel gekozen."
        ),
    }
    assert words_by_title(opened, "equal_shares") == {
        "Bloembakken": (
            "Gekozen: 3 stemmers betaalden dit project samen uit hun deel van het budget. "
            "Ieder betaalde hoogstens € 1.000,00."
        ),
        "Straatfeest": (
            "Gekozen: 2 stemmers betaalden dit project samen uit hun deel van het budget. "
            "Ieder betaalde hoogstens € 1.000,00."
        ),
        "Bankjes": "Gekozen uit de rest: van het budget was nog € 5.000,00 over, en dit project paste daarin.",
        "Speeltoestel": (
            "Niet gekozen. De 3 stemmers die dit project kozen, hadden samen nog € 3.000,00 over van hun deel. "
            "Het kost € 6.000,00: € 3.000,00 te weinig. Voor de rest van het budget, € 5.000,00, "
            "was het € 1.000,00 te duur."
        ),
    }


def test_a_full_category_and_too_few_voters_are_named(municipality):
    made = make.make_vote_round(is_open=False, least_votes=2)
    green = votes.add_category(made, name="Groen", most_cents=3_500_00, **BY)
    for title in ("Struiken", "Bomen"):
        votes.add_project(made, title=title, cost_cents=3_000_00, category=green, **BY)
    opened = votes.open_round(made, **BY)
    for numbers in ([5, 6], [5, 6], [5], [1]):
        make.vote(opened, *numbers)
    make.count(opened)

    told = words_by_title(opened, "greedy")
    assert told["Bomen"] == (
        "Niet gekozen. De categorie “Groen” had nog € 500,00. Het kost € 3.000,00: € 2.500,00 te weinig. "
        "Met 2 stemmen meer was het wel gekozen."
    )
    assert told["Bloembakken"] == "Niet gekozen: er was nog 1 stemmer te weinig voor het laagste aantal."
    assert told["Bankjes"] == "Niet gekozen: niemand koos dit project."


def test_where_points_are_given_what_was_lacking_is_told_in_points(municipality):
    opened = make.make_vote_round(ballot=BallotKind.POINTS, points=5)
    for points in ({1: 5}, {2: 4, 3: 1}):
        make.vote(opened, points=points)
    count = make.count(opened)
    assert counting_file.got_of(count.file) == {1: (1, 5), 2: (1, 4), 3: (1, 1), 4: (0, 0)}
    assert words_by_title(opened, "greedy")["Straatfeest"].endswith("Met 4 punten meer was het wel gekozen.")


def test_the_rules_are_told_before_the_vote(municipality):
    made = make.make_vote_round(
        ballot=BallotKind.POINTS,
        points=10,
        most_points=4,
        rule=CountRule.EQUAL_SHARES,
        completion=CompletionRule.RAISED,
        tie_break=TieBreak.LOT,
    )
    assert how_to_vote(made) == "U hebt 10 punten te verdelen over de projecten. Geef een project er hoogstens 4."
    told = rules_of(made, queries.categories_of(made))
    assert told[0].replace("\xa0", " ") == "Er is € 10.000,00 te verdelen."
    assert told[1].startswith("Gelijke delen: iedere stemmer krijgt")
    assert told[4].startswith(
        "Blijft er geld over? Dan maken wij de delen in de berekening telkens een honderdste groter"
    )
    assert told[-1].startswith("Staan projecten gelijk, dan beslist het lot.")


# ── Applications that residents voted on ───────────────────────────────────────────────────────────────────────────
@pytest.fixture
def asked(municipality, maarswold):
    """Two applications of 250 and 100 euros, with a vote about 300."""
    fund = funds.make_fund()
    funds.make_rules(fund)
    pot = funds.make_pot(fund)
    ledger.allot(pot, cents=1_000_00, reason="Begroting", **BY)
    asked = [make_application(fund, maarswold, title=title, asked_cents=cents) for title, cents in ASKED]
    vote_round = make.make_vote_round(pot, is_open=False, projects=(), budget_cents=300_00, work_areas=[maarswold])
    for application in asked:
        votes.add_application(vote_round, application, **BY)
    votes.open_round(vote_round, **BY)
    for number in (1, 1, 2):
        make.vote(vote_round, number)
    return vote_round, asked


ASKED = (("Buurtbarbecue", 250_00), ("Opruimdag", 100_00))


def test_an_application_stands_on_the_ballot_without_who_asked(asked):
    vote_round, (first, _second) = asked
    project = queries.projects_of(vote_round)[0]
    assert (project.title, project.cost_cents, project.application) == ("Buurtbarbecue", 250_00, first)
    assert "Rika" not in f"{project.title}{project.words}{project.place}"


def test_an_application_stands_on_a_ballot_once(asked, maarswold):
    vote_round, (first, _second) = asked
    again = make.make_vote_round(vote_round.pot, is_open=False, projects=())
    votes.add_application(again, first, **BY)
    with pytest.raises(votes.ApplicationIsIn):
        votes.add_application(again, first, **BY)


def test_what_residents_chose_waits_as_a_decision_for_who_decides(asked, maarswold):
    vote_round, applications = asked
    make.count(vote_round)
    with pytest.raises(counting.MoveNotPossible):
        counting.prepare_decisions(vote_round, **LATER)
    counting.publish_result(vote_round, **LATER)
    coordinator = make_coordinator(maarswold)

    counting.prepare_decisions(vote_round, by=coordinator, at=AFTER)
    counting.prepare_decisions(vote_round, by=coordinator, at=AFTER)

    drafts = {each.application_id: each for each in Decision.objects.all()}
    yes, no = (drafts[application.pk] for application in applications)
    assert (yes.outcome, yes.amount_cents, yes.pot, yes.state) == ("yes", 250_00, vote_round.pot, "draft")
    assert (no.outcome, no.state) == ("no", "draft")
    assert no.reason.replace("\xa0", " ") == (
        "Inwoners stemden over dit plan in de stemronde “Stemmen over Maarswold”. Niet gekozen. "
        "Toen dit project aan de beurt was, was er nog € 50,00. Het kost € 100,00: € 50,00 te weinig. "
        "Met 2 stemmen meer was het wel gekozen."
    )


# ── The file ───────────────────────────────────────────────────────────────────────────────────────────────────────
def recounted(words):
    file = counting_file.read(words)
    return file, counting_file.outcome_of(file)


@pytest.mark.parametrize("rule", CountRule)
@pytest.mark.parametrize("completion", CompletionRule)
@pytest.mark.parametrize("ballot", BallotKind)
def test_the_published_file_counts_to_the_same_outcome(municipality, rule, completion, ballot):
    points = {"points": 6} if ballot == BallotKind.POINTS else {}
    opened = make.make_vote_round(rule=rule, completion=completion, ballot=ballot, tie_break=TieBreak.LOT, **points)
    for numbers in ([1, 3], [1, 4], [2, 3], [2], [3], [4, 3]):
        given = {number: place + 1 for place, number in enumerate(numbers)} if points else None
        make.vote(opened, *numbers, points=given)

    count = make.count(opened)

    file, outcome = recounted(count.file)
    assert outcomes.kept(outcome) == count.outcomes[rule.value]
    assert file.chosen == outcome.numbers
    assert file.election == queries.election_of(opened)
    assert (file.rule, count.file_hash) == (rule, hashlib.sha256(count.file.encode()).hexdigest())


def test_the_file_reads_as_others_write_theirs(opened):
    make.count(opened)
    lines = VoteCount.objects.get().file.splitlines()

    assert lines[:3] == ["META", "key;value", "description;Stemmen over Maarswold"]
    places = [lines.index(section) for section in ("META", "PROJECTS", "VOTES")]
    assert lines[places[1] + 1 : places[2]] == [
        "project_id;cost;votes;score;name;category;tie_place;selected",
        "1;3000;3;3;Bloembakken;;1;1",
        "2;6000;3;3;Speeltoestel;;2;1",
        "3;2000;2;2;Straatfeest;;3;0",
        "4;2500;1;1;Bankjes;;4;0",
    ]
    assert lines[places[2] + 1] == "voter_id;vote"
    assert sorted(line.split(";")[1] for line in lines[places[2] + 2 :]) == ["1,2", "1,2", "1,3", "2,3", "4"]


def test_the_file_ends_on_the_last_day_on_which_one_could_vote(municipality):
    vote_round = make.make_vote_round(closes_at=datetime(2025, 3, 16, 23, tzinfo=UTC))  # midnight in Dutch time
    make.vote(vote_round, 1)
    assert vote_round.until_words == "tot en met 16 maart 2025"
    assert "date_end;16.03.2025" in make.count(vote_round).file.splitlines()


def test_the_three_tables_in_csv_count_to_the_same_outcome(opened):
    count = make.count(opened)
    file = counting_file.read(count.file)
    tables = [
        counting_file.table([("naam", "waarde"), *counting_file.meta_of(file)]),
        counting_file.table(counting_file.projects_of(file)),
        counting_file.table(counting_file.votes_of(file, with_points=False)),
    ]
    again = counting_file.read_tables(*(list(csv.reader(io.StringIO(each), delimiter=";")) for each in tables))

    assert outcomes.kept(counting_file.outcome_of(again)) == count.outcomes["greedy"]


@given(
    st.one_of(elections(with_ceilings=True), elections(with_ceilings=True, with_points=True)),
    st.sampled_from(CountRule),
)
@settings(max_examples=100, deadline=None)
def test_whatever_is_voted_the_file_says_it(told, rule):
    ballots_ = [ballot for ballot, alike in told.ballots.items() for _each in range(alike)]
    titles = {each.number: f'Een "plan"; nummer {each.number},\nmet meer' for each in told.candidates}
    file = VoteFile(told, ballots_, rule, CompletionRule.RAISED, titles, about={"description": "Stemmen; en meer"})

    read = counting_file.read(counting_file.written(file))

    assert read.election == told
    assert counting_file.outcome_of(read) == counting_file.outcome_of(file)


def test_a_file_of_others_is_read_and_counted():
    file, outcome = recounted(SMALL.read_text())
    assert [each.number for each in outcome.chosen] == [101, 103]
    assert (outcome.spent, file.election.ceilings) == (850_50, {"Groen": 500_00, "Spel": 600_00})
    assert {each.number: each.lacking for each in outcome.missed} == {102: 1_00, 104: 99_00}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "META\nkey;value\n",
        "geen stembestand",
        "META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\n1;1,5\nVOTES\n",
    ],
)
def test_what_is_no_vote_file_is_refused_with_a_sentence(words):
    with pytest.raises(counting_file.NotAVoteFile):
        counting_file.read(words)


@pytest.mark.parametrize(("name", "word"), [("rule", "greedy-no-skip"), ("vote_type", "ordinal")])
def test_a_file_of_others_that_is_counted_in_another_way_is_not_counted_in_ours(name, word):
    meta, rest = SMALL.read_text().split("PROJECTS", 1)
    lines = [line for line in meta.splitlines() if not line.startswith(f"{name};")]
    with pytest.raises(counting_file.CountedOtherwise, match=word):
        counting_file.read("\n".join([*lines, f"{name};{word}", f"PROJECTS{rest}"]))


@pytest.mark.country
def test_real_files_are_read_and_written_without_loss(country_data):
    for path in sorted((country_data / "pabulib").glob("*.pb.gz")):
        words = gzip.decompress(path.read_bytes()).decode()
        file = counting_file.read(words)
        again = counting_file.read(counting_file.written(file))
        assert again.election == file.election, path.name
        assert f"num_votes;{len(file.ballots)}" in words.split(), path.name


# ── Counted again by whoever wants to ──────────────────────────────────────────────────────────────────────────────
def recount(path):
    said = io.StringIO()
    call_command("recount_votes", path, stdout=said)
    return said.getvalue().replace("\xa0", " ").splitlines()


def test_anybody_counts_a_published_file_again(opened, tmp_path):
    path = tmp_path / "uitslag.pb"
    path.write_text(make.count(opened).file)
    assert recount(path) == [
        "5 stemmen, € 10.000,00 te verdelen, meeste stemmen eerst.",
        "  gekozen: 1. Bloembakken (3 stemmers)",
        "  gekozen: 2. Speeltoestel (3 stemmers)",
        "Samen € 9.000,00.",
        "De gepubliceerde uitslag klopt.",
    ]


def test_an_outcome_that_was_tampered_with_is_seen(opened, tmp_path):
    path = tmp_path / "uitslag.pb"
    path.write_text(make.count(opened).file.replace("Straatfeest;;3;0", "Straatfeest;;3;1"))
    with pytest.raises(CommandError, match="De gepubliceerde uitslag klopt niet bij project 3"):
        recount(path)


def test_what_is_no_vote_file_is_not_counted(tmp_path):
    path = tmp_path / "brief.pb"
    path.write_text("Beste bewoner,")
    with pytest.raises(CommandError, match="Dit bestand kunnen wij niet lezen als stembestand"):
        recount(path)
    with pytest.raises(CommandError, match="Dit bestand is niet te lezen"):
        recount(tmp_path / "weg.pb")
