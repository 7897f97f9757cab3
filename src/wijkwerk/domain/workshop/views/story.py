"""What happened to a bicycle or a repair, told to staff: newest first, with who did it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.components import Moment

Told = Mapping[str, tuple[str | Promise, str]]
BICYCLE: Told = {
    "bicycle.received": (gettext_lazy("Binnengekomen"), "download"),
    "bicycle.changed": (gettext_lazy("Gegevens gewijzigd"), "edit"),
    "bicycle.theft_checked": (gettext_lazy("Framenummer gecontroleerd"), "search"),
    "bicycle.refurbishing_started": (gettext_lazy("Begonnen met opknappen"), "refresh"),
    "bicycle.taken_back_to_the_stand": (gettext_lazy("Terug om nog iets te doen"), "refresh"),
    "bicycle.step_ticked": (gettext_lazy("Stap gedaan"), "check"),
    "bicycle.step_unticked": (gettext_lazy("Stap toch niet gedaan"), "cross"),
    "bicycle.part_used": (gettext_lazy("Onderdeel gebruikt"), "plus"),
    "bicycle.part_taken_out": (gettext_lazy("Onderdeel weer weggehaald"), "cross"),
    "bicycle.not_safe_yet": (gettext_lazy("Nagekeken: nog niet in orde"), "warning"),
    "bicycle.safety_signed": (gettext_lazy("Veiligheid getekend: de fiets is klaar"), "check"),
    "bicycle.given": (gettext_lazy("Gegeven uit de fietsregeling"), "heart"),
    "bicycle.came_back": (gettext_lazy("Toekenning ingetrokken: de fiets is terug"), "arrow-left"),
    "bicycle.sold": (gettext_lazy("Verkocht"), "money"),
    "bicycle.scrapped": (gettext_lazy("Gesloopt voor onderdelen"), "trash"),
    "bicycle.handed_over": (gettext_lazy("Naar de politie of de eigenaar"), "arrow-right"),
}
REPAIR: Told = {
    "repair.received": (gettext_lazy("Gebracht"), "download"),
    "repair.changed": (gettext_lazy("Gegevens gewijzigd"), "edit"),
    "repair.started": (gettext_lazy("Op de standaard"), "refresh"),
    "repair.reopened": (gettext_lazy("Terug op de standaard: het was nog niet goed"), "refresh"),
    "repair.put_back": (gettext_lazy("Wacht weer"), "clock"),
    "repair.workers_set": (gettext_lazy("Gekozen wie het doet"), "users"),
    "repair.part_used": (gettext_lazy("Onderdeel gebruikt"), "plus"),
    "repair.part_taken_out": (gettext_lazy("Onderdeel weer weggehaald"), "cross"),
    "repair.finished": (gettext_lazy("Klaar"), "check"),
    "repair.done_at_once": (gettext_lazy("Gedaan terwijl iemand wachtte"), "check"),
    "repair.reminded": (gettext_lazy("Herinnering gestuurd"), "mail"),
    "repair.collected": (gettext_lazy("Opgehaald"), "arrow-right"),
    "repair.left_here": (gettext_lazy("Niet opgehaald"), "warning"),
}
OTHER_ACTORS = {"clock": gettext_lazy("vanzelf"), "key": gettext_lazy("een koppeling")}


def story_of(thing: Model, told: Told, *, words: Mapping[str, str]) -> list[Moment]:
    """Two queries, however long the story is. `words` adds a sentence to a verb of which there is one."""
    entries = [entry for entry in journal.entries_about(thing) if entry.verb in told]
    people = Person.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_kind == "person"})
    return [
        Moment(
            title=str(told[entry.verb][0]),
            at=entry.at,
            by=_name(entry, people),
            icon=told[entry.verb][1],
            text=_words(entry, words),
        )
        for entry in reversed(entries)
    ]


def _name(entry: Entry, people: Mapping[int, Person]) -> str:
    person = people.get(entry.actor_id or 0) if entry.actor_kind == "person" else None
    return person.name if person else str(OTHER_ACTORS.get(entry.actor_kind, ""))


def _words(entry: Entry, words: Mapping[str, str]) -> str:
    step = entry.details.get("step")
    if step is not None:
        return words.get(f"step {step}", "")
    faults = entry.details.get("faults")
    if entry.verb == "bicycle.not_safe_yet":
        return _("%(count)s punten nog niet in orde") % {"count": faults} if faults != 1 else _("1 punt niet in orde")
    return words.get(entry.verb, "")
