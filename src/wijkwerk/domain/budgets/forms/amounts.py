"""Percentages, amounts per head and days of our time, as people type them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.forms import DayField

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,4})?", re.ASCII)
_SIGNS = re.compile(r"[\s\u00a0%€]")


class _DecimalsField(forms.CharField):
    """A number with a comma, kept as a whole number of its small parts; None for nothing."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    parts = 10  # of one
    message: Any = ""
    most: int | None = None

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        typed = _SIGNS.sub("", str(value))
        sign = -1 if self.may_be_negative and typed.startswith("-") else 1
        if not _NUMBER.fullmatch(typed := typed.removeprefix("-") if sign < 0 else typed):
            raise forms.ValidationError(self.message, code="invalid")
        try:
            exact = Decimal(typed.replace(",", ".")) * self.parts
        except InvalidOperation as wrong:
            raise forms.ValidationError(self.message, code="invalid") from wrong
        if exact != exact.to_integral_value() or (self.most is not None and exact > self.most):
            raise forms.ValidationError(self.message, code="invalid")
        return sign * int(exact)

    may_be_negative = False

    def prepare_value(self, value: Any) -> Any:
        """As somebody would type it."""
        if not isinstance(value, int):
            return value
        exact = Decimal(value) / self.parts
        words = f"{exact:f}"
        words = words.rstrip("0").rstrip(".") if "." in words else words
        return words.replace(".", ",")


class ShareField(_DecimalsField):
    """A percentage of a whole: 37,5 is 375 per thousand."""

    parts, most = 10, 1000
    message = _("Vul een percentage in van 0 tot en met 100, met ten hoogste één cijfer na de komma: 37,5.")


class IndexField(_DecimalsField):
    """A percentage that comes on top, or goes off: 2,35 is 235 per ten thousand."""

    parts, most, may_be_negative = 100, 10_000, True
    message = _("Vul een percentage in, met ten hoogste twee cijfers na de komma: 2,35.")


class RateField(_DecimalsField):
    """An amount per head, with parts of a cent: € 1,125 is 11250 hundredths of a cent."""

    parts, most = 10_000, 10_000_000_000
    message = _("Vul een bedrag in met ten hoogste vier cijfers na de komma, bijvoorbeeld 1,25 of 0,4725.")


def more_than_nothing(most: int) -> None:
    """Of an amount or a share that is the most: zero would give nobody anything, and nothing typed is no bound."""
    if most == 0:
        raise forms.ValidationError(_("Met 0 krijgt niemand iets. Laat het leeg als er geen grens is."), code="zero")


FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


class NearDayField(DayField):
    """A day of our time: a year with a figure too few or too many is asked back."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Controleer het jaar. Schrijf de datum als 31-12-2026."), code="invalid")
        return day
