import pytest

from wijkwerk.foundation.kit.text import clean_text, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Losse stoeptegel", "Losse stoeptegel"),
        ("  om de hoek ", "om de hoek"),
        ("twee  spaties", "twee spaties"),
        ("een regel\nen nog een\r\nen nog een", "een regel en nog een en nog een"),
        ("met\u00a0vaste spatie\ten tab", "met vaste spatie en tab"),
        ("cafe\u0301", "café"),
        ("om\u202ekeer\u200b", "omkeer"),
        ("", ""),
    ],
)
def test_text_of_one_line_has_one_form(typed, kept):
    assert one_line(typed) == kept
    assert one_line(kept) == clean_text(kept).replace("\n", " ") == kept
