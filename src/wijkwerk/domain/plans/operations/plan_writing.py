"""What writing any part of a plan has in common: words made safe, years that run forward, nobody's work undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

M = TypeVar("M", bound=Model)


class ChangedMeanwhile(Refusal):
    """`current` is the thing as somebody else left it."""

    message = _(
        "Iemand anders heeft dit intussen gewijzigd. Wat u typte staat hier nog; wat er nu staat leest u hierboven. "
        "Verstuur het opnieuw als u uw tekst wilt bewaren."
    )
    status = 409

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


class StepNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    field = "state"
    status = 409


class WordsMissing(Refusal):
    message = _("Vul dit in.")


class TextTooLong(Refusal):
    message = _("Deze tekst is te lang. Maak de tekst korter.")


class YearsNotPossible(Refusal):
    message = _("Het laatste jaar ligt na het eerste. Schrijf jaren in vier cijfers, tussen 1990 en 2150.")
    field = "until_year"


class ReasonMissing(Refusal):
    message = _("Schrijf in een paar woorden op waarom.")
    field = "reason"


def line(words: str, *, field: str, missing: str = "", longest: int = text.SENTENCE) -> str:
    """One line, clean; refused when it is needed (`missing` says so) and empty, or too long."""
    cleaned = text.one_line(words)
    if missing and not cleaned:
        raise WordsMissing(missing, field=field)
    if len(cleaned) > longest:
        raise TextTooLong(field=field)
    return cleaned


def story(words: str, *, field: str, missing: str = "", longest: int = text.STORY) -> str:
    """Several lines, clean; refused likewise."""
    cleaned = text.clean_text(words)
    if missing and not cleaned:
        raise WordsMissing(missing, field=field)
    if len(cleaned) > longest:
        raise TextTooLong(field=field)
    return cleaned


def reason(words: str) -> str:
    return story(words, field="reason", missing=str(ReasonMissing.message), longest=1_000)


def years(first: int, last: int) -> tuple[int, int]:
    if not (1990 <= first <= 2100 and first <= last <= 2150):
        raise YearsNotPossible
    return first, last


def locked(model: type[M], number: int, *, version: int | None = None, with_: tuple[str, ...] = ()) -> M:
    """The row as it stands, until the deed is done; refused when it is not what the person saw."""
    rows = model._default_manager.select_for_update(of=("self",)).select_related(*with_)
    fresh = rows.get(pk=number)
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]
        raise ChangedMeanwhile(fresh)
    return fresh


def person_of(actor: Actor) -> Person | None:
    return actor if isinstance(actor, Person) else None


# ── Letters ────────────────────────────────────────────────────────────────────────────────────────────────────────
def address_of(party: Organisation | Person) -> ReplyAddress:
    """Where an organisation or a colleague hears from us: by e-mail, or else by post or telephone."""
    if party.email:
        return ReplyAddress(Channel.EMAIL, party.email, party.name)
    if isinstance(party, Organisation) and party.address:
        return ReplyAddress(Channel.POST, party.address, party.name)
    if party.phone:
        return ReplyAddress(Channel.PHONE, party.phone, party.name)
    return ReplyAddress(Channel.NONE)


def who_said(person: Person | None, organisation: Organisation | None) -> ReplyAddress:
    """Who reacted: they themselves when they speak for their own organisation, else the organisation."""
    if person is not None and person.email and (organisation is None or person.organisation_id == organisation.pk):
        return address_of(person)
    if organisation is not None:
        return address_of(organisation)
    return address_of(person) if person is not None else ReplyAddress(Channel.NONE)


def tell(template: str, to: ReplyAddress, *, about: Any, at: datetime, **context: Any) -> None:
    """One letter about a part of a plan, with the way to its page."""
    link = outbox.absolute(about.get_absolute_url())
    outbox.write(f"plans/{template}", to=to, about=about, at=at, link=link, **context)
