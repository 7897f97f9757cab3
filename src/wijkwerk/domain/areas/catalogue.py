"""The figures that we know by name: what they are called on the screen, in what unit, and which way is better.

The keys are those of our own columns; `also` names the columns of the statistics office's tables, without the number
that they end in and that differs every year. A column that is not here is kept under its own name.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_NUMBERED: Final = re.compile(r"(?P<name>.*[A-Za-z].*)_\d+")
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_NEW_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST_KEY: Final = 80


class Direction(TextChoices):
    UP = "op", _("hoger is beter")
    DOWN = "neer", _("lager is beter")
    NEITHER = "geen", _("hoger of lager is niet beter of slechter")


class Known(NamedTuple):
    key: str
    name: str
    unit: str = ""
    direction: Direction = Direction.NEITHER
    decimals: int = 0
    also: tuple[str, ...] = ()


UP, DOWN = Direction.UP, Direction.DOWN
KNOWN: Final = (
    Known("aantal_inwoners", "Inwoners", also=("AantalInwoners",)),
    Known("mannen", "Mannen", also=("Mannen",)),
    Known("vrouwen", "Vrouwen", also=("Vrouwen",)),
    Known("inwoners_0_tot_15", "Inwoners tot 15 jaar", also=("k_0Tot15Jaar",)),
    Known("inwoners_65_plus", "Inwoners van 65 jaar en ouder", also=("k_65JaarOfOuder",)),
    Known("0_15", "Aandeel inwoners tot 15 jaar", "%"),
    Known("15_25", "Aandeel inwoners van 15 tot 25 jaar", "%"),
    Known("25_45", "Aandeel inwoners van 25 tot 45 jaar", "%"),
    Known("45_65", "Aandeel inwoners van 45 tot 65 jaar", "%"),
    Known("65plus", "Aandeel inwoners van 65 jaar en ouder", "%"),
    Known("bevolkingsdichtheid", "Inwoners per km² land", "per km²", also=("Bevolkingsdichtheid",)),
    Known("huishoudens", "Huishoudens", also=("HuishoudensTotaal",)),
    Known("gem_huishoudensgrootte", "Personen per huishouden", "", decimals=1, also=("GemiddeldeHuishoudensgrootte",)),
    Known("gem_huishouden_grootte", "Personen per huishouden", "", decimals=1),
    Known("woningvoorraad", "Woningen", also=("Woningvoorraad",)),
    Known(
        "gem_woz_waarde_x1000", "Waarde van woningen (WOZ)", "duizend euro", also=("GemiddeldeWOZWaardeVanWoningen",)
    ),
    Known("gem_woz_waarde", "Waarde van woningen (WOZ)", "duizend euro"),
    Known("pct_koopwoningen", "Koopwoningen", "%"),
    Known("koopwoningen", "Koopwoningen", "%", also=("Koopwoningen",)),
    Known("huurwoningen", "Huurwoningen", "%", also=("HuurwoningenTotaal",)),
    Known("pct_eengezinswoning", "Eengezinswoningen", "%", also=("PercentageEengezinswoning",)),
    Known(
        "gem_inkomen_per_inwoner_x1000",
        "Inkomen per inwoner",
        "duizend euro",
        UP,
        decimals=1,
        also=("GemiddeldInkomenPerInwoner",),
    ),
    Known("gem_inkomen_inwoner", "Inkomen per inwoner", "duizend euro", UP, decimals=1),
    Known("stedelijkheid", "Stedelijkheid (1 is zeer sterk, 5 is niet)", "van 5", also=("MateVanStedelijkheid",)),
    Known("omgevingsadressendichtheid", "Adressen in de omgeving", "per km²", also=("Omgevingsadressendichtheid",)),
    Known("oppervlakte_land_ha", "Oppervlakte land", "ha", also=("OppervlakteLand",)),
    Known("afstand_huisarts_km", "Afstand tot de huisarts", "km", DOWN, 1, ("AfstandTotHuisartsenpraktijk",)),
    Known("afstand_huisarts", "Afstand tot de huisarts", "km", DOWN, 1),
    Known("afstand_supermarkt_km", "Afstand tot de supermarkt", "km", DOWN, 1, ("AfstandTotGroteSupermarkt",)),
    Known("afstand_supermarkt", "Afstand tot de supermarkt", "km", DOWN, 1),
    Known("afstand_school_km", "Afstand tot een school", "km", DOWN, 1, ("AfstandTotSchool",)),
    Known("scholen_binnen_3km", "Scholen binnen 3 km", "", UP, 1, ("ScholenBinnen3Km",)),
    Known("personenautos", "Personenauto's", also=("PersonenautoSTotaal",)),
    Known("misdrijven_totaal", "Geregistreerde misdrijven", "", DOWN),
    Known("ervaren_gezondheid_goed_pct", "Goede of zeer goede gezondheid", "%", UP, 1),
    Known("ervaren_gezondheid_goed_zeer_goed", "Ervaart de eigen gezondheid als (zeer) goed", "%", UP, 1),
    Known("voldoet_aan_beweegrichtlijn", "Beweegt genoeg", "%", UP, 1, ("VoldoetAanBeweegrichtlijn",)),
    Known("wekelijkse_sporters", "Sport elke week", "%", UP, 1, ("WekelijkseSporters",)),
    Known("overgewicht", "Overgewicht", "%", DOWN, 1, ("Overgewicht",)),
    Known("roker", "Rookt", "%", DOWN, 1, ("Roker",)),
    Known("overmatige_drinker", "Drinkt te veel alcohol", "%", DOWN, 1, ("OvermatigeDrinker",)),
    Known("beperkt_vanwege_gezondheid", "Beperkt door gezondheid", "%", DOWN, 1, ("BeperktVanwegeGezondheid",)),
    Known(
        "matig_hoog_risico_op_angst_of_depressie",
        "Matig of hoog risico op angst of depressie",
        "%",
        DOWN,
        1,
        ("MatigHoogRisicoOpAngstOfDepressie",),
    ),
    Known(
        "heel_veel_stress_in_afgelopen4_weken",
        "Veel stress in de laatste vier weken",
        "%",
        DOWN,
        1,
        ("HeelVeelStressInAfgelopen4Weken",),
    ),
    Known(
        "matig_veel_regie_over_eigen_leven",
        "Regie over het eigen leven",
        "%",
        UP,
        1,
        ("MatigVeelRegieOverEigenLeven",),
    ),
    Known("eenzaam", "Eenzaam", "%", DOWN, 1, ("Eenzaam",)),
    Known(
        "ernstig_zeer_ernstig_eenzaam", "Ernstig of zeer ernstig eenzaam", "%", DOWN, 1, ("ErnstigZeerErnstigEenzaam",)
    ),
    Known("mantelzorger", "Geeft mantelzorg", "%", decimals=1, also=("Mantelzorger",)),
    Known("vrijwilligerswerk", "Doet vrijwilligerswerk", "%", UP, 1, ("Vrijwilligerswerk",)),
    Known("moeite_met_rondkomen", "Moeite met rondkomen", "%", DOWN, 1, ("MoeiteMetRondkomen",)),
)


def plain(column: str) -> str:
    """A column's name without the number it ends in, without capitals and signs: what columns are matched by."""
    return _NO_LETTER.sub("", _without_number(column).lower())


def _without_number(column: str) -> str:
    numbered = _NUMBERED.fullmatch(column.strip())
    return numbered["name"] if numbered else column.strip()


_BY_COLUMN: Final = {plain(column): known for known in KNOWN for column in (known.key, *known.also)}


def known_by(column: str) -> Known:
    """What we know of a figure by the name of its column; an unknown one gets a key and a name made of that name."""
    if known := _BY_COLUMN.get(plain(column)):
        return known
    words = _NEW_WORD.sub(" ", _without_number(column)).replace("_", " ").strip()
    key = _NO_LETTER.sub("_", words.lower()).strip("_")[:LONGEST_KEY]
    return Known(key, words.capitalize()[:120])
