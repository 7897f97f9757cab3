"""What is in an example: how many, over which municipalities, areas, states and days, in which words.

Nobody in it is real. The same size gives the same rows, but for the day on which it is made.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate

from wijkwerk.domain.signals import example
from wijkwerk.domain.signals.search import PUBLIC_SIGNAL, SIGNAL
from wijkwerk.foundation.kit.text import shorten
from wijkwerk.foundation.search import stems, terms

EDITION = 1  # another one when other rows come out: examples that are kept are made again
COUNTS = {
    ("sqlite", "tiny"): 2_000,
    ("postgresql", "tiny"): 2_000,
    ("sqlite", "small"): 200_000,
    ("postgresql", "small"): 200_000,
    ("sqlite", "large"): 1_000_000,
    ("postgresql", "large"): 5_000_000,
}
YEARS = {"tiny": 1, "small": 6, "large": 5}
OWN_SHARE = 0.2  # of a large example, the part of the municipality in which we measure
COMMON, RARE = "stoep", "ijsvogelnest"  # one in six signals has the common word; in our municipality 25 have the rare
RARE_TIMES = 25
TEXTS = 20_000
BATCH = 20_000

EPOCH = datetime(1970, 1, 1)
# Days ago, and the part that still runs then.
RUNNING = [(3, 0.95), (10, 0.6), (30, 0.2), (120, 0.03), (10_000, 0.002)]
STATES_RUNNING = {"new": 0.35, "open": 0.3, "asked": 0.1, "conditional": 0.1, "underway": 0.15}
STATES_ENDED = {"done": 0.93, "withdrawn": 0.04, "merged": 0.03}
KINDS = {"report": 0.62, "question": 0.08, "request": 0.1, "idea": 0.08, "concern": 0.09, "compliment": 0.03}
CHANNELS = {"web": 0.7, "phone": 0.15, "desk": 0.06, "street": 0.05, "email": 0.04}
CATEGORIES = {
    "bestrating": 0.17, "afval": 0.22, "groen": 0.15, "verlichting": 0.08, "water": 0.07, "verkeer": 0.12,
    "spelen": 0.05, "veilig": 0.07, "wonen": 0.03, "ontmoeten": 0.02, "overig": 0.02,
}  # fmt: skip
BEGINNINGS = {
    "bestrating": ["De stoep ligt los", "Er is een kuil in de stoep", "De stoep is scheef", "Een stoeptegel is weg"],
    "afval": ["De container is vol", "Er ligt zwerfvuil", "Iemand heeft een bankstel gedumpt", "De bak puilt uit"],
    "groen": ["De heg hangt over het pad", "Een tak is afgebroken", "Het gras is hoog", "Het onkruid staat hoog"],
    "verlichting": ["De lantaarn doet het niet", "Het is hier erg donker", "De lamp knippert", "De paal staat scheef"],
    "water": ["De put is verstopt", "Er staat water op straat", "De sloot stinkt", "De duiker zit dicht"],
    "verkeer": [
        "Er wordt te hard gereden",
        "Auto's staan op het fietspad",
        "Het bord is omgevallen",
        "Een drempel mist",
    ],
    "spelen": ["De schommel is stuk", "De wipkip ligt los", "Het hek is kapot", "Er ligt glas in de zandbak"],
    "veilig": ["Er is veel lawaai", "Er wordt vuurwerk afgestoken", "Er wordt gedeald", "Er is een ruit ingegooid"],
    "wonen": ["Het achterpad staat vol", "De poort gaat niet dicht", "De galerij is vies", "Het portiek is donker"],
    "ontmoeten": ["Wij willen een koffieochtend", "Kan er een buurtfeest komen", "Wij zoeken een ruimte", "Dank u wel"],
    "overig": ["Ik heb een vraag", "Ik wil iets zeggen", "Waar kan ik terecht", "Ik heb een idee"],
}
PLACES = ["bij de school", "voor de winkel", "naast de bushalte", "achter de flat", "op de hoek", "bij het plein",
          "langs het water", "in het park", "bij de brug", "voor de kerk", "aan de rand van het dorp",
          "bij het station", "naast het buurthuis", "bij de sportvelden", "in de tunnel"]  # fmt: skip
MORE = ["Dit is al een paar weken zo.", "Mijn buurvrouw is hier bijna gevallen.", "Kunt u iemand sturen?",
        "Kinderen komen hier elke dag langs.", "Vorig jaar was dit ook al zo.", "Wij ruimen het graag samen op.",
        "Ik help graag mee.", "Met een rollator kom je er niet langs.", "Het wordt steeds erger.",
        "Na elke bui is het weer raak.", "Wanneer komt er iemand kijken?", "Het is er 's avonds niet prettig.",
        "De buurt heeft er veel last van.", "Graag hoor ik wat u gaat doen.", "Op de stoep kan niemand lopen.",
        "Het staat ook in de buurtapp.", "Er zijn al foto's van gemaakt.", "Het is niet veilig."]  # fmt: skip
STREETS = [f"{first}{last}" for first in ["Linden", "Eiken", "Kerk", "School", "Molen", "Water", "Berken", "Veld",
           "Haven", "Dorps", "Nieuwe", "Wilgen", "Brink", "Kanaal", "Zonne", "Vlinder", "Bosch", "Heide", "Merel",
           "Spoor"] for last in ["straat", "laan", "weg", "plein", "hof", "pad", "kade", "singel"]]  # fmt: skip


@dataclass(frozen=True)
class Home:
    """A municipality, with what signals of it point to."""

    id: int
    share: float
    buurten: Sequence[tuple[str, float, float, int | None]]  # code, a point in it, the work area
    categories: dict[str, int]
    persons: dict[int | None, Sequence[int]]  # who takes signals up, by work area
    coordinators: dict[int | None, int]
    organisations: Sequence[int]


@dataclass(frozen=True)
class Text:
    category: str
    text: str
    title: str
    stems: frozenset[str]
    public_stems: frozenset[str]  # without those of the subject, which the public form leaves out


@dataclass
class Rows:
    """Rows of one batch, by what they are. The columns are those of `NAMES`, in that order."""

    signals: list[tuple[object, ...]] = field(default_factory=list)
    reporters: list[tuple[object, ...]] = field(default_factory=list)
    messages: list[tuple[object, ...]] = field(default_factory=list)
    journal: list[tuple[object, ...]] = field(default_factory=list)
    answers: list[tuple[object, ...]] = field(default_factory=list)
    conditions: list[tuple[object, ...]] = field(default_factory=list)
    letters: list[tuple[object, ...]] = field(default_factory=list)
    entries: list[tuple[object, ...]] = field(default_factory=list)


# fmt: off
NAMES = {
    "signals": ["id", "municipality_id", "client_key", "kind", "state", "channel", "text", "category_id", "place_kind",
                "lat", "lon", "address", "work_area_id", "buurt_code", "handler_person_id", "handler_organisation_id",
                "handed_at", "picked_up_at", "created_at", "reported_at", "changed_at", "due_on", "expected_on",
                "closed_at", "version", "is_public", "public_text", "public_lat", "public_lon", "published_at",
                "merged_into_id"],
    "reporters": ["id", "municipality_id", "signal_id", "link_key", "link_until", "name", "reply_by", "reply_address",
                  "joined_at", "client_key"],
    "messages": ["id", "municipality_id", "signal_id", "direction", "text", "at", "person_id", "client_key"],
    "journal": ["id", "municipality_id", "at", "verb", "about_kind", "about_id", "actor_kind", "actor_id", "details"],
    "answers": ["id", "municipality_id", "about_kind", "about_id", "verdict", "reason", "given_at", "given_by_id"],
    "conditions": ["id", "municipality_id", "answer_id", "kind", "what", "from_whom", "by_when"],
    "letters": ["id", "municipality_id", "template", "channel", "to_name", "to_address", "subject", "body",
                "about_kind", "about_id", "area_id", "state", "attempts", "written_at", "sent_at"],
    "entries": ["id", "municipality_id", "thing_kind", "thing_id", "kind", "number", "title", "address",
                "work_area_id", "is_public", "at", "terms", "put_at"],
}
# fmt: on
ABOUT = "signals.signal"


def texts(chance: random.Random, count: int) -> list[Text]:
    """What people say, each with its stems, which are counted out once."""
    names = {code: name for code, name, *_ in example.CATEGORIES}
    found = []
    for code in chance.choices(list(CATEGORIES), list(CATEGORIES.values()), k=count):
        begin = f"{chance.choice(BEGINNINGS[code])} {chance.choice(PLACES)}."
        text = " ".join([begin, *chance.sample(MORE, chance.choice([0, 1, 1, 2, 2, 3, 5]))])
        title = shorten(text, 80)
        public = frozenset(stems.stems(f"{title} {text}"))
        found.append(Text(code, text, title, public.union(stems.stems(names[code])), public))
    return found


class Spread:
    """Gives the rows of an example in batches, oldest first, as a real one would have grown."""

    def __init__(
        self, homes: Sequence[Home], *, count: int, years: int, now: datetime, first: dict[str, int], zone: str,
        with_stretches: bool, seed: int = 7,
    ) -> None:  # fmt: skip
        self._chance = random.Random(seed)
        self._homes = homes
        self._count = count
        self._now = int(now.timestamp())
        self._span = years * 365 * 86_400
        self._next = dict(first)
        self._zone = zone  # what stands behind a moment
        self._with_stretches = with_stretches
        self._texts = texts(self._chance, min(TEXTS, count))
        self._streets = [(street, frozenset(stems.stems(street))) for street in STREETS]
        self._rare_text = f" Bij het water zit een {RARE}."
        self._rare_stems = frozenset(stems.stems(self._rare_text))
        self._last: dict[int, int] = {}
        self._own = 0
        self._rare_each = max(1, int(count * homes[0].share) // RARE_TIMES)

    def batches(self) -> Iterator[Rows]:
        weights = list(accumulate(home.share for home in self._homes))
        for start in range(0, self._count, BATCH):
            rows = Rows()
            size = min(BATCH, self._count - start)
            for n, home in enumerate(self._chance.choices(self._homes, cum_weights=weights, k=size), start):
                self._add(rows, home, self._now - self._span + (n + 1) * self._span // (self._count + 1))
            yield rows

    def _add(self, rows: Rows, home: Home, reported: int) -> None:
        draw, pick = self._chance.random, self._chance.choice
        number = self._number("signals")
        text = pick(self._texts)
        words, text_stems = text.text, text.stems
        if home is self._homes[0]:
            self._own += 1
            if self._own % self._rare_each == 0:
                words, text_stems = words + self._rare_text, text_stems | self._rare_stems
        street, street_stems = pick(self._streets)
        house = str(int(draw() * 120) + 1)
        code, lat, lon, area = pick(home.buurten)
        lat, lon = round(lat + (draw() - 0.5) * 0.006, 5), round(lon + (draw() - 0.5) * 0.009, 5)
        days = (self._now - reported) // 86_400
        state = self._state(days, home, draw())
        is_sent, is_running = state != "draft", state in STATES_RUNNING
        person = pick(home.persons.get(area) or home.persons[None]) if draw() < 0.7 and state != "new" else None
        organisation = pick(home.organisations) if person is None and home.organisations and draw() < 0.1 else None
        taken = reported + int(draw() * 86_400 * 2)
        ended = None if is_running or not is_sent else reported + int(draw() * 86_400 * 20)
        due = (EPOCH + timedelta(seconds=reported + 14 * 86_400)).date()
        is_public = is_sent and state not in ("withdrawn", "merged") and draw() < 0.25
        at = self._moment(reported)
        coordinator = home.coordinators.get(area) or home.coordinators[None]
        rows.signals.append((
            number, home.id, f"{self._chance.getrandbits(128):032x}", self._one_of(KINDS), state,
            self._one_of(CHANNELS), words, home.categories[text.category], "point", lat, lon, f"{street} {house}",
            area, code, person, organisation, at if person or organisation else None,
            self._moment(taken) if person else None, at, at, self._moment(ended or taken),
            due.isoformat() if is_running else None, due.isoformat(),
            self._moment(ended) if ended else None, 3, is_public, text.text if is_public else "",
            round(lat, 3) if is_public else None, round(lon, 3) if is_public else None,
            self._moment(taken) if is_public else None, self._last[home.id] if state == "merged" else None,
        ))  # fmt: skip
        if is_sent and state != "merged":
            self._last[home.id] = number
        self._add_reporter(rows, home, number, reported, days, ended)
        if not is_sent:
            return
        self._add_story(rows, home, number, state, at, self._moment(taken), coordinator, due)
        if draw() < 0.05:
            rows.messages.append((
                self._number("messages"), home.id, number, "note", pick(MORE), self._moment(taken), person,
                f"{self._chance.getrandbits(128):032x}",
            ))  # fmt: skip
        known = text_stems | street_stems | {house, str(number)}
        self._add_entry(rows, home, number, ABOUT, SIGNAL, shorten_title(words, text), f"/signalen/{number}/", area,
                        False, reported, known)  # fmt: skip
        if is_public:
            known = text.public_stems | {str(number)}
            self._add_entry(rows, home, number, "signals.publicsignal", PUBLIC_SIGNAL, text.title,
                            f"/meldingen/{number}/", area, True, reported, known)  # fmt: skip

    def _state(self, days: int, home: Home, draw: float) -> str:
        part = next(part for until, part in RUNNING if days < until)
        if draw < part:
            return "draft" if days < 7 and draw < 0.01 else self._one_of(STATES_RUNNING)
        state = self._one_of(STATES_ENDED)
        return state if state != "merged" or home.id in self._last else "done"

    def _add_reporter(self, rows: Rows, home: Home, number: int, reported: int, days: int, ended: int | None) -> None:
        is_known = days < 365 and self._chance.random() < 0.6
        until = (EPOCH + timedelta(seconds=ended) + timedelta(days=365)).date().isoformat() if ended else None
        at = self._moment(reported)
        rows.reporters.append((
            self._number("reporters"), home.id, number, f"{self._chance.getrandbits(130):x}", until,
            "Bewoner" if is_known else "", "email" if is_known else "none",
            f"bewoner{number % 5_000}@example.nl" if is_known else "", at, f"{number:032x}",
        ))  # fmt: skip
        if is_known and days < 90:
            area = rows.signals[-1][NAMES["signals"].index("work_area_id")]
            rows.letters.append((
                self._number("letters"), home.id, "signals/received", "email", "Bewoner",
                f"bewoner{number % 5_000}@example.nl", f"Uw melding {number} is binnen", "\n\n".join(MORE[:8]), ABOUT,
                number, area, "sent", 1, at, at,
            ))  # fmt: skip

    def _add_story(
        self, rows: Rows, home: Home, number: int, state: str, at: str, later: str, coordinator: int, due: date
    ) -> None:
        rows.journal.append((
            self._number("journal"), home.id, at, "signal.reported", ABOUT, number, "visitor", None,
            '{"kind": "report", "channel": "web"}',
        ))  # fmt: skip
        if state not in ("done", "underway", "conditional"):
            return
        verdict = "conditional" if state == "conditional" else "no" if self._chance.random() < 0.2 else "yes"
        verdict = "yes" if state == "underway" else verdict
        rows.journal.append((
            self._number("journal"), home.id, later, "signal.answered", ABOUT, number, "person", coordinator,
            f'{{"verdict": "{verdict}"}}',
        ))  # fmt: skip
        answer = self._number("answers")
        rows.answers.append((
            answer, home.id, ABOUT, number, verdict, "Wij hebben ernaar gekeken met de buurt.", later, coordinator
        ))  # fmt: skip
        if verdict == "conditional":
            rows.conditions.append((
                self._number("conditions"), home.id, answer, "date", "De wijkraad heeft ermee ingestemd",
                "de wijkraad", (due + timedelta(days=60)).isoformat(),
            ))  # fmt: skip

    def _add_entry(
        self, rows: Rows, home: Home, number: int, thing: str, kind: str, title: str, address: str,
        area: int | None, is_public: bool, at: int, found: frozenset[str],
    ) -> None:  # fmt: skip
        begin = terms.prefix(home.id)
        more = [f"@{kind}"]
        if area is not None:
            more.append(f"@{kind}@{area}")
        if is_public:
            more.append("@@")
        if self._with_stretches:
            more += [f"@{level}:{at // (days * 86_400)}" for level, days in enumerate(terms.STRETCHES)]
        joined = begin + f" {begin}".join([*found, *more])
        rows.entries.append((
            self._number("entries"), home.id, thing, number, kind, number, title, address, area, is_public,
            self._moment(at), joined, self._moment(self._now),
        ))  # fmt: skip

    def _number(self, of: str) -> int:
        number = self._next[of]
        self._next[of] = number + 1
        return number

    def _moment(self, seconds: int) -> str:
        return (EPOCH + timedelta(seconds=seconds)).isoformat(" ") + self._zone

    def _one_of(self, weights: dict[str, float]) -> str:
        draw = self._chance.random()
        for name, part in weights.items():
            draw -= part
            if draw < 0:
                return name
        return next(iter(weights))


def shorten_title(words: str, text: Text) -> str:
    """The title of these words, which is known when they are the text's own."""
    return text.title if words is text.text else shorten(words, 80)
