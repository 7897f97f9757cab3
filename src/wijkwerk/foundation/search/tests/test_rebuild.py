import pytest
from django.core.management import call_command

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.search import index, queries
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.search.tests.factories import Somewhere, make_document, make_municipality, put
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipalities(db):
    return [make_municipality("GM0106", "Assen"), make_municipality()]


def found(words):
    return [hit.thing_id for hit in queries.find(words, reaches={"signal": Somewhere()}).rows]


def test_the_index_is_made_anew_for_every_municipality(municipalities, monkeypatch, capsys):
    monkeypatch.setattr(index, "rooms", lambda: [lambda: [make_document(scope.current().pk, "boom")]])
    for municipality in municipalities:
        with scope.in_municipality(municipality):
            put(100, "wat er niet meer is")
    call_command("rebuild_search")
    for municipality in municipalities:
        with scope.in_municipality(municipality):
            assert [entry.thing_id for entry in Entry.objects.all()] == [municipality.pk]
            assert found("boom") == [municipality.pk]
            assert found("meer") == []
    assert capsys.readouterr().out == "Assen: 1\nStadskanaal: 1\n"


def test_one_municipality_can_be_made_anew(municipalities, monkeypatch, capsys):
    monkeypatch.setattr(index, "rooms", lambda: [lambda: [make_document(1, "boom")]])
    call_command("rebuild_search", "GM0037")
    assert capsys.readouterr().out == "Stadskanaal: 1\n"


def test_rooms_say_in_their_search_file_what_can_be_found(db):
    with scope.in_municipality(make_municipality()):
        assert [list(documents()) for documents in index.rooms()] == [[] for _ in index.rooms()]
        assert index.rebuild() == 0
        index.remove(Ref("signals.signal", 1))
