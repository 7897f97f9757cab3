"""Everything happens in one municipality, and no row of another is seen."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django_scopes.exceptions import ScopeError

from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import ClosingDay
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

KINGS_EVE = date(2025, 4, 26)


def test_outside_a_municipality_there_is_none():
    assert scope.current_or_none() is None
    with pytest.raises(scope.NoMunicipality):
        scope.current()


def test_a_question_outside_a_municipality_is_an_error(db):
    with pytest.raises(ScopeError):
        ClosingDay.objects.count()


def test_a_row_belongs_to_the_municipality_that_it_is_made_in(municipality):
    day = ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
    assert day.municipality == municipality


def test_rows_made_in_bulk_belong_to_it_too(municipality):
    ClosingDay.objects.bulk_create([ClosingDay(on=KINGS_EVE, name="Brugdag")])
    assert ClosingDay.objects.get().municipality == municipality


def test_nobody_sees_another_municipalitys_rows(municipality):
    mine = ClosingDay.objects.create(on=KINGS_EVE, name="Van hier")
    with scope.in_municipality(make_municipality("GM0106", "Elders")):
        theirs = ClosingDay.objects.create(on=KINGS_EVE, name="Van daar")
        assert list(ClosingDay.objects.all()) == [theirs]
        assert not ClosingDay.objects.filter(pk=mine.pk).exists()
        assert ClosingDay.objects.filter(name="Van hier").update(name="Weg") == 0
    assert list(ClosingDay.objects.all()) == [mine]


def test_looking_everywhere_needs_a_reason(municipality):
    ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
    with pytest.raises(ValueError, match="reason"), scope.everywhere(because=" "):
        pass
    with scope.everywhere(because="a count of the installation"):
        assert ClosingDay.objects.count() == 1


def test_a_day_closes_once(municipality):
    ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingDay.objects.create(on=KINGS_EVE, name="Nog een keer")
