"""The golden thread, both ways, as each reader may see it."""

import pytest

from wijkwerk.domain.thread import operations, queries
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.domain.thread.tests import factories
from wijkwerk.domain.thread.tests.factories import NOON, answer, item, money
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.things import Ref, ref
from wijkwerk.foundation.tenancy import scope


def because(thing, cause=None, by=None, **words):
    operations.add_source(thing, cause=cause, by=by, at=NOON, **words)
    return thing


def told(line):
    return [(node.level, node.kind, node.title) for node in line.nodes]


@pytest.fixture
def reader(coordinator):
    return coordinator


def test_a_thing_alone_has_a_line_of_one(wish, reader):
    line = queries.line_of(wish, for_actor=reader)
    assert told(line) == [(0, "wens", "Een speeltuin")]
    assert (line.has_source, line.why, line.became) == (False, (), ())


def test_the_line_of_a_wish_shows_what_became_of_it(wish, job, reader):
    answer(wish, money(), item(job), by=reader)
    because(factories.make_job("Fundering storten"), wish, by=reader)
    assert told(queries.line_of(wish, for_actor=reader)) == [
        (0, "wens", "Een speeltuin"),
        (1, "antwoord", "ja, op voorwaarde dat"),
        (2, "voorwaarde", "Geld voor de toestellen (uiterlijk 1 mei 2026)"),
        (2, "voorwaarde", "Speeltuin aanleggen is klaar (uiterlijk 1 mei 2026)"),
        (3, "klus", "Speeltuin aanleggen"),
        (1, "klus", "Fundering storten"),
    ]


def test_the_line_of_a_job_shows_why_it_is_there(wish, job, reader):
    plan = factories.make_job("Wijkplan")
    because(job, wish, by=reader)
    because(job, words="Bestaand plan", link="https://voorbeeld.nl/", by=reader)
    because(wish, plan, by=reader)
    waiting = factories.make_wish("Een bankje bij de speeltuin")
    answer(waiting, item(job), by=reader)
    line = queries.line_of(job, for_actor=reader)
    assert told(line) == [
        (-2, "klus", "Wijkplan"),
        (-1, "wens", "Een speeltuin"),
        (-1, "aanleiding", "Bestaand plan"),
        (-1, "wens", "Een bankje bij de speeltuin"),
        (0, "klus", "Speeltuin aanleggen"),
    ]
    assert [(branch.node.title, branch.node.words) for branch in line.why] == [
        ("Een speeltuin", ""),
        ("Bestaand plan", ""),
        ("Een bankje bij de speeltuin", "wacht hierop"),
    ]
    assert [branch.node.title for branch in line.why[0].branches] == ["Wijkplan"]
    assert (line.nodes[1].address, line.nodes[2].address) == (f"/wens/{wish.pk}/", "https://voorbeeld.nl/")


def test_a_wish_that_is_source_and_waits_hangs_once_and_is_tied(wish, job, reader):
    answer(wish, item(job), by=reader)
    because(job, wish, by=reader)
    down = queries.line_of(wish, for_actor=reader)
    assert [node.level for node in down.nodes] == [0, 1, 2, 3]
    assert [(tie.start, tie.end) for tie in down.ties] == [(ref(wish), ref(job))]
    up = queries.line_of(job, for_actor=reader)
    assert (told(up)[0], up.ties) == ((-1, "wens", "Een speeltuin"), ())


def test_a_line_that_bites_its_tail_ends(wish, job, reader):
    because(job, wish, by=reader)
    answer(job, item(wish), by=reader)
    line = queries.line_of(wish, for_actor=reader)
    assert [node.level for node in line.nodes] == [-1, 0]
    assert len(queries.line_of(job, for_actor=reader).nodes) == 4


def test_a_replaced_answer_and_a_source_taken_away_are_not_on_the_line(wish, job, reader):
    answer(wish, item(job), by=reader)
    answer(wish, verdict=Verdict.NO, reason="Geen plek", by=reader)
    because(job, wish, by=reader)
    operations.remove_source(queries.standing_sources(job)[0], reason="Vergissing", by=reader, at=NOON)
    assert told(queries.line_of(wish, for_actor=reader))[1:] == [(1, "antwoord", "nee")]
    assert told(queries.line_of(job, for_actor=reader)) == [(0, "klus", "Speeltuin aanleggen")]


def test_what_is_gone_leaves_a_gap_that_is_told(wish, job, reader):
    because(job, wish, by=reader)
    wish.delete()
    assert told(queries.line_of(job, for_actor=reader))[0] == (-1, "aanleiding", "Dit is er niet meer.")


def test_strangers_read_no_title_and_go_no_further_than_a_thing_that_is_not_public(job, reader):
    secret = factories.make_secret_wish()
    because(secret, factories.make_wish("Een bankje"), by=reader)
    because(job, secret, by=reader)
    line = queries.line_of(job, for_actor=VISITOR)
    assert [(node.title, node.address, node.state) for node in line.nodes] == [
        ("een wens (niet openbaar)", "", ""),
        ("Speeltuin aanleggen", f"/klus/{job.pk}/", "loopt"),
    ]
    insider = factories.make_person("Sam Bos", work_area=secret)
    because(job, secret, by=insider)
    assert [node.title for node in queries.line_of(job, for_actor=insider).nodes] == [
        "Een bankje",
        "Bij mij thuis is het onveilig",
        "Speeltuin aanleggen",
    ]


