"""Reports of elsewhere: every faulty row named, nothing half, read again is the same."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import FileRefused
from wijkwerk.domain.areas.tests.factories import make_area, make_buurten, make_work_area, middle, square
from wijkwerk.domain.signals.models import Category, Signal
from wijkwerk.domain.signals.operations import importing
from wijkwerk.domain.signals.queries import SIGNAL
from wijkwerk.domain.signals.reading import read_signals
from wijkwerk.domain.signals.tests.factories import MONDAY, make_category
from wijkwerk.foundation.access.policy import CLOCK, Reach
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.search import queries as search

HEAD = "id,aangemaakt,lat,lon,subcategorie,omschrijving,adres,afgehandeld"
EVERYWHERE = {SIGNAL: Reach(everywhere=True)}


def file_of(*lines, head=HEAD):
    return SourceFile("elders.csv", "\n".join([head, *lines]).encode())


def line(number=1, place=0, day="2025-03-01", subject="Bestrating", text="Een losse tegel", ended=""):
    lat, lon = middle(place)
    return f"{number},{day},{lat},{lon},{subject},{text},Kerkstraat 4,{ended}"


def bring_in(*lines, source="elders"):
    return importing.import_signals(read_signals(file_of(*lines)), source=source, by=CLOCK, at=MONDAY)


def counts(brought):
    return (brought.signals.new, brought.signals.changed, brought.signals.same)


def found(words):
    return [hit.thing_id for hit in search.find(words, reaches=EVERYWHERE).rows]


@pytest.fixture
def town(municipality):
    make_buurten(2)
    return make_work_area("Maarswold", ["BU00370000"])


def test_a_row_becomes_a_signal_in_its_area_with_its_subject(town):
    brought = bring_in(line(7, subject="Nieuw onderwerp", ended="2025-03-02"))
    signal = Signal.objects.get()
    category = Category.objects.get()
    assert (category.code, category.name) == ("nieuw-onderwerp", "Nieuw onderwerp")
    assert {name: getattr(signal, name) for name in KEPT} == {
        "kind": "report",
        "state": "done",
        "channel": "import",
        "text": "Een losse tegel",
        "category_id": category.pk,
        "place_kind": "point",
        "address": "Kerkstraat 4",
        "work_area_id": town.pk,
        "buurt_code": "BU00370000",
        "reported_at": datetime(2025, 3, 1, 11, tzinfo=UTC),
        "created_at": datetime(2025, 3, 1, 11, tzinfo=UTC),
        "changed_at": MONDAY,
        "closed_at": datetime(2025, 3, 2, 11, tzinfo=UTC),
        "imported_as": "elders:7",
        "is_public": False,
        "public_text": "",
        "version": 1,
        "handler_person_id": None,
    }
    assert (signal.lat, signal.lon) == pytest.approx(middle(0))
    assert (counts(brought), brought.in_buurt, brought.outside) == ((1, 0, 0), 1, [])
    assert [entry.verb for entry in Entry.objects.all()] == ["signals.imported"]


KEPT = [
    "kind", "state", "channel", "text", "category_id", "place_kind", "address", "work_area_id", "buurt_code",
    "reported_at", "created_at", "changed_at", "closed_at", "imported_as", "is_public", "public_text", "version",
    "handler_person_id",
]  # fmt: skip


def test_what_was_imported_is_found_by_its_words_like_any_other_signal(town):
    bring_in(line(1, text="Een losse tegel"), line(2, text="Een omgevallen boom", day="2025-02-01"))
    by_words = {signal.imported_as: signal.pk for signal in Signal.objects.all()}
    assert found("tegels") == [by_words["elders:1"]]
    assert found("kerkstraat bestrating") == [by_words["elders:1"], by_words["elders:2"]]
    hit = search.find("boom", reaches=EVERYWHERE).rows[0]
    assert (hit.title, hit.address, hit.number) == (
        "Een omgevallen boom",
        f"/signalen/{by_words['elders:2']}/",
        by_words["elders:2"],
    )


def test_a_later_signal_gets_a_number_of_its_own(town):
    bring_in(line(1), line(2))
    later = Signal.objects.create(text="Later", state="new", created_at=MONDAY, reported_at=MONDAY, changed_at=MONDAY)
    assert later.pk > max(Signal.objects.exclude(pk=later.pk).values_list("pk", flat=True))
    bring_in(line(3))
    assert Signal.objects.count() == 4


def test_the_same_file_again_changes_nothing(town):
    bring_in(line(1), line(2, ended="2025-03-02"))
    before = list(Signal.objects.order_by("pk").values())
    assert counts(bring_in(line(1), line(2, ended="2025-03-02"))) == (0, 0, 2)
    assert list(Signal.objects.order_by("pk").values()) == before
    assert counts(bring_in(line(1), source="anders")) == (1, 0, 0)


def test_what_was_dealt_with_elsewhere_since_is_done_here_too(town):
    bring_in(line(1), line(2))
    assert counts(bring_in(line(1, ended="2025-03-02"), line(2), line(3))) == (1, 1, 1)
    assert dict(Signal.objects.values_list("imported_as", "state")) == {
        "elders:1": "done",
        "elders:2": "new",
        "elders:3": "new",
    }
    assert Signal.objects.get(imported_as="elders:1").closed_at == datetime(2025, 3, 2, 11, tzinfo=UTC)


def test_what_lies_outside_is_kept_without_an_area_and_named(town):
    make_area("BU01060000", "Assen-Oost", shape=square(6.5, 52.99))
    brought = bring_in(line(1), "2,2025-03-01,52.995,6.505,Bestrating,Elders,,", line(3, place=1))
    assert [row.line for row in brought.outside] == [3]
    assert dict(Signal.objects.values_list("imported_as", "work_area_id")) == {
        "elders:1": town.pk,
        "elders:2": None,
        "elders:3": None,
    }


def test_a_row_without_words_says_what_it_is_about(town):
    make_category("Bestrating")
    bring_in(line(1, text=""))
    assert Signal.objects.get().text == "Ingelezen melding over Bestrating."


def test_nothing_is_kept_when_the_database_refuses_a_row(town, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = read_signals(file_of(*(line(number) for number in range(5))))
    rows[4] = rows[4]._replace(lat=91.0)
    with pytest.raises(IntegrityError, match="a_point_has_two_numbers"):
        importing.import_signals(rows, source="elders", by=CLOCK, at=MONDAY)
    assert [Signal.objects.count(), Category.objects.count(), found("tegel")] == [0, 0, []]


def test_every_faulty_row_is_named_by_its_line():
    with pytest.raises(FileRefused) as refused:
        read_signals(
            file_of(
                line(1),
                line(1),
                line(""),
                line(2, day="gisteren"),
                line(3, ended="ooit"),
                "4,2025-03-01,hier,6.9,,,,",
                "5,2025-03-01,52.9,91,,,,",
                "6,2025-03-01",
                line(7),
            )
        )
    assert [str(fault) for fault in refused.value.faults] == [
        "elders.csv, regel 3: Nummer 1 staat ook op regel 2.",
        "elders.csv, regel 4: Het nummer van de melding ontbreekt.",
        "elders.csv, regel 5: “gisteren” is geen dag of tijd. Schrijf 2026-03-04 of 4-3-2026.",
        "elders.csv, regel 6: “ooit” is geen dag waarop de melding klaar was.",
        "elders.csv, regel 7: De plek is geen getal: “hier” en “6.9”.",
        "elders.csv, regel 8: De plek 52.9, 91 ligt niet in Nederland. Geef breedte en lengte in graden.",
        "elders.csv, regel 9: Deze regel heeft 2 velden, de kop heeft er 8.",
    ]


def test_days_are_read_as_people_write_them():
    rows = read_signals(file_of(line(1, day="4-3-2025"), line(2, day="2025-03-04T08:30:00+01:00")))
    assert [row.reported_at for row in rows] == [
        datetime(2025, 3, 4, 11, tzinfo=UTC),
        datetime(2025, 3, 4, 7, 30, tzinfo=UTC),
    ]


def test_a_column_that_must_be_there_is_named():
    with pytest.raises(FileRefused, match="Deze kolom ontbreekt: gemeld, lon"):
        read_signals(file_of("1,52.9", head="id,lat"))
