"""Everything happens in one municipality, and no row of another is seen."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, CharField, DateField
from django_scopes.exceptions import ScopeError

from wijkwerk.foundation.kit.prepared import asked_alike
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


days_called = scope.prepared(lambda name: ClosingDay.objects.filter(name=name), name=CharField())
names_until = scope.prepared(
    lambda on: ClosingDay.objects.filter(on__lte=on).order_by("on").values_list("name", flat=True), on=DateField()
)


def test_a_prepared_question_is_asked_again_with_other_values(municipality, django_assert_num_queries):
    eve = ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
    fair = ClosingDay.objects.create(on=date(2025, 9, 1), name="Kermis")
    with django_assert_num_queries(3):
        assert days_called(name="Brugdag") == [eve]
        assert days_called(name="Kermis") == [fair]
        assert days_called(name="Feest") == []
    assert [names_until(on=day) for day in (KINGS_EVE, date(2026, 1, 1))] == [["Brugdag"], ["Brugdag", "Kermis"]]


def test_a_prepared_question_sees_no_other_municipalitys_rows(municipality):
    mine = ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
    with scope.in_municipality(make_municipality("GM0106", "Elders")):
        assert days_called(name="Brugdag") == []
        theirs = ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
        assert days_called(name="Brugdag") == [theirs]
    assert days_called(name="Brugdag") == [mine]
    with scope.everywhere(because="a count of the installation"):
        assert days_called(name="Brugdag") == [mine, theirs]


def test_a_prepared_question_outside_a_municipality_is_an_error(db):
    with pytest.raises(ScopeError):
        days_called(name="Brugdag")


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


def test_a_question_asked_alike_is_put_into_words_once(municipality):
    eve = ClosingDay.objects.create(on=KINGS_EVE, name="Brugdag")
    put = []

    def days():
        put.append(1)
        return ClosingDay.objects.filter(name="Brugdag")

    assert [asked_alike(("days", municipality.pk), days) for _ in range(3)] == [[eve]] * 3
    with scope.in_municipality(make_municipality("GM0106", "Elders")) as elsewhere:
        assert asked_alike(("days", elsewhere.pk), days) == []
    assert len(put) == 2


def test_a_question_that_nothing_can_answer_is_answered_with_nothing(municipality):
    nothing = ("days of none", municipality.pk)
    assert [asked_alike(nothing, lambda: ClosingDay.objects.filter(pk__in=[])) for _ in range(2)] == [[], []]


days_numbered = scope.prepared(lambda number: ClosingDay.objects.filter(pk=number), number=BigIntegerField())


def test_a_number_that_no_database_holds_is_nothings(municipality):
    assert [days_numbered(number=number) for number in (int("9" * 30), -int("9" * 30), 2**63)] == [[], [], []]
