"""What happened to a signal, told to staff: everything, with who did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Category, Direction, Message, Signal, Theme
from wijkwerk.domain.thread.models import Condition, Verdict
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.components import Moment

WORDS = {
    "reported": (gettext_lazy("Gemeld"), "flag"),
    "joined": (gettext_lazy("Nog iemand meldde dit"), "users"),
    "reporter_left": (gettext_lazy("Een melder trok zich terug"), "user"),
    "reporter_forgotten": (gettext_lazy("Een melder liet naam en adres weghalen"), "lock"),
    "reporter_wrote": (gettext_lazy("Bericht van de melder"), "mail"),
    "reporter_asked": (gettext_lazy("Vraag aan de melder"), "question"),
    "reporter_written_to": (gettext_lazy("Bericht aan de melder"), "mail"),
    "no_reply": (gettext_lazy("De melder antwoordde niet binnen de termijn"), "clock"),
    "letter_returned": (gettext_lazy("Een bericht kwam terug: het is niet aangekomen"), "warning"),
    "noted": (gettext_lazy("Notitie"), "edit"),
    "classified": (gettext_lazy("Onderwerp gewijzigd"), "filter"),
    "place_changed": (gettext_lazy("Plek gewijzigd"), "pin"),
    "handed_over": (gettext_lazy("Doorgegeven"), "arrow-right"),
    "picked_up": (gettext_lazy("Opgepakt"), "user"),
    "given_back": (gettext_lazy("Teruggegeven"), "arrow-left"),
    "escalated": (gettext_lazy("Niet op tijd opgepakt: het aanspreekpunt van het gebied heeft bericht"), "warning"),
    "answered": (gettext_lazy("Beantwoord"), "check"),
    "condition_met": (gettext_lazy("Voorwaarde vervuld"), "check"),
    "brought_back": (gettext_lazy("Alle voorwaarden vervuld: terug op de lijst"), "refresh"),
    "condition_changed": (gettext_lazy("Voorwaarde kreeg een andere dag"), "calendar"),
    "condition_lost": (gettext_lazy("Een voorwaarde wordt niet vervuld: terug op de lijst"), "refresh"),
    "date_changed": (gettext_lazy("Verwachte dag gewijzigd"), "calendar"),
    "finished": (gettext_lazy("Afgerond"), "check"),
    "reopened": (gettext_lazy("Opnieuw geopend"), "refresh"),
    "helped": (gettext_lazy("Melder is geholpen"), "check"),
    "not_helped": (gettext_lazy("Melder is niet geholpen"), "cross"),
    "merged": (gettext_lazy("Samengevoegd met een ander signaal"), "merge"),
    "took_in": (gettext_lazy("Een ander signaal is hierbij gevoegd"), "merge"),
    "split": (gettext_lazy("Weer losgemaakt"), "merge"),
    "let_go": (gettext_lazy("Een ander signaal is losgemaakt"), "merge"),
    "put_in_theme": (gettext_lazy("In een thema gezet"), "list"),
    "taken_out_of_theme": (gettext_lazy("Uit een thema gehaald"), "list"),
    "published": (gettext_lazy("Openbaar gemaakt"), "eye"),
    "taken_back": (gettext_lazy("Niet meer openbaar"), "eye-off"),
    "photo_added": (gettext_lazy("Foto toegevoegd"), "camera"),
    "photo_removed": (gettext_lazy("Foto weggehaald"), "camera"),
    "photo_blacked_out": (gettext_lazy("Deel van een foto zwart gemaakt"), "camera"),
    "withdrawn": (gettext_lazy("Ingetrokken"), "cross"),
    "item_moved": (gettext_lazy("Nieuws naar de melder over wat ervan kwam"), "thread"),
}
THREAD_WORDS = {
    "condition_met": (gettext_lazy("Voorwaarde vervuld"), "check"),
    "condition_lapsed": (gettext_lazy("Voorwaarde vervallen"), "cross"),
    "condition_changed": (gettext_lazy("Voorwaarde gewijzigd"), "edit"),
    "conditions_cancelled": (gettext_lazy("Voorwaarden niet meer nodig"), "cross"),
    "source_added": (gettext_lazy("Aanleiding toegevoegd"), "thread"),
    "source_removed": (gettext_lazy("Aanleiding weggehaald"), "thread"),
}
TOLD_BY_THE_THREAD = "signal.condition_met"  # the thread writes down which condition it was
WITH_ANOTHER = {"signal.merged", "signal.took_in", "signal.split", "signal.let_go"}
OTHER_ACTORS = {
    "link": gettext_lazy("de melder"),
    "visitor": gettext_lazy("de melder"),
    "clock": gettext_lazy("vanzelf"),
    "key": gettext_lazy("een koppeling"),
}
MESSAGE_WORDS = {
    Direction.FROM_REPORTER: gettext_lazy("Bericht van de melder"),
    Direction.TO_REPORTER: gettext_lazy("Bericht aan de melder"),
    Direction.NOTE: gettext_lazy("Notitie"),
}


def story_for_staff(signal: Signal, *, after: int = 0) -> list[Moment]:
    """Everything, newest first, with who did it; with `after`, what came after that entry of the journal.

    The words of a message stand with their moment. A fixed number of queries, however long the story is.
    """
    entries = [e for e in queries.story_of(signal) if e.id > after and e.verb != TOLD_BY_THE_THREAD]
    names = _Names(entries)
    texts: dict[int, Message] = {message.pk: message for message in signal.messages.select_related("person")}
    told: list[tuple[datetime, Moment]] = []
    for entry in entries:
        message = texts.pop(entry.details.get("message", 0), None)
        told.append((entry.at, _told(entry, names, words=message.text if message else names.words(entry))))
    if not after:
        told += [(message.at, _said(message)) for message in texts.values()]
    told.sort(key=lambda one: one[0])
    return [moment for _at, moment in reversed(told)]


def _told(entry: Entry, names: _Names, *, words: str) -> Moment:
    title, icon = _for_staff(entry, names)
    return Moment(title=title, at=entry.at, by=names.actor(entry), icon=icon, text=words, address=_address_in(entry))


def _said(message: Message) -> Moment:
    """Words that came with another deed: why it was given back, a word along."""
    return Moment(
        title=str(MESSAGE_WORDS[Direction(message.direction)]),
        at=message.at,
        by=message.person.name if message.person else "",
        icon="edit" if message.direction == Direction.NOTE else "mail",
        text=message.text,
    )


def _for_staff(entry: Entry, names: _Names) -> tuple[str, str]:
    """What happened, in a few words, with its icon."""
    room, verb = entry.verb.split(".", 1)
    known = THREAD_WORDS if room == "thread" else WORDS
    title, icon = known.get(verb, (entry.verb, "info"))
    details = entry.details
    match verb:
        case "handed_over" if to := names.party(details):
            title = _("Doorgegeven aan %(name)s") % {"name": to}
        case "merged":
            title = _("Samengevoegd met signaal %(n)s") % {"n": details.get("into", "")}
        case "took_in":
            title = _("Signaal %(n)s is hierbij gevoegd") % {"n": details.get("signal", "")}
        case "split":
            title = _("Losgemaakt van signaal %(n)s") % {"n": details.get("from", "")}
        case "let_go":
            title = _("Signaal %(n)s is losgemaakt") % {"n": details.get("signal", "")}
        case "put_in_theme" if theme := names.themes.get(details.get("theme", 0)):
            title = _("In het thema “%(name)s” gezet") % {"name": theme.name}
        case "taken_out_of_theme" if theme := names.themes.get(details.get("theme", 0)):
            title = _("Uit het thema “%(name)s” gehaald") % {"name": theme.name}
        case "classified" if category := names.categories.get(details.get("category") or 0):
            title = _("Onderwerp is nu “%(name)s”") % {"name": category.name}
        case "answered" if details.get("verdict"):
            title = _("Antwoord gegeven: %(verdict)s") % {"verdict": Verdict(details["verdict"]).label}
        case "date_changed" if details.get("expected_on"):
            on = date_format(date.fromisoformat(details["expected_on"]), "j F Y")
            title = _("Verwachte dag is nu %(day)s") % {"day": on}
    return str(title), icon


def _address_in(entry: Entry) -> str:
    """Where the other signal of the story stands."""
    other = next((entry.details[name] for name in ("into", "signal", "from") if entry.details.get(name)), None)
    return reverse("signals:signal", args=[other]) if isinstance(other, int) and entry.verb in WITH_ANOTHER else ""


class _Names:
    """Whom and what the entries of a story name, each looked up once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)

        def numbers(name: str) -> set[int]:
            return {number for entry in entries if isinstance(number := entry.details.get(name), int)}

        actors = {entry.actor_id for entry in entries if entry.actor_kind == "person" and entry.actor_id}
        self.people = Person.objects.in_bulk(actors | numbers("person"))
        self.organisations = Organisation.objects.in_bulk(numbers("organisation"))
        self.themes = Theme.objects.in_bulk(numbers("theme"))
        self.categories = Category.objects.in_bulk(numbers("category"))
        self.conditions = Condition.objects.in_bulk(numbers("condition"))

    def actor(self, entry: Entry) -> str:
        """Who did it; a resident has no name here."""
        person = self.people.get(entry.actor_id) if entry.actor_kind == "person" else None
        who = person.name if person else str(OTHER_ACTORS.get(entry.actor_kind, ""))
        return _("%(name)s, namens een inwoner") % {"name": who} if entry.is_on_behalf else who

    def party(self, details: Mapping[str, Any]) -> str:
        found = self.people.get(details.get("person") or 0) or self.organisations.get(details.get("organisation") or 0)
        return str(found or "")

    def words(self, entry: Entry) -> str:
        condition = self.conditions.get(entry.details.get("condition") or 0)
        return condition.what if condition is not None else ""
