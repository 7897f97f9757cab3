"""What can be done with an agenda and its items. Rows that two people may want at once are locked: the agenda while it
gets an item, the item while it changes, and then the signals that hear of it, by number.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Model
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import Agenda, AgendaItem, ItemPartner, ProgressNote
from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.search import agendas as search
from wijkwerk.domain.plans.states import (
    AGENDA_MOVES,
    FOR_THE_RESIDENT,
    ITEM_MOVES,
    NEEDS_REASON,
    AgendaState,
    ItemState,
)
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.states import State as SignalState
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import Source
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal

TOLD_TO_RESIDENTS = (ItemState.PLANNED, ItemState.RUNNING, ItemState.WAITING, ItemState.DONE, ItemState.STOPPED)


class ChangedMeanwhile(Refusal):
    """`current` is the item as somebody else left it."""

    message = _(
        "Iemand anders heeft dit intussen gewijzigd. Wat u typte staat hier nog; wat er nu staat leest u hierboven. "
        "Verstuur het opnieuw als u uw tekst wilt bewaren."
    )
    status = 409

    def __init__(self, current: AgendaItem) -> None:
        super().__init__()
        self.current = current


class AgendaIsClosed(Refusal):
    message = _("Deze agenda is afgesloten. Zet het project op de agenda van een ander jaar.")
    field = "agenda"


class MoveNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    field = "state"
    status = 409


class TitleMissing(Refusal):
    message = _("Geef het project een titel.")
    field = "title"


class TextTooLong(Refusal):
    message = _("Deze tekst is te lang. Maak de tekst korter.")


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom. Wie erom vroeg, leest dit.")
    field = "reason"


class PeriodNotPossible(Refusal):
    message = _("Kies een eerste en een laatste maand; de laatste ligt niet voor de eerste.")
    field = "until_month"


class TwoPullers(Refusal):
    message = _("Kies een persoon of een organisatie als trekker, niet allebei.")
    field = "puller_organisation"


class CoordinatorIsNoPuller(Refusal):
    """Not forbidden: the role's own words are a warning, and whoever is sure goes on."""

    field = "puller"
    status = 409


class NothingSaid(Refusal):
    message = _("Schrijf in een paar woorden op hoe het gaat.")
    field = "text"


class DoesNothing(Refusal):
    message = _("Schrijf op wat deze partner doet.")
    field = "does"


class TakesPartAlready(Refusal):
    message = _("Deze organisatie doet al mee. Wijzig wat er staat.")
    field = "organisation"


# ── The agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_agenda(work_area: WorkArea, year: int, *, by: Actor, at: datetime) -> Agenda:
    """The agenda of an area for a year. There is one: made twice is once."""
    made, is_new = Agenda.objects.get_or_create(work_area=work_area, year=year, defaults={"created_at": at})
    if is_new:
        journal.record("agenda.made", about=made, by=by, at=at)
    agenda: Agenda = made
    return agenda


@transaction.atomic
def move_agenda(
    agenda: Agenda, *, state: AgendaState, by: Actor, at: datetime, adopted_on: date | None = None
) -> Agenda:
    """Adopt it on a day, close it at the end of its year, or take such a step back."""
    fresh: Agenda = Agenda.objects.select_for_update().get(pk=agenda.pk)
    state = AgendaState(state)
    if state == fresh.state:
        return fresh
    if state not in AGENDA_MOVES[AgendaState(fresh.state)]:
        raise MoveNotPossible
    if state == AgendaState.DRAFT:
        fresh.adopted_on = None
    elif fresh.adopted_on is None:
        fresh.adopted_on = adopted_on or clock.dutch(at).date()
    earlier, fresh.state = fresh.state, state
    fresh.version += 1
    fresh.save()
    journal.record("agenda.moved", about=fresh, by=by, at=at, details={"from": earlier, "to": state})
    return fresh


