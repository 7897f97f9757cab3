"""What can be found of areas."""

import pytest

from wijkwerk.domain.areas import operations, search
from wijkwerk.domain.areas.models import WorkAreaKind
from wijkwerk.domain.areas.tests.factories import BY, LONG_AGO, TODAY, make_area, make_work_area
from wijkwerk.foundation.search import index, queries


@pytest.fixture
def noord(municipality):
    make_area("BU00370000", "Veenwijk")
    make_area("BU00370001", "Turfhoek")
    return operations.create_work_area(name="Noord", codes=["BU00370000"], valid_from=LONG_AGO, **BY)


def found(words):
    return [(hit.title, hit.address) for hit in queries.find(words, reaches={}).rows]


def test_everybody_finds_a_work_area_by_its_name_and_those_of_its_buurten(noord):
    assert found("noord") == found("veenwijk") == [("Noord", noord.get_absolute_url())]
    assert found("turfhoek") == []


def test_what_changes_is_found_as_it_is_now(noord):
    operations.rename_work_area(noord, name="Zonnehof", kind=WorkAreaKind.WIJK, **BY)
    operations.change_buurten(noord, codes=["BU00370000", "BU00370001"], on=TODAY, **BY)
    assert (found("noord"), found("zonnehof"), found("turfhoek")) == (
        [],
        *[[("Zonnehof", noord.get_absolute_url())]] * 2,
    )


def test_all_work_areas_are_found_after_the_index_was_made_anew(municipality):
    make_work_area("Mussel")
    assert found("mussel") == []
    index.rebuild()
    assert len(found("mussel")) == 1


def test_making_the_documents_costs_the_same_however_many_there_are(noord, django_assert_num_queries):
    with django_assert_num_queries(3):
        list(search.documents())
    make_work_area("Mussel")
    with django_assert_num_queries(3):
        list(search.documents())
