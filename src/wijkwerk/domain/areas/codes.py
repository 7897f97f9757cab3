"""The codes of the statistics office: what they look like and what they say about an area."""

import re
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    COUNTRY = "land", _("land")
    MUNICIPALITY = "gemeente", _("gemeente")
    WIJK = "wijk", _("wijk")
    BUURT = "buurt", _("buurt")


COUNTRY: Final = "NL00"
MUNICIPALITY_PATTERN: Final = r"^GM\d{4}$"
BUURT_PATTERN: Final = r"^BU\d{4}[0-9A-Z]{2}\d{2}$"
AREA_PATTERN: Final = r"^(GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{2}\d{2})$"
_FORMS: Final = {
    AreaKind.COUNTRY: re.compile(r"NL\d{2}", re.ASCII),
    AreaKind.MUNICIPALITY: re.compile(r"GM\d{4}", re.ASCII),
    AreaKind.WIJK: re.compile(r"WK\d{4}[0-9A-Z]{2}", re.ASCII),
    AreaKind.BUURT: re.compile(r"BU\d{4}[0-9A-Z]{2}\d{2}", re.ASCII),
}


def kind_of(code: str) -> AreaKind | None:
    """What sort of area a code names; None when it is not a code at all."""
    return next((kind for kind, form in _FORMS.items() if form.fullmatch(code)), None)


def municipality_of(code: str) -> str:
    """The municipality that a wijk or buurt lies in, which its code says: WK010602 lies in GM0106."""
    return f"GM{code[2:6]}"


def wijk_of(code: str) -> str:
    """The wijk that a buurt lies in: BU0363AA01 lies in WK0363AA."""
    return f"WK{code[2:8]}"


def parent_of(code: str) -> str:
    """The area one step up; empty for a country and for what is no code."""
    match kind_of(code):
        case AreaKind.BUURT:
            return wijk_of(code)
        case AreaKind.WIJK:
            return municipality_of(code)
        case AreaKind.MUNICIPALITY:
            return COUNTRY
        case _:
            return ""
