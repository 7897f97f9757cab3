import json
from re import findall

from django.template import Context, Template

from wijkwerk.foundation.kit.maps import Map, Point, Shape

SQUARE = {"type": "Polygon", "coordinates": [[[6, 53], [6.1, 53], [6.1, 53.1], [6, 53.1], [6, 53]]]}


def drawn(what, options=""):
    return Template("{% load kit %}{% map_of map " + options + " %}").render(Context({"map": what}))


def test_a_map_is_drawn_without_script_and_has_its_list():
    html = drawn(Map("Wijken", shapes=[Shape("1", "Noord & Zuid", SQUARE, "/gebieden/1/", "3 signalen", level=2)]))
    assert '<a href="/gebieden/1/" aria-label="Noord &amp; Zuid, 3 signalen"><path class="ww-shape ww-shape--2"' in html
    assert '<li><a href="/gebieden/1/">Noord &amp; Zuid</a> <span class="ww-muted">3 signalen</span></li>' in html


def test_the_list_can_be_left_to_the_page():
    assert "ww-map__list" not in drawn(Map("Wijken", shapes=[Shape("1", "Noord", SQUARE)]), "list=False")


def test_shapes_fill_the_sheet_from_north_to_south():
    drawing = Map("Wijken", shapes=[Shape("1", "Noord", SQUARE)]).drawing()
    places = [(float(x), float(y)) for x, y in findall(r"([\d.]+) ([\d.]+)", drawing.shapes[0].path)]
    assert places[0][1] > places[2][1]
    assert all(0 <= x <= float(drawing.width) and 0 <= y <= float(drawing.height) for x, y in places)
    assert (float(drawing.shapes[0].x), float(drawing.shapes[0].y)) == (
        sum({x for x, _ in places}) / 2,
        sum({y for _, y in places}) / 2,
    )


def test_numbers_in_a_drawing_have_points_also_in_dutch():
    html = drawn(Map("Plek", points=[Point(53.05, 6.0333, "Bank"), Point(53.0, 6.1, "Boom")]))
    assert findall(r'c[xy]="[^"]*,[^"]*"', html) == []


def test_points_that_nobody_can_tell_apart_are_left_out_of_an_outline():
    fine = [[6 + n / 1e7, 53] for n in range(1000)] + [[6.1, 53], [6.1, 53.1], [6, 53.1], [6, 53]]
    shapes = Map("Wijken", shapes=[Shape("1", "Noord", {"type": "Polygon", "coordinates": [fine]})]).data()["shapes"]
    assert len(shapes[0]["geometry"]["coordinates"][0][0]) < 10


def test_a_small_shape_keeps_its_outline():
    tiny = {"type": "Polygon", "coordinates": [[[6, 53], [6.00001, 53], [6.00001, 53.00001], [6, 53]]]}
    shapes = Map("Wijken", shapes=[Shape("1", "Noord", SQUARE), Shape("2", "Stip", tiny)]).data()["shapes"]
    assert len(shapes[1]["geometry"]["coordinates"][0][0]) == 4


def test_holes_and_parts_of_a_shape_are_kept():
    ring = SQUARE["coordinates"][0]
    hole = [[6.04, 53.04], [6.06, 53.04], [6.06, 53.06], [6.04, 53.04]]
    parts = json.dumps({"type": "MultiPolygon", "coordinates": [[ring, hole], [[[x + 0.2, y] for x, y in ring]]]})
    assert Map("Wijken", shapes=[Shape("1", "Noord", parts)]).drawing().shapes[0].path.count("M") == 3


def test_an_area_without_an_outline_is_in_the_list_and_not_on_the_map():
    html = drawn(Map("Wijken", shapes=[Shape("1", "Noord", {}), Shape("2", "Zuid", SQUARE)]))
    assert html.count("<li>") == 2
    assert html.count("<path") == 1


def test_a_map_with_nothing_on_it_is_a_map():
    assert "ww-map__canvas" in drawn(Map("Leeg"))


def test_one_point_stands_in_the_middle():
    drawing = Map("Plek", points=[Point(53, 6, "Bank")]).drawing()
    assert float(drawing.points[0].x) == float(drawing.width) / 2
    assert abs(float(drawing.points[0].y) - float(drawing.height) / 2) <= 1


def test_names_in_the_data_cannot_end_the_script():
    html = drawn(Map("Wijken", shapes=[Shape("1", "</script><b>", SQUARE)]))
    assert "</script><b>" not in html


def test_no_background_is_fetched_unless_an_address_is_given():
    assert Map("Wijken").data()["tiles"] == ""


def test_a_name_stands_where_the_shape_says():
    """In the lower left corner instead of the middle."""
    one = Map("Wijken", shapes=[Shape("1", "Noord", SQUARE, name_at=(53.0, 6.0)), Shape("2", "Zuid", SQUARE)])
    corner, middle = one.drawing().shapes
    assert (float(corner.x) < float(middle.x), float(corner.y) > float(middle.y)) == (True, True)
    assert [shape["name_at"] for shape in one.data()["shapes"]] == [(53.0, 6.0), None]
