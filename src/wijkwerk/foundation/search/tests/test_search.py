from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.search import engines, index, queries, terms
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.search.tests.factories import NOON, Somewhere, make_document, make_municipality, put
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

ALL = {"signal": Somewhere(), "item": Somewhere(), "public_signal": Somewhere()}
DAY = timedelta(days=1)


@pytest.fixture
def stadskanaal(db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture(autouse=True)
def public_forms(monkeypatch):
    monkeypatch.setattr(queries, "public_forms", lambda: {"public_signal": "signal"})


def found(words, *, reaches=ALL, **changes):
    return [hit.thing_id for hit in queries.find(words, reaches=reaches, **changes).rows]


def test_a_thing_is_found_by_its_words_in_any_form_newest_first(stadskanaal):
    put(1, "De lantaarnpalen bij de Marktstraat zijn kapot")
    put(2, "Een kapotte lantaarnpaal")
    put(3, "Een losse stoeptegel")
    assert found("lantaarnpaal") == [2, 1]
    assert found("kapot lantaarnpalen") == [2, 1]
    assert found("marktstraat kapotte") == [1]
    assert found("lantaarnpaal stoeptegel") == []
    assert found("") == found(" ?! ") == []


def test_the_title_is_looked_through_too(stadskanaal):
    put(1, title="Zwerfvuil in het park")
    assert found("zwerfvuil") == [1]


def test_the_last_word_may_be_the_beginning_of_one(stadskanaal):
    put(1, "stoeptegels liggen los")
    assert found("los stoept") == found("STOEPT") == [1]
    assert found("stoept los") == []
    assert found("st") == []
    assert found("stoept ") == []  # a space after it: the word is whole


def test_what_is_put_again_is_found_by_its_new_words_only(stadskanaal):
    put(1, "een losse stoeptegel")
    put(1, "een omgevallen boom")
    assert (found("stoeptegel"), found("boom")) == ([], [1])
    put(1, "een omgevallen boom", at=NOON - DAY)
    put(2, "een boom", at=NOON - DAY / 2)
    assert found("boom") == [2, 1]


def test_what_is_removed_is_found_no_more(stadskanaal):
    put(1, "boom")
    index.remove(Ref("signals.signal", 1))
    assert found("boom") == []


def test_what_goes_with_its_municipality_is_gone_from_the_engine_too(db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        put(1, "boom")
    municipality.delete()
    again = Municipality(pk=municipality.pk, code="GM0106", name="Assen", slug="assen")
    again.save(force_insert=True)
    with scope.in_municipality(again):
        assert found("boom") == []


def test_one_municipality_never_finds_anothers(stadskanaal):
    put(1, "boom", is_public=True)
    with scope.in_municipality(make_municipality("GM0106", "Assen")):
        assert found("boom") == found("1") == []
        assert queries.count("boom", reaches=ALL) == 0


def test_somebody_finds_what_lies_within_reach_and_what_is_public(stadskanaal):
    put(1, "boom", area_id=7)
    put(2, "boom", area_id=8)
    put(3, "boom")
    put(4, "boom", area_id=8, is_public=True)
    put(5, "boom", kind="item", area_id=7)
    assert found("boom", reaches={"signal": Somewhere(7)}) == [4, 1]
    assert found("boom", reaches={"signal": Somewhere(7, 8)}) == [4, 2, 1]
    assert found("boom", reaches={"signal": Somewhere()}) == [4, 3, 2, 1]
    assert found("boom", reaches={"signal": Somewhere(7), "item": Somewhere(7)}) == [5, 4, 1]
    assert found("boom", reaches={"signal": Somewhere(7)}, include_public=False) == [1]
    assert found("boom", reaches={}) == [4]
    assert found("boom", reaches={}, include_public=False) == []


def test_kinds_can_be_chosen(stadskanaal):
    put(1, "boom", is_public=True)
    put(2, "boom", kind="item", is_public=True)
    assert found("boom", kinds=["item"]) == found("boom", kinds=["item"], reaches={}) == [2]
    assert found("boom", kinds=[]) == []


def test_the_public_form_is_not_shown_beside_the_thing_itself(stadskanaal):
    for number, area_id in ((1, 7), (2, 8)):
        put(number, "boom", area_id=area_id)
        put(number + 10, "boom", kind="public_signal", area_id=area_id, is_public=True)
    assert found("boom", reaches={"signal": Somewhere()}) == [2, 1]
    assert found("boom", reaches={"signal": Somewhere(7)}) == [12, 1]
    assert found("boom", reaches={}) == [12, 11]


def test_a_number_finds_that_thing_first_whatever_was_chosen(stadskanaal):
    put(12, "boom")
    put(13, "voor nummer 12")
    page = queries.find("12", reaches=ALL)
    assert ([hit.thing_id for hit in page.exact], [hit.thing_id for hit in page.rows]) == ([12], [13])
    assert [hit.thing_id for hit in queries.find(" #12 ", reaches=ALL, kinds=["item"]).exact] == [12]
    assert [hit.thing_id for hit in queries.find("melding 12", reaches=ALL).exact] == [12]


def test_a_number_finds_nothing_that_may_not_be_seen(stadskanaal):
    put(12, "boom", area_id=7)
    assert queries.find("12", reaches={"signal": Somewhere(8)}).exact == []
    assert [hit.thing_id for hit in queries.find("12", reaches={"signal": Somewhere(7)}).exact] == [12]


def test_pages_follow_each_other_without_a_gap(stadskanaal):
    for number in range(1, 8):
        put(number, "boom", at=NOON + timedelta(days=number // 3))
    seen, after = [], ""
    while after is not None:
        page = queries.find("boom", reaches=ALL, after=after, size=2)
        seen += [hit.thing_id for hit in page.rows]
        after = page.next
    assert seen == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("token", ["x", "bm9uc2Vucw", "W10", "WzEsMl0x", "W251bGwsIDFd", "WzFlOTksIDFd", "a" * 500])
def test_a_broken_token_gives_the_first_page(stadskanaal, token):
    put(1, "boom")
    assert found("boom", after=token) == [1]


def test_counting_ends_at_a_thousand(stadskanaal, monkeypatch):
    monkeypatch.setattr(queries, "MOST_COUNTED", 2)
    put(1, "boom"), put(2, "boom")
    assert queries.count("boom", reaches=ALL) == 2
    put(3, "boom")
    assert queries.count("boom", reaches=ALL) is None
    assert queries.count("", reaches=ALL) == 0


def test_signs_with_a_meaning_to_an_engine_mean_nothing(stadskanaal):
    put(1, "boom")
    for words in ("boom'", 'boom"', "boom:*", "boom & !boom", "boom) OR (a", "bo\\om", "boom\x00", "NEAR(boom)"):
        assert isinstance(found(words), list)
    assert found('"boom"') == found("boom!") == [1]


def test_putting_many_costs_one_statement_a_batch(stadskanaal, django_assert_num_queries):
    for count in (1, 3):
        with django_assert_num_queries(1):
            index.put_all([make_document(number, "boom") for number in range(count)])


def test_what_is_new_is_put_in_past_the_models_and_found_all_the_same(stadskanaal, django_assert_num_queries):
    documents = [make_document(1, "bomen", area_id=7), make_document(2, "een boom", number=None, is_public=True)]
    index.put_all(documents)
    columns = [*index.COLUMNS, "municipality_id"]
    put = list(Entry.objects.order_by("id").values_list(*columns))
    Entry.objects.all().delete()
    with django_assert_num_queries(1):
        index.put_new(documents)
    assert list(Entry.objects.order_by("id").values_list(*columns)) == put
    assert (found("boom"), found("boom", reaches={})) == ([2, 1], [2])
    index.remove(Ref("signals.signal", 1))
    assert found("boom") == [2]


def test_many_new_things_are_found_and_what_went_wrong_halfway_leaves_nothing(stadskanaal):
    def halfway():
        yield make_document(2, "boom")
        raise LookupError

    put(1, "boom")
    with pytest.raises(LookupError), transaction.atomic(), index.many_new():
        index.put_new(halfway())
    put(3, "boom")
    with transaction.atomic(), index.many_new():
        index.put_new([make_document(4, "boom")])
        index.put_new([make_document(5, "een boom", at=NOON)])
    put(6, "boom")
    assert found("boom") == [6, 4, 3, 1, 5]
    index.remove(Ref("signals.signal", 4))
    assert found("boom") == [6, 3, 1, 5]


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("Een boom", "Een boom, omgewaaid", "Een boom, omgewaaid 1"),
        ("Een boom…", "Een boom. En een tak", "Een boom. En een tak 1"),
        ("Een boom…", "Een boomstam", "Een boom… Een boomstam 1"),
        ("Een boom", "Een tak", "Een boom Een tak 1"),
        ("Een boom", "Een boom", "Een boom 1"),
        ("", "Een boom", " Een boom 1"),
    ],
)
def test_a_title_that_the_text_begins_with_is_read_once(title, text, words):
    assert index._words_of(make_document(1, text, title=title)) == words


WORDS = ["boom", "bomen", "straat", "straten", "stoep", "stoeptegel", "stoeptegels", "12", "2026-12", "9501 AB", "café"]
AREAS = st.sampled_from([None, 7, 8])
DOCUMENTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), max_size=4),
        st.sampled_from(["signal", "item", "public_signal"]),
        AREAS,
        st.booleans(),
        st.integers(0, 3_000),  # days ago
    ),
    max_size=12,
)
REACHES = st.dictionaries(
    st.sampled_from(["signal", "item"]), st.sampled_from([Somewhere(), Somewhere(7), Somewhere(7, 8)])
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=DOCUMENTS,
    words=st.lists(st.sampled_from([*WORDS, "sto", "stoept", "9501", "ab", "caf"]), min_size=1, max_size=3),
    reaches=REACHES,
    include_public=st.booleans(),
    kinds=st.sampled_from([None, ["signal"], ["item", "public_signal"]]),
    newest=st.sampled_from([1, 3, 256]),
)
def test_every_engine_finds_what_plain_reading_finds(
    stadskanaal, monkeypatch, documents, words, reaches, include_public, kinds, newest
):
    """The meaning of a search is that of `Query.meets` over all entries; so the hits are the same on every database."""
    monkeypatch.setattr(engines, "NEWEST", newest)
    Entry.objects.all().delete()
    index.put_all(
        make_document(
            number, " ".join(text), kind=kind, area_id=area_id, is_public=is_public, at=NOON - days * DAY, number=None
        )
        for number, (text, kind, area_id, is_public, days) in enumerate(documents, start=1)
    )
    typed = " ".join(words)
    query = queries.query_for(typed, reaches=reaches, include_public=include_public, kinds=kinds)
    begin = len(terms.prefix(stadskanaal.pk))
    expected = [
        entry.thing_id
        for entry in Entry.objects.order_by("-at", "-id")
        if query is not None and query.meets({term[begin:] for term in entry.terms.split(" ")})
    ]
    assert found(typed, reaches=reaches, include_public=include_public, kinds=kinds) == expected
    two_by_two, after = [], ""
    while after is not None:
        page = queries.find(typed, reaches=reaches, include_public=include_public, kinds=kinds, after=after, size=2)
        two_by_two += [hit.thing_id for hit in page.rows]
        after = page.next
    assert two_by_two == expected


@pytest.mark.engine("postgresql", because="the other engine looks for no stretches of time")
def test_a_page_is_found_in_a_few_statements_however_far_back_it_lies(stadskanaal, django_assert_max_num_queries):
    index.put_all(make_document(number, "boom" if number < 9 else "x", at=NOON + number * DAY) for number in range(900))
    with django_assert_max_num_queries(5):
        assert len(found("boom")) == 9


def test_three_signs_name_a_municipality():
    assert [terms.prefix(number) for number in (1, 36, 46_655)] == ["001", "010", "zzz"]
    with pytest.raises(ValueError, match="three signs"):
        terms.prefix(46_656)
