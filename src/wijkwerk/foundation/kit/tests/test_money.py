"""Amounts as the Dutch type and write them."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as some

from wijkwerk.foundation.kit import money


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125_000),
        ("1.250", 125_000),
        ("1.250,50", 125_050),
        ("1250,5", 125_050),
        ("1250,-", 125_000),
        ("1250,--", 125_000),
        ("1.000.000", 100_000_000),
        ("€ 1.250,50", 125_050),
        ("€\u00a01.250,50", 125_050),
        ("1 250,50 euro", 125_050),
        ("€ 1 250", 125_000),
        ("1250 ,50", 125_050),
        ("1250.5", 125_050),
        ("1250.50", 125_050),
        ("1,250.50", 125_050),
        ("12.5", 1_250),
        ("12.34", 1_234),
        ("0", 0),
        ("0,05", 5),
        ("007", 700),
    ],
)
def test_what_people_type_is_understood(typed, cents):
    assert money.cents_of(typed) == cents


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("12,5,0", money.NotAnAmount),
        ("12.5.0", money.NotAnAmount),
        ("1,250", money.NotAnAmount),
        ("12 50", money.NotAnAmount),
        ("1 250.000", money.NotAnAmount),
        ("1.250,50.10", money.NotAnAmount),
        ("-5", money.AmountIsNegative),
        ("\u22125,00", money.AmountIsNegative),
        ("1.25.0", money.NotAnAmount),
        ("1250,505", money.NotAnAmount),
        ("duizend", money.NotAnAmount),
        ("", money.NotAnAmount),
        ("1e6", money.NotAnAmount),
        ("\u0661\u0662", money.NotAnAmount),
        ("9" * 400, money.AmountTooLarge),
        ("1.000.000.001", money.AmountTooLarge),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused(typed, refusal):
    with pytest.raises(refusal):
        money.cents_of(typed)


def test_amounts_are_written_the_dutch_way():
    assert [money.written(cents) for cents in (0, 5, 125_050, -125_000, 123_456_789, None)] == [
        "€\u00a00,00",
        "€\u00a00,05",
        "€\u00a01.250,50",
        "€\u00a0-1.250,00",
        "€\u00a01.234.567,89",
        "",
    ]


@given(some.integers(min_value=0, max_value=money.MOST_CENTS))
def test_what_is_written_is_understood(cents):
    assert money.cents_of(money.written(cents)) == cents


class Purse(forms.Form):
    amount = money.MoneyField(required=False)


def test_a_field_gives_cents_and_keeps_what_was_typed():
    assert (Purse({"amount": "12,50"}).is_valid(), Purse({"amount": ""}).is_valid()) == (True, True)
    typed = Purse({"amount": "twaalf"})
    assert typed.errors == {"amount": ["Dit is geen bedrag dat wij begrijpen. Schrijf het zo: 1250 of 1.250,50."]}
    assert typed["amount"].value() == "twaalf"
    assert Purse(initial={"amount": 125_050})["amount"].value() == "1.250,50"
