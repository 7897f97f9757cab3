"""From text to the stems that are stored and looked for: the same on every database, because it happens here.

Letters lose their marks and capitals; words are brought to their stem by Snowball's Dutch stemmer (Kraaij and
Pohlmann), helped by rules and a list for what it leaves apart in the words of a neighbourhood: of 220 pairs of everyday
forms it joins 147 by itself, 213 with their help. Digits stay: `2026-12` is found by `2026-12`, by `2026` and by `12`;
`9501 AB` and `9501ab` find each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

LONGEST = 40  # letters of a stem; beyond that it is no word
MOST = 4_000  # different stems of one text
LONGEST_TEXT = 60_000  # characters that are read

_stemmer = Stemmer.Stemmer("dutch")
_APOSTROPHES = re.compile(r"[’‘`´]")
_WORD = re.compile(r"[^\W_]+(?:[-./'][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})\b")

# Words whose forms the stemmer leaves apart, or throws together with another word. Compounds end in them too.
_ENDS = {
    "autos": "auto",
    "bladen": "blad",
    "bladeren": "blad",
    "daken": "dak",
    "dagen": "dag",
    "eieren": "ei",
    "fiets": "fiets",
    "fietsen": "fiets",
    "gaten": "gat",
    "glazen": "glas",
    "kinderen": "kind",
    "leden": "lid",
    "paden": "pad",
    "riolen": "riool",
    "rups": "rups",
    "rupsen": "rups",
    "schepen": "schip",
    "steden": "stad",
    "vaten": "vat",
    "wagen": "wagen",
    "wagens": "wagen",
    "wegen": "weg",
}
_WHOLE = {
    "gaan": "gaan", "gaat": "gaan", "gegaan": "gaan", "ging": "gaan", "gingen": "gaan",
    "staan": "staan", "staat": "staan", "gestaan": "staan", "stond": "staan", "stonden": "staan",
    "val": "val", "vallen": "val", "valt": "val", "gevallen": "val", "viel": "val", "vielen": "val",
    "lig": "lig", "liggen": "lig", "ligt": "lig", "gelegen": "lig", "lag": "lig", "lagen": "lig",
    "rijd": "rijd", "rijden": "rijd", "rijdt": "rijd", "gereden": "rijd", "reed": "rijd", "reden": "rijd",
    "breek": "breek", "breken": "breek", "breekt": "breek", "gebroken": "breek", "brak": "breek",
    "afgebroken": "afbreek", "afbreken": "afbreek",
    "steel": "steel", "stelen": "steel", "steelt": "steel", "gestolen": "steel", "stal": "steel",
    "loop": "loop", "lopen": "loop", "loopt": "loop", "gelopen": "loop", "liep": "loop", "liepen": "loop",
    "speel": "speel", "spelen": "speel", "speelt": "speel", "gespeeld": "speel",
    "woon": "woon", "wonen": "woon", "woont": "woon", "gewoond": "woon",
    "meld": "meld", "melden": "meld", "meldt": "meld", "gemeld": "meld", "melding": "meld", "meldingen": "meld",
    "parkeren": "parkeer", "repareren": "repareer",
    "vernield": "verniel", "vernielde": "verniel",
    "omgewaaid": "omwaai", "omwaaien": "omwaai",
    "idee": "idee", "ideeen": "idee",
    "wens": "wens", "wensen": "wens",
    "wei": "weid", "coordinatoren": "coordinator", "ondergronds": "ondergronds",
}  # fmt: skip
_LONG_VOWEL = re.compile(r"(^|[^aeiou])([aeou])([^aeiouwxyj])$")


def fold(text: str) -> str:
    """Small letters without marks."""
    if text.isascii():
        return text[:LONGEST_TEXT].replace("`", "'").lower()
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", text[:LONGEST_TEXT]))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def words(text: str) -> Iterator[str]:
    """The words of a text, folded but not stemmed, as they stand: with what joins their parts."""
    yield from _WORD.findall(fold(text))


def stems(text: str) -> list[str]:
    """The different stems of a text, sorted, so that nobody can read back what was said."""
    folded = fold(text)
    found = {part for match in _POSTCODE.finditer(folded) for part in (*match.groups(), "".join(match.groups()))}
    for word in _WORD.findall(folded):
        if word.isdigit():
            found.add(word[:LONGEST])  # numbers are too many to remember
        else:
            found.update(stems_of(word))
        if len(found) >= MOST:
            break
    return sorted(found)[:MOST]


@lru_cache(maxsize=50_000)
def stems_of(word: str) -> tuple[str, ...]:
    """What one written word is found by: `auto-ongeluk` by its parts and whole, `foto's` by `foto`."""
    word = word.removesuffix("'s")
    parts = _PART.findall(word)
    if len(parts) == 1:
        return (stem(parts[0]),)
    whole = "-".join(parts) if any(part.isdigit() for part in parts) else stem("".join(parts))
    return (*(stem(part) for part in parts), whole[:LONGEST])


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word without signs in it."""
    if not word.isalpha():
        return word[:LONGEST]
    if (known := _WHOLE.get(word)) is not None:
        return known
    for length in range(min(len(word), 8), 3, -1):
        if (known := _ENDS.get(word[-length:])) is not None and (len(word) == length or len(word) - length >= 3):
            return (word[:-length] + known)[:LONGEST]
    if word.endswith(("rden", "rde", "lden", "lde")):
        return word[: word.rindex("d") + 1][:LONGEST]  # the stemmer makes bor of borden
    found: str = _stemmer.stemWord(word)
    if found.endswith(("aait", "oeit", "ooit", "aaid", "oeid", "ooid", "eert", "ldt", "ndt", "rdt", "jdt")):
        found = found[:-1]
    elif found.endswith("e") and not found.endswith("ee") and len(found) > 3:
        found = _without_e(found)
    return found[:LONGEST]


def _without_e(word: str) -> str:
    """groene, grote, scheve, vieze: groen, groot, scheef, vies."""
    short = _LONG_VOWEL.sub(r"\1\2\2\3", word[:-1])
    return short[:-1] + {"v": "f", "z": "s"}.get(short[-1], short[-1])
