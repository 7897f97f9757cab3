"""Squares for telephones."""

from wijkwerk.foundation.kit import qr


def test_a_square_is_a_drawing_in_the_page_with_its_words_and_no_style_of_its_own():
    drawing = qr.drawn("https://example.nl/enquete/3/", title="QR-code van het adres", named="qr")
    assert drawing.startswith("<svg")
    assert (drawing.count("<title>QR-code van het adres</title>"), drawing.count('id="qr"')) == (1, 1)
    assert [word for word in ("style=", "href", "example.nl") if word in drawing] == []
