"""What happened to a signal, told to the resident in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Direction, Reporter
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Moment


def for_reporter(reporter: Reporter) -> list[Moment]:
    """The story that a resident reads, oldest first: what matters to them, no colleagues' names, no notes."""
    leading = reporter.signal.merged_into or reporter.signal
    told = [
        Moment(title=title, at=entry.at, icon=icon)
        for entry in [
            *queries.story_of(reporter.signal),
            *(queries.story_of(leading) if leading != reporter.signal else []),
        ]
        for title, icon in _for_resident(entry)
    ]
    for message in queries.messages_for_reporter(reporter):
        ours = message.direction == Direction.TO_REPORTER
        title = (_("Wij vroegen u iets") if message.is_question else _("Wij schreven u")) if ours else _("U schreef")
        told.append(Moment(title=title, at=message.at, text=message.text, icon="mail"))
    told.sort(key=lambda moment: moment.at or reporter.joined_at)
    return told


def _for_resident(entry: Entry) -> Iterable[tuple[str, str]]:
    verb, details = entry.verb.removeprefix("signal."), entry.details
    match verb:
        case "reported":
            yield _("U deed de melding"), "flag"
        case "picked_up":
            yield _("Iemand is ermee bezig"), "user"
        case "handed_over":
            yield _("Doorgegeven aan wie erover gaat"), "arrow-right"
        case "answered":
            words = {
                "yes": _("Het antwoord is ja"),
                "no": _("Het antwoord is nee"),
                "conditional": _("Het antwoord is ja, op voorwaarde"),
            }
            yield words.get(details.get("verdict", ""), _("U kreeg antwoord")), "check"
        case "condition_met":
            yield _("Een voorwaarde is vervuld"), "check"
        case "brought_back":
            yield _("Alle voorwaarden zijn vervuld. Wij kijken er opnieuw naar"), "refresh"
        case "condition_changed":
            yield _("Een voorwaarde kreeg een andere dag"), "calendar"
        case "condition_lost":
            yield _("Een voorwaarde wordt niet vervuld. Wij kijken er opnieuw naar"), "refresh"
        case "date_changed":
            yield (
                _("De verwachte dag is nu %(day)s")
                % {"day": date_format(date.fromisoformat(details["expected_on"]), "j F Y")},
                "calendar",
            )
        case "finished":
            yield _("Het is gedaan"), "check"
        case "reopened":
            yield _("Wij pakken het opnieuw op"), "refresh"
        case "merged":
            yield _("Gaat verder samen met een andere melding over hetzelfde"), "merge"
        case "split":
            yield _("Gaat weer apart verder"), "merge"
        case "withdrawn":
            yield _("U trok de melding in"), "cross"
        case "photo_added":
            yield _("Er kwam een foto bij"), "camera"
        case "published":
            yield _("Iedereen kan nu lezen waar het over gaat (zonder uw gegevens)"), "eye"
        case "helped":
            yield _("U bent geholpen"), "check"
        case "not_helped":
            yield _("U bent nog niet geholpen"), "cross"
        case _:
            return


@dataclass(frozen=True)
class NearForResident:
    """A signal near by, as somebody may see it who only asks: its words only when they were checked."""

    pk: int
    title: str
    text: str
    facts: list[tuple[str, str]]


def near_for_resident(near: queries.Near) -> NearForResident:
    signal = near.signal
    where = (
        (_("Afstand"), _("ongeveer %(metres)s meter") % {"metres": max(10, round(near.metres, -1))})
        if near.metres is not None
        else (_("Gebied"), str(signal.work_area))
    )
    return NearForResident(
        pk=signal.pk,
        title=signal.category.name if signal.category else _("Een melding in de buurt"),
        text=signal.public_text if signal.is_public else _("De tekst is nog niet openbaar."),
        facts=[
            (_("Gemeld op"), date_format(clock.dutch(signal.reported_at), "j F Y")),
            where,
            (_("Stand"), str(State(signal.state).label)),
        ],
    )
