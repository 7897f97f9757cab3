"""Work areas: a buurt in one at a time, and history that stays right."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import shapely
from django.db import IntegrityError, connection, transaction

from wijkwerk.domain.areas import maps, operations, queries
from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind, WorkAreaPart
from wijkwerk.domain.areas.operations import NewPart
from wijkwerk.domain.areas.tests.factories import (
    BY,
    LONG_AGO,
    SIZE,
    TODAY,
    make_area,
    make_buurten,
    make_work_area,
    square,
)
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

A, B, C = "BU00370000", "BU00370001", "BU00370002"
YESTERDAY = TODAY - timedelta(days=1)
NEXT_YEAR = date(2026, 1, 1)


@pytest.fixture
def buurten(municipality):
    return make_buurten(3)


def create(name="Maarswold", codes=(A,), valid_from=LONG_AGO, **fields):
    return operations.create_work_area(name=name, codes=codes, valid_from=valid_from, **fields, **BY)


def buurten_of(work_area, on):
    return [part.code for part in queries.parts_of(work_area, on)]


def refused(deed, **arguments):
    with pytest.raises(Refusal) as refusal:
        deed(**arguments, **BY)
    return type(refusal.value), refusal.value.words


def test_a_work_area_is_a_set_of_buurten(buurten):
    work_area = create(codes=[A, B], kind=WorkAreaKind.VILLAGE)
    assert buurten_of(work_area, TODAY) == [A, B]
    assert (work_area.kind, work_area.areas_year, work_area.municipality.code) == ("dorp", 2024, "GM0037")
    assert work_area.access_area_ids() == {work_area.pk}
    assert [(entry.verb, entry.details) for entry in Entry.objects.all()] == [
        ("areas.work_area_created", {"codes": [A, B]})
    ]


def test_a_buurt_is_in_one_work_area_at_a_time(buurten):
    create("Noord", [A])
    assert refused(operations.create_work_area, name="Zuid", codes=[A, B], valid_from=TODAY) == (
        operations.BuurtTaken,
        "Buurt BU00370000 hoort dan al bij Noord. Een buurt hoort bij één gebied tegelijk.",
    )
    assert WorkArea.objects.count() == 1


def test_a_buurt_may_be_in_one_after_the_other(buurten):
    old = create("Oud", [A])
    operations.end_work_area(old, on=TODAY, reason="Herindeling", **BY)
    new = create("Nieuw", [A], TODAY)
    assert queries.work_area_of(A, YESTERDAY) == old
    assert queries.work_area_of(A, TODAY) == new


def test_the_database_itself_refuses_two_for_now(buurten):
    make_work_area("Noord", [A])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_work_area("Zuid", [A])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": " "}, "Geef het gebied een naam."),
        ({"codes": []}, "Kies een of meer buurten waar dit gebied uit bestaat."),
        (
            {"codes": [A, "BU01060000"]},
            "Deze buurten horen niet bij de gemeente: BU01060000. Kies buurten uit de lijst.",
        ),
        ({"name": "noord", "codes": [B]}, "Er is al een gebied dat noord heet. Kies een andere naam."),
    ],
)
def test_what_cannot_be_is_refused_in_words(buurten, fields, reason):
    make_area("BU01060000", "Elders")
    create("Noord", [C])
    values = {"name": "Maarswold", "codes": [A], "valid_from": LONG_AGO}
    assert refused(operations.create_work_area, **values | fields)[1] == reason


def test_a_work_area_gets_other_buurten_from_a_day(buurten):
    work_area = create(codes=[A, B])
    operations.change_buurten(work_area, codes=[B, C], on=TODAY, **BY)
    assert buurten_of(work_area, YESTERDAY) == [A, B]
    assert buurten_of(work_area, TODAY) == [B, C]
    assert queries.work_area_of(A, TODAY) is None


def test_a_change_on_the_first_day_is_a_correction(buurten):
    work_area = create(codes=[A], valid_from=TODAY)
    operations.change_buurten(work_area, codes=[B], on=TODAY, **BY)
    assert [(part.code, part.valid_from) for part in WorkAreaPart.objects.all()] == [(B, TODAY)]


def test_other_buurten_must_be_free_too(buurten):
    noord, zuid = create("Noord", [A]), create("Zuid", [B])
    assert refused(operations.change_buurten, work_area=noord, codes=[A, B], on=TODAY)[0] == operations.BuurtTaken
    assert refused(operations.change_buurten, work_area=noord, codes=[], on=TODAY)[0] == operations.NoBuurten
    operations.end_work_area(zuid, on=NEXT_YEAR, reason="Samen verder", **BY)
    operations.change_buurten(noord, codes=[A, B], on=NEXT_YEAR, **BY)
    assert buurten_of(noord, TODAY) == [A]
    assert buurten_of(noord, NEXT_YEAR) == [A, B]


def test_a_new_name_keeps_the_area(buurten):
    work_area = create("Noord", [A])
    operations.rename_work_area(work_area, name="Stadskanaal Noord", kind=WorkAreaKind.WIJK, **BY)
    work_area.refresh_from_db()
    assert (work_area.name, buurten_of(work_area, TODAY)) == ("Stadskanaal Noord", [A])
    create("Zuid", [B])
    reason = refused(operations.rename_work_area, work_area=work_area, name="Zuid", kind=WorkAreaKind.WIJK)[0]
    assert reason == operations.NameTaken


def test_work_areas_are_joined(buurten):
    noord, zuid = create("Noord", [A]), create("Zuid", [B])
    joined = operations.join_work_areas(
        [noord, zuid], name="Noord en Zuid", kind=WorkAreaKind.WIJK, on=TODAY, reason="Samen sterker", **BY
    )
    assert buurten_of(joined, TODAY) == [A, B]
    assert buurten_of(noord, YESTERDAY) == [A]
    assert list(queries.work_areas(TODAY)) == [joined]
    assert list(queries.work_areas(YESTERDAY)) == [noord, zuid]
    assert set(joined.predecessors.all()) == {noord, zuid}
    assert queries.living_on(noord, TODAY) == [joined]


def test_joined_areas_may_keep_the_name_of_one(buurten):
    noord, zuid = create("Noord", [A]), create("Zuid", [B])
    joined = operations.join_work_areas(
        [noord, zuid], name="Noord", kind=WorkAreaKind.WIJK, on=TODAY, reason="Samen", **BY
    )
    assert joined.name == "Noord"


def test_one_area_is_not_joined_with_itself(buurten):
    noord = create("Noord", [A])
    arguments = {"name": "Noord", "kind": WorkAreaKind.WIJK, "on": TODAY, "reason": "Samen"}
    assert refused(operations.join_work_areas, work_areas=[noord, noord], **arguments)[0] == operations.TooFewToJoin


def test_a_work_area_is_split(buurten):
    whole = create("Noord", [A, B, C])
    into = [NewPart("Noord-Oost", WorkAreaKind.WIJK, [A]), NewPart("Noord-West", WorkAreaKind.WIJK, [B, C])]
    east, west = operations.split_work_area(whole, into=into, on=TODAY, reason="Te groot", **BY)
    assert buurten_of(east, TODAY) == [A]
    assert buurten_of(west, TODAY) == [B, C]
    assert queries.living_on(whole, TODAY) == [east, west]
    assert queries.living_on(whole, YESTERDAY) == [whole]


@pytest.mark.parametrize("shared", [([A], [B]), ([A, B], [B, C]), ([A, B, C],)])
def test_a_split_leaves_no_buurt_out_and_gives_none_twice(buurten, shared):
    whole = create("Noord", [A, B, C])
    into = [NewPart(f"Deel {n}", WorkAreaKind.WIJK, codes) for n, codes in enumerate(shared)]
    reason = refused(operations.split_work_area, work_area=whole, into=into, on=TODAY, reason="Te groot")[0]
    assert reason == operations.NotAllShared


def test_a_work_area_lives_on_through_several_changes(buurten):
    first = create("Eerst", [A, B])
    into = [NewPart("Links", WorkAreaKind.WIJK, [A]), NewPart("Rechts", WorkAreaKind.WIJK, [B])]
    left, right = operations.split_work_area(first, into=into, on=YESTERDAY, reason="Te groot", **BY)
    last = operations.join_work_areas(
        [left, right], name="Toch samen", kind=WorkAreaKind.WIJK, on=TODAY, reason="Te klein", **BY
    )
    assert queries.living_on(first, TODAY) == [last]


def test_the_end_has_a_reason_and_a_day_on_which_it_exists(buurten):
    work_area = create(valid_from=YESTERDAY)
    assert refused(operations.end_work_area, work_area=work_area, on=TODAY, reason=" ")[0] == operations.ReasonMissing
    arguments = {"work_area": work_area, "reason": "Op"}
    assert refused(operations.end_work_area, on=YESTERDAY, **arguments)[0] == operations.EndsWhereItBegins
    assert refused(operations.end_work_area, on=LONG_AGO, **arguments)[0] == operations.AlreadyEnded
    operations.end_work_area(on=TODAY, **arguments, **BY)
    assert refused(operations.end_work_area, on=NEXT_YEAR, **arguments)[0] == operations.AlreadyEnded


def test_the_end_says_in_what_it_lives_on(buurten):
    noord, zuid = create("Noord", [A]), create("Zuid", [B])
    operations.end_work_area(noord, on=TODAY, reason="Opgegaan in Zuid", successors=[zuid], **BY)
    assert queries.living_on(noord, TODAY) == [zuid]
    assert Entry.objects.filter(verb="areas.work_area_ended").get().details == {
        "on": "2025-03-04",
        "successors": [zuid.pk],
    }


def test_the_shape_is_that_of_the_buurten_together(buurten):
    work_area = create(codes=[A, B])
    shapes = queries.shapes_of([work_area], TODAY)
    assert [round(edge, 4) for edge in shapes[work_area.pk].bounds] == [6.9, 52.99, 6.92, 53.0]
    make_area("BU00370009", "Zonder grens")
    bare = create("Zonder", ["BU00370009"])
    assert queries.shapes_of([bare], TODAY) == {}


def test_cracks_between_buurten_are_no_lines_on_the_map(municipality):
    """The national borders are made coarse one by one, so that neighbours do not quite touch."""
    crack = 0.0003
    make_area("BU00370000", shape=square(6.90, 52.99))
    make_area("BU00370001", shape=square(6.90 + SIZE + crack, 52.99))
    work_area = make_work_area("Parkwijk", ["BU00370000", "BU00370001"])
    shape = queries.shapes_of([work_area], TODAY)[work_area.pk]
    assert shapely.equals_exact(
        shapely.normalize(shape),
        shapely.normalize(shapely.box(6.90, 52.99, 6.90 + 2 * SIZE + crack, 52.99 + SIZE)),
        1e-9,
    )


def test_drawing_all_work_areas_costs_two_queries(buurten, django_assert_num_queries):
    work_areas = [create("Noord", [A])]
    with django_assert_num_queries(2):
        queries.shapes_of(work_areas, TODAY)
    work_areas += [create("Midden", [B]), create("Zuid", [C])]
    with django_assert_num_queries(2):
        queries.shapes_of(work_areas, TODAY)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_and_one_gets_the_buurt():
    municipality = make_municipality()
    make_area(A, "Oost")

    def try_it(n):
        try:
            with in_municipality(municipality):
                return create(f"Gebied {n}", [A]).pk
        except operations.BuurtTaken:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        made = [pk for pk in pool.map(try_it, range(50)) if pk is not None]
    with in_municipality(municipality):
        assert [part.work_area_id for part in WorkAreaPart.objects.all()] == made
        assert [each.pk for each in WorkArea.objects.all()] == made
    assert len(made) == 1


def test_the_name_of_an_area_around_another_stands_in_the_area_itself(municipality):
    outer = shapely.difference(shapely.box(6.90, 52.90, 7.10, 53.10), shapely.box(6.95, 52.95, 7.05, 53.05))
    make_area("BU00370000", shape=outer)
    make_area("BU00370001", shape=square(7.20, 52.99))
    around, beside = make_work_area("Buitengebied", ["BU00370000"]), make_work_area("Parkwijk", ["BU00370001"])
    at = {shape.id: shape.name_at for shape in maps.work_area_map(TODAY).shapes}
    lat, lon = at[str(around.pk)]
    assert shapely.contains_xy(outer, lon, lat)
    assert at[str(beside.pk)] is None
