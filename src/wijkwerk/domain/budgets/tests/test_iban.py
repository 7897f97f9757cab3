"""Account numbers as people type them."""

import pytest

from wijkwerk.domain.budgets import iban


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"),
        ("nl91abna0417164300", "NL91ABNA0417164300"),
        ("IBAN: NL91.ABNA.0417.1643.00", "NL91ABNA0417164300"),
        ("NL91\u00a0ABNA 0417164300 ", "NL91ABNA0417164300"),
        ("BE68 5390 0754 7034", "BE68539007547034"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert iban.checked(typed) == number


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", iban.NotAnIban),
        ("0417164300", iban.NotAnIban),
        ("NL91 ABNA 0417 1643", iban.NotAnIban),
        ("NL91 ABNA 0417 1643 000", iban.NotAnIban),
        ("NL91 1234 0417 1643 00", iban.NotAnIban),
        ("NL91 ABNA 0417 1643 01", iban.MistypedIban),
        ("NL92 ABNA 0417 1643 00", iban.MistypedIban),
        ("NL91 ABNA 0471 1643 00", iban.MistypedIban),
        ("ＮＬ91ABNA0417164300", iban.NotAnIban),
        ("TR33 0006 1005 1978 6457 8413 26", iban.NoSepaCountry),
    ],
)
def test_a_number_that_cannot_be_right_is_asked_back(typed, refusal):
    with pytest.raises(refusal):
        iban.checked(typed)


def test_a_number_is_shown_in_fours_or_masked():
    assert iban.in_fours("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00"
    assert (iban.masked("NL91ABNA0417164300"), iban.masked("")) == ("NL91 •••• 4300", "")


def test_a_bic_has_eight_or_eleven_signs_or_is_left_out():
    assert [iban.checked_bic(typed) for typed in ("abna nl2a", "INGBNL2AXXX", "")] == ["ABNANL2A", "INGBNL2AXXX", ""]
    with pytest.raises(iban.NotABic):
        iban.checked_bic("ABNA")
