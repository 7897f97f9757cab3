"""What changed between two texts, by words."""

import pytest

from wijkwerk.domain.plans.differences import pieces


def told(before, after):
    marks = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(marks[piece.change].format(piece.text) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "", ""),
        ("Zo is het.", "Zo is het.", "Zo is het."),
        ("", "Nieuw", "[+Nieuw]"),
        ("Oud", "", "[-Oud]"),
        ("Zo is het.", "Zo was het.", "Zo [-is ][+was ]het."),
        ("met plezier, maar", "met plezier. Maar", "met plezier[-, maar][+. Maar]"),
        ("een rode fiets", "een blauwe auto", "een [-rode fiets][+blauwe auto]"),
        ("Maarswold", "Maarswold, herzien", "Maarswold[+, herzien]"),
        ("Eén\n\nTwee", "Eén\n\nDrie", "Eén\n\n[-Twee][+Drie]"),
    ],
)
def test_what_went_and_what_came_is_told_by_words(before, after, words):
    assert told(before, after) == words


def test_nothing_of_either_text_is_lost():
    before, after = "De wijk is groen en rustig, zegt men.", "De buurt is heel groen; rustig is zij niet."
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.change != "added") == before
    assert "".join(piece.text for piece in found if piece.change != "removed") == after


@pytest.mark.parametrize("words", ["woord " * 6_000, " ".join(f"w{number % 700}" for number in range(6_000))])
def test_two_long_texts_are_told_soon(words):
    found = pieces(f"Eerst {words} zo", f"Nu {words} anders")
    assert [piece.text for piece in found if piece.change == "added"][-1].endswith("anders")
