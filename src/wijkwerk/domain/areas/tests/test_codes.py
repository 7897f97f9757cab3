import pytest

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.codes import AreaKind


@pytest.mark.parametrize(
    ("code", "kind", "parent"),
    [
        ("GM0037", AreaKind.MUNICIPALITY, "NL00"),
        ("WK003701", AreaKind.WIJK, "GM0037"),
        ("WK0363AA", AreaKind.WIJK, "GM0363"),
        ("BU00370102", AreaKind.BUURT, "WK003701"),
        ("BU0363AA01", AreaKind.BUURT, "WK0363AA"),
        ("NL01", AreaKind.COUNTRY, ""),
    ],
)
def test_a_code_says_what_sort_of_area_it_is_and_in_what_it_lies(code, kind, parent):
    assert codes.kind_of(code) == kind
    assert codes.parent_of(code) == parent


@pytest.mark.parametrize(
    "code", ["", "GM37", "GM00370", "WK0363aa", "BU0363AA0A", "BU0037010", "gm0037", "XX0037", "GM００37"]
)
def test_what_is_no_code_is_none(code):
    assert codes.kind_of(code) is None
    assert codes.parent_of(code) == ""