# ── Items ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_item(
    agenda: Agenda,
    *,
    title: str,
    by: Actor,
    at: datetime,
    description: str = "",
    sources: Sequence[Model] = (),
    puller_person: Person | None = None,
    puller_organisation: Organisation | None = None,
    from_month: int | None = None,
    until_month: int | None = None,
    is_quick_win: bool = False,
    is_public: bool = True,
    is_sure: bool = False,
    client_key: uuid.UUID | None = None,
) -> AgendaItem:
    """Put something on the agenda, straight from signals when they are its sources; who gave those hears of it.

    An item without a source is allowed, and shown as such. The same `client_key` again gives the item that was made.
    """
    locked = _open_agenda(agenda)
    if client_key is not None and (made := AgendaItem.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    item = AgendaItem(
        agenda=locked,
        number=(AgendaItem.objects.filter(agenda=locked).aggregate(last=Max("number"))["last"] or 0) + 1,
        created_at=at,
        changed_at=at,
    )
    if client_key is not None:
        item.client_key = client_key
    _fill_in(item, title=title, description=description, from_month=from_month, until_month=until_month)
    item.is_quick_win, item.is_public = is_quick_win, is_public
    _pull(item, puller_person, puller_organisation, is_sure=is_sure)
    item.save()
    search.put_item(item)
    journal.record("item.added", about=item, by=by, at=at, details={"agenda": locked.pk})
    add_sources(item, sources, by=by, at=at)
    return item


@transaction.atomic
def change_item(
    item: AgendaItem,
    *,
    title: str,
    description: str,
    from_month: int | None,
    until_month: int | None,
    is_quick_win: bool,
    is_public: bool,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> AgendaItem:
    """Other words, another period. `version` is what the person saw: what somebody else wrote meanwhile is not lost."""
    fresh = _lock(item, version=version)
    _fill_in(fresh, title=title, description=description, from_month=from_month, until_month=until_month)
    fresh.is_quick_win, fresh.is_public = is_quick_win, is_public
    _save(fresh, at=at)
    journal.record("item.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def set_puller(
    item: AgendaItem,
    *,
    by: Actor,
    at: datetime,
    puller_person: Person | None = None,
    puller_organisation: Organisation | None = None,
    is_sure: bool = False,
    version: int | None = None,
) -> AgendaItem:
    """Who pulls it: a person, an organisation, or nobody yet. A coordinator only for who is sure."""
    fresh = _lock(item, version=version)
    _pull(fresh, puller_person, puller_organisation, is_sure=is_sure)
    _save(fresh, at=at)
    details = {"person": fresh.puller_person_id, "organisation": fresh.puller_organisation_id}
    journal.record("item.puller_set", about=fresh, by=by, at=at, details=details)
    return fresh


@transaction.atomic
def move_item(
    item: AgendaItem,
    *,
    state: ItemState,
    by: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> AgendaItem:
    """A step further, or back. Done or stopped brings back each signal that waited for it; who gave a source hears."""
    fresh = _lock(item, version=version)
    state, reason = ItemState(state), text.clean_text(reason)
    if state == fresh.state:
        return fresh
    if state not in ITEM_MOVES[ItemState(fresh.state)]:
        raise MoveNotPossible
    if state in NEEDS_REASON and not reason:
        raise ReasonMissing
    earlier, fresh.state, fresh.state_reason = fresh.state, state, reason
    fresh.done_on = clock.dutch(at).date() if state == ItemState.DONE else None
    _save(fresh, at=at)
    journal.record("item.moved", about=fresh, by=by, at=at, details={"from": earlier, "to": state})
    behind = _hold_signals(fresh)
    if state == ItemState.DONE:
        _bring_back(fresh, by=by, at=at)
    elif state == ItemState.STOPPED:
        why = gettext("Het project “%(title)s” gaat niet door: %(reason)s") % {"title": fresh.title, "reason": reason}
        for answer in thread.lapse_conditions_waiting_for(fresh, reason=why, by=by, at=at):
            signals.bring_back_unmet(answer, words=why, by=by, at=at)
    if fresh.is_public and state in TOLD_TO_RESIDENTS:
        words = " ".join(filter(None, [str(FOR_THE_RESIDENT[state]), reason]))
        _tell(behind, fresh, template="item_moved", words=words, by=by, at=at)
    return fresh


def bring_back_what_waits_for_done_items(*, at: datetime) -> int:
    """What the clock does: an answer may have begun to wait at the very moment that the item was done."""
    items = queries.done_but_waited_for()
    for item in items:
        with transaction.atomic():
            _bring_back(_lock(item), by=CLOCK, at=at)
    return len(items)


def _bring_back(item: AgendaItem, *, by: Actor, at: datetime) -> None:
    met = thread.meet_conditions_waiting_for(item, by=by, at=at)
    signals.bring_back_all(met, by=by, at=at)


# ── Why it is there ────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_sources(item: AgendaItem, sources: Sequence[Model], *, by: Actor, at: datetime) -> None:
    """These are why it is there. Who gave the signals among them hears that it is on the agenda; once."""
    before = {signal.pk for signal in queries.signals_behind(item)}
    for source in sources:
        thread.add_source(item, cause=source, by=by, at=at)
    added = [signal for signal in _hold_signals(item) if signal.pk not in before]
    if item.is_public:
        _tell(added, item, template="item_planned", words=str(FOR_THE_RESIDENT[ItemState(item.state)]), by=by, at=at)


@transaction.atomic
def add_source_in_words(item: AgendaItem, *, words: str, link: str = "", by: Actor, at: datetime) -> Source:
    """Why it is there, where that is no thing in the program: an existing plan, an agreement."""
    return thread.add_source(item, words=words, link=link, by=by, at=at)


@transaction.atomic
def remove_source(source: Source, *, reason: str, by: Actor, at: datetime) -> Source:
    """That was not why, after all."""
    return thread.remove_source(source, reason=reason, by=by, at=at)


# ── Partners and progress ──────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_partner(
    item: AgendaItem, *, organisation: Organisation, does: str, by: Actor, at: datetime, amount_cents: int | None = None
) -> ItemPartner:
    """An organisation takes part, and may promise money."""
    fresh = _lock(item)
    if ItemPartner.objects.filter(item=fresh, organisation=organisation).exists():
        raise TakesPartAlready
    partner: ItemPartner = ItemPartner.objects.create(
        item=fresh, organisation=organisation, does=_does(does), amount_cents=amount_cents
    )
    _save(fresh, at=at)
    details = {"organisation": organisation.pk, "amount_cents": amount_cents}
    journal.record("item.partner_added", about=fresh, by=by, at=at, details=details)
    return partner


@transaction.atomic
def change_partner(
    partner: ItemPartner, *, does: str, amount_cents: int | None, by: Actor, at: datetime
) -> ItemPartner:
    """Something else is agreed; the amount that was promised before stays in the journal."""
    fresh_item = _lock(partner.item)
    fresh: ItemPartner = ItemPartner.objects.get(pk=partner.pk)
    earlier, fresh.does, fresh.amount_cents = fresh.amount_cents, _does(does), amount_cents
    fresh.save(update_fields=["does", "amount_cents"])
    _save(fresh_item, at=at)
    details = {"organisation": fresh.organisation_id, "from_cents": earlier, "to_cents": amount_cents}
    journal.record("item.partner_changed", about=fresh_item, by=by, at=at, details=details)
    return fresh


@transaction.atomic
def remove_partner(partner: ItemPartner, *, reason: str, by: Actor, at: datetime) -> None:
    """A partner stops; why is written among the progress."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    item = _lock(partner.item)
    name = partner.organisation.name
    gone, _models = ItemPartner.objects.filter(pk=partner.pk).delete()
    if gone:
        words = gettext("%(name)s doet niet meer mee: %(reason)s") % {"name": name, "reason": reason}
        add_progress(item, text=words, by=by, at=at)
        details = {"organisation": partner.organisation_id, "amount_cents": partner.amount_cents}
        journal.record("item.partner_removed", about=item, by=by, at=at, details=details)


@transaction.atomic
def add_progress(
    item: AgendaItem,
    *,
    text: str,
    by: Actor,
    at: datetime,
    is_public: bool = False,
    client_key: uuid.UUID | None = None,
) -> ProgressNote:
    """How it goes, in a few words. The same `client_key` again gives the note that was made."""
    words = clean(text)
    if not words:
        raise NothingSaid
    fresh = _lock(item)
    if client_key is not None and (made := ProgressNote.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    note: ProgressNote = ProgressNote.objects.create(
        item=fresh,
        text=words,
        is_public=is_public,
        at=at,
        by_id=thread.person_id_of(by),
        client_key=client_key or uuid.uuid4(),
    )
    _save(fresh, at=at, version=False)
    journal.record("item.progress_added", about=fresh, by=by, at=at, details={"note": note.pk})
    return note


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def clean(words: str) -> str:
    return text.clean_text(words)


def _lock(item: AgendaItem, *, version: int | None = None) -> AgendaItem:
    """The item as it stands, until the deed is done; refused when it is not what the person saw."""
    rows = AgendaItem.objects.select_for_update(of=("self",)).select_related("agenda", "agenda__work_area")
    fresh: AgendaItem = rows.get(pk=item.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(fresh)
    return fresh


def _open_agenda(agenda: Agenda) -> Agenda:
    locked: Agenda = Agenda.objects.select_for_update(of=("self",)).select_related("work_area").get(pk=agenda.pk)
    if locked.is_closed:
        raise AgendaIsClosed
    return locked


def _save(item: AgendaItem, *, at: datetime, version: bool = True) -> None:
    item.version += version
    item.changed_at = at
    item.save()
    search.put_item(item)


def _fill_in(
    item: AgendaItem, *, title: str, description: str, from_month: int | None, until_month: int | None
) -> None:
    item.title, item.description = text.one_line(title), text.clean_text(description)
    if not item.title:
        raise TitleMissing
    if len(item.title) > text.SENTENCE:
        raise TextTooLong(field="title")
    if len(item.description) > text.STORY:
        raise TextTooLong(field="description")
    both = [month for month in (from_month, until_month) if month is not None]
    if len(both) == 1 or any(not 1 <= month <= 12 for month in both) or both != sorted(both):
        raise PeriodNotPossible
    item.from_month, item.until_month = from_month, until_month


def _pull(item: AgendaItem, person: Person | None, organisation: Organisation | None, *, is_sure: bool) -> None:
    if person is not None and organisation is not None:
        raise TwoPullers
    is_new = person is not None and person.pk != item.puller_person_id
    if person is not None and is_new and not is_sure and queries.is_coordinator(person):
        words = {
            "name": person.name,
            "role": policy.name_of(Role.COORDINATOR),
            "does_not": str(ROLES[Role.COORDINATOR].does_not),
        }
        told = gettext(
            "%(name)s is %(role)s. Over die rol is afgesproken: “%(does_not)s” Weet u het zeker? Zet dan een vinkje."
        )
        raise CoordinatorIsNoPuller(capfirst(told % words))
    item.puller_person, item.puller_organisation = person, organisation


def _does(words: str) -> str:
    cleaned = text.one_line(words)
    if not cleaned:
        raise DoesNothing
    if len(cleaned) > 300:
        raise TextTooLong(field="does")
    return cleaned


def _hold_signals(item: AgendaItem) -> list[Signal]:
    """The signals behind the item; locked together with those that wait for it, in one order for everybody."""
    behind = {signal.pk for signal in queries.signals_behind(item)}
    waiting = {answer.about_id for answer in queries.answers_waiting_for(item) if answer.about_kind == queries.SIGNAL}
    rows = Signal.objects.select_for_update(of=("self",)).filter(pk__in=behind | waiting).order_by("pk")
    return [signal for signal in rows if signal.pk in behind]


def _tell(behind: Sequence[Signal], item: AgendaItem, *, template: str, words: str, by: Actor, at: datetime) -> None:
    for signal in behind:
        if signal.state != SignalState.WITHDRAWN:
            signals.tell_about_item(signal, template=template, item_title=item.title, words=words, by=by, at=at)
