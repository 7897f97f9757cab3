import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import PlaceKind, Signal
from wijkwerk.domain.signals.operations.publishing import (
    GRID,
    NothingToPublish,
    TellsWhoSomebodyIs,
    public_point,
    tells_who,
)
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.signals.tests.factories import MONDAY


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mail mij op rika@example.nl", "een e-mailadres"),
        ("Bel 0599-123456", "een telefoonnummer"),
        ("Bel 06 12 34 56 78", "een telefoonnummer"),
        ("Ik woon op 9501 AB", "een postcode"),
        ("Het was de auto 12-ABC-3", "een kenteken"),
        ("Op Kerkstraat 12 ligt afval", "een huisnummer"),
        ("Op NL91 ABNA 0417 1643 00 staat het", "een rekeningnummer"),
    ],
)
def test_what_tells_who_somebody_is_is_found(text, what):
    assert what in tells_who(text)


@pytest.mark.parametrize("text", ["Er liggen 12 tegels los sinds 2024.", "De speeltuin aan de Kerkstraat is stuk."])
def test_ordinary_words_are_left_alone(text):
    assert tells_who(text) == []


def test_public_text_without_persons_only(signal, coordinator):
    with pytest.raises(TellsWhoSomebodyIs):
        operations.publish(signal, public_text="Bel Rika: 0599-123456", shows_place=False, by=coordinator, at=MONDAY)
    with pytest.raises(NothingToPublish):
        operations.publish(signal, public_text=" ", shows_place=False, by=coordinator, at=MONDAY)
    assert list(Signal.objects.published()) == []


def test_an_address_is_never_a_public_point(signal, coordinator):
    Signal.objects.filter(pk=signal.pk).update(place_kind=PlaceKind.ADDRESS, lat=52.99, lon=6.95)
    operations.publish(signal, public_text="Losse tegels.", shows_place=True, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.is_public, signal.public_lat, signal.public_lon) == (True, None, None)


def test_a_public_point_is_the_middle_of_a_cell(signal, coordinator):
    Signal.objects.filter(pk=signal.pk).update(place_kind=PlaceKind.POINT, lat=52.99012, lon=6.95088)
    operations.publish(signal, public_text="Losse tegels.", shows_place=True, by=coordinator, at=MONDAY)
    signal.refresh_from_db()
    assert (signal.public_lat, signal.public_lon) == (52.9905, 6.9505)


@given(lat=st.floats(50.7, 53.6), lon=st.floats(3.3, 7.3))
def test_all_points_of_a_cell_have_one_public_point_near_by(lat, lon):
    public = public_point(lat, lon)
    assert public == public_point(*public)
    assert abs(public[0] - lat) <= GRID / 2 + 1e-4
    assert abs(public[1] - lon) <= GRID / 2 + 1e-4


def test_photos_are_public_only_when_chosen(reporter, signal, coordinator, media):
    seen = operations.add_photo(reporter, factories.photo_file(), by=coordinator, at=MONDAY)
    operations.add_photo(reporter, factories.photo_file(), by=coordinator, at=MONDAY)
    operations.publish(signal, public_text="Los.", shows_place=False, photos=[seen], by=coordinator, at=MONDAY)
    assert list(signal.photos.filter(is_public=True)) == [seen]
    operations.take_back(signal, by=coordinator, at=MONDAY)
    assert list(signal.photos.filter(is_public=True)) == []