def test_strangers_read_nothing_of_what_the_thread_says_of_a_hidden_thing(reader):
    secret = factories.make_secret_wish()
    answer(secret, money("Geld voor een slot op de deur"), by=reader)
    assert told(queries.line_of(secret, for_actor=VISITOR)) == [(0, "wens", "een wens (niet openbaar)")]


def test_who_has_a_part_in_a_hidden_thing_reads_on_under_its_own_name(job, reader):
    secret = factories.make_secret_wish()
    answer(secret, money("Geld voor een slot op de deur"), by=reader)
    because(job, secret, by=reader)
    line = queries.line_of(secret, for_actor=VISITOR, known_as="Uw wens")
    assert [(node.title, node.address) for node in line.nodes] == [
        ("Uw wens", ""),
        ("ja, op voorwaarde dat", ""),
        ("Geld voor een slot op de deur (uiterlijk 1 mei 2026)", ""),
        ("Speeltuin aanleggen", f"/klus/{job.pk}/"),
    ]


def test_of_a_public_thing_strangers_read_what_sort_of_condition_it_waits_for(job, reader, monkeypatch):
    secret = factories.make_secret_wish()
    answer(secret, money("Geld voor het slot van mevrouw"), item(job), by=reader)
    monkeypatch.setattr(type(secret), "thread_public_address", "/openbaar/", raising=False)
    assert told(queries.line_of(secret, for_actor=VISITOR)) == [
        (0, "wens", "een wens (niet openbaar)"),
        (1, "antwoord", "ja, op voorwaarde dat"),
        (2, "voorwaarde", "geld dat is gereserveerd (uiterlijk 1 mei 2026)"),
        (2, "voorwaarde", "een project dat klaar is (uiterlijk 1 mei 2026)"),
        (3, "klus", "Speeltuin aanleggen"),
    ]


def test_a_long_line_is_cut_and_says_so(wish, reader):
    for number in range(8):
        because(factories.make_job(f"Klus {number}"), wish, by=reader)
    line = queries.line_of(wish, for_actor=reader, most=5)
    assert (len(line.nodes), line.is_cut) == (5, True)
    assert not queries.line_of(wish, for_actor=reader).is_cut


def test_a_deep_line_is_cut_and_says_so(wish, reader):
    cause = wish
    for number in range(4):
        cause = because(factories.make_job(f"Klus {number}"), cause, by=reader)
    assert queries.line_of(wish, for_actor=reader, deepest=2).is_cut
    assert queries.line_of(cause, for_actor=reader, deepest=2).is_cut


def test_a_level_takes_two_queries_whatever_hangs_there(wish, reader, django_assert_num_queries):
    assert reader.held == ()  # read once for each person that is loaded
    for number in range(1, 4):
        job = factories.make_job(f"Klus {number}")
        answer(job, money(), by=reader)
        because(job, wish, by=reader)
        # two up for the wish; two down for the wish, two for its jobs; one for the jobs themselves
        with django_assert_num_queries(7):
            assert len(queries.line_of(wish, for_actor=reader).nodes) == 1 + 3 * number


def test_answers_and_sources_of_many_take_a_fixed_number_of_queries(reader, django_assert_num_queries):
    assert reader.held == ()
    wishes, jobs = [], []
    for number in range(1, 4):
        wishes.append(factories.make_wish(f"Wens {number}"))
        jobs.append(because(factories.make_job(f"Klus {number}"), wishes[-1], by=reader))
        answer(wishes[-1], money(), by=reader)
        with django_assert_num_queries(2):
            assert set(queries.answers_of(wishes)) == {ref(wish) for wish in wishes}
        with django_assert_num_queries(2):
            found = queries.sources_of(jobs, for_actor=reader)
        assert [[node.title for node in causes.nodes] for causes in found.values()] == [[wish.name] for wish in wishes]


def test_of_many_causes_the_first_are_given_and_the_rest_is_counted(job, reader):
    for number in range(5):
        because(job, factories.make_wish(f"Wens {number}"), by=reader)
    causes = queries.sources_of([job], for_actor=reader, most=2)[ref(job)]
    assert ([node.title for node in causes.nodes], causes.more) == (["Wens 0", "Wens 1"], 3)
    assert causes.titles == "Wens 0; Wens 1; en nog 3"


def test_open_conditions_are_asked_by_day_party_kind_and_thing(wish, job, reader):
    answer(wish, money(by_when=NOON.date().replace(month=4), from_whom="De woningstichting"), item(job), by=reader)
    answer(job, money(), by=reader)
    assert [c.from_whom for c in queries.open_conditions(due_by=NOON.date().replace(month=4))] == ["De woningstichting"]
    assert [c.kind for c in queries.open_conditions(from_whom="gemeenteraad")] == ["item", "money"]
    assert [c.kind for c in queries.open_conditions(kind="item")] == ["item"]
    about = type(wish).objects.filter(pk=wish.pk)
    assert [c.kind for c in queries.open_conditions(about=about)] == ["money", "item"]


def test_things_caused_by_a_thing_are_found_by_kind(wish, job, reader):
    because(job, wish, by=reader)
    assert queries.things_caused_by([wish], kind="thread.job") == {Ref("thread.wish", wish.pk): [job.pk]}
    assert queries.things_caused_by([wish], kind="thread.wish") == {}


def test_another_municipality_is_not_on_the_line(wish, job, reader):
    because(job, wish, by=reader)
    with scope.in_municipality(factories.make_municipality("GM0106", "Assen")):
        assert queries.answers_of([wish]) == {}
        assert queries.sources_of([job], for_actor=VISITOR) == {ref(job): queries.Causes([])}
