"""What can be done with an initiative: start it, change it, check and publish it, say how it goes, merge it.

The row of the initiative is locked for every deed on it or on what hangs on it; two initiatives by number.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.initiative_states import ENDED, LIVE, MOVES, InitiativeState
from wijkwerk.domain.budgets.models import HelpWanted, Initiative, InitiativePhoto, InitiativeUpdate, Starter
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.search import initiatives as search
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.operations.publishing import public_point
from wijkwerk.domain.signals.operations.routing import coordinator_of
from wijkwerk.domain.thread import operations as thread
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, refusals, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

MOST_PHOTOS = 8
LINK_LASTS = timedelta(days=365)  # after the initiative ended


class TitleMissing(Refusal):
    message = _("Geef uw initiatief een naam van een paar woorden.")
    field = "title"


class WordsMissing(Refusal):
    message = _("Vertel in een paar zinnen wat u wilt doen.")
    field = "words"


class AreaMissing(Refusal):
    message = _("Kies in welk gebied het is, of wijs de plek aan op de kaart.")
    field = "work_area"


class ReplyAddressMissing(Refusal):
    message = _("Vul in waar wij u kunnen bereiken, of kies dat u geen bericht wilt.")
    field = "reply_address"


class NoEmailAddress(Refusal):
    message = _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    field = "reply_address"


class NotThere(Refusal):
    message = _("Dit initiatief is er niet meer.")
    status = 410


class ChangedMeanwhile(refusals.ChangedMeanwhile):
    message = _(
        "Iemand anders heeft dit initiatief intussen gewijzigd. Wat u typte staat hier nog. "
        "Lees wat er veranderd is en verstuur het daarna opnieuw."
    )


class MoveNotPossible(Refusal):
    message = _("Dit kan niet meer: het initiatief is intussen verder. Ververs de pagina.")
    status = 409


class NoMoneyYet(Refusal):
    message = _("De gemeente kende nog geen geld toe. Begint u met ander geld? Kies dan ‘bezig’.")
    field = "state"


class TellsWhoSomebodyIs(Refusal):
    status = 400


class ReasonMissing(Refusal):
    message = _("Schrijf in een paar woorden waarom.")
    field = "reason"


class TooManyPhotos(Refusal):
    message = _("Er passen acht foto's bij een initiatief. Haal eerst een foto weg.")
    field = "photos"


class NobodyToWriteTo(Refusal):
    message = _("De initiatiefnemer liet geen adres achter. Geef de link persoonlijk.")


class SameInitiative(Refusal):
    message = _("Een initiatief kan niet met zichzelf worden samengevoegd. Kies een ander initiatief.")
    field = "into"


class CannotTakeIn(Refusal):
    message = _("Dat initiatief is gestopt, klaar of zelf samengevoegd. Kies een initiatief dat nog loopt.")
    field = "into"


# ── What every deed shares ─────────────────────────────────────────────────────────────────────────────────────────
def lock(initiative: Initiative, *, version: int | None = None) -> Initiative:
    """The same, fresh and locked; with the version that somebody saw, what changed since is refused."""
    fresh: Initiative | None = Initiative.objects.select_for_update(of=("self",)).filter(pk=initiative.pk).first()
    if fresh is None:
        raise NotThere
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(fresh.version)
    return fresh


def _lock_all(*several: Initiative) -> list[Initiative]:
    numbers = sorted({each.pk for each in several})
    rows = Initiative.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    fresh = {row.pk: row for row in rows}
    if len(fresh) < len(numbers):
        raise NotThere
    return [fresh[each.pk] for each in several]


def save(initiative: Initiative, *, at: datetime) -> None:
    initiative.version += 1
    initiative.changed_at = at
    initiative.save()
    search.put(initiative)


def note_down(verb: str, initiative: Initiative, *, by: Actor, at: datetime, **more: Any) -> None:
    journal.record(f"initiative.{verb}", about=initiative, by=by, at=at, **more)


def tell_starter(name: str, starter: Starter, *, at: datetime, **context: Any) -> None:
    """One letter to whoever started it, with their own link."""
    outbox.write(
        f"budgets/{name}",
        to=starter.reply_to,
        about=starter.initiative,
        at=at,
        initiative=starter.initiative,
        link=starter.get_absolute_url(),
        **context,
    )


def tell_starters(name: str, initiative: Initiative, *, at: datetime, **context: Any) -> None:
    """Whoever started it, and whoever started what was merged into it."""
    for starter in queries.starters_of(initiative):
        tell_starter(name, starter, at=at, into=initiative, **context)


def refuse_what_tells_who(field: str, words: str) -> None:
    """Nothing that everybody reads may tell who somebody is or where they live."""
    if found := signals.tells_who(words):
        raise TellsWhoSomebodyIs(
            _("Hier staat %(what)s. Haal dat weg: iedereen kan dit lezen.") % {"what": ", ".join(found)}, field=field
        )


def checked_address(reply_by: Channel | str, address: str) -> ReplyAddress:
    """The one way to reach somebody, checked."""
    channel = Channel(reply_by)
    if channel == Channel.NONE:
        return ReplyAddress(channel)
    address = text.clean_text(address) if channel == Channel.POST else text.one_line(address)
    if not address:
        raise ReplyAddressMissing
    if channel == Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            raise NoEmailAddress from None
    return ReplyAddress(channel, address)


# ── By whoever started it ──────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def start(
    *,
    title: str,
    words: str,
    by: Actor,
    at: datetime,
    work_area: WorkArea | None = None,
    place: str = "",
    lat: float | None = None,
    lon: float | None = None,
    name: str = "",
    reply_by: Channel | str = Channel.NONE,
    reply_address: str = "",
    organisation_name: str = "",
    client_key: uuid.UUID | None = None,
    is_by_staff: bool = False,
    cause: Signal | None = None,
) -> Starter:
    """Somebody wants to do something for the neighbourhood, also with an idea that was said before. Public when it was
    checked. The same key twice is once."""
    to = checked_address(reply_by, reply_address)
    key = client_key or uuid.uuid4()
    initiative = Initiative(client_key=key, started_at=at, changed_at=at, to_check_since=at)
    _fill_in(initiative, title=title, words=words, work_area=work_area, place=place, lat=lat, lon=lon, at=at)
    try:
        with transaction.atomic():
            initiative.save()
    except IntegrityError:
        already: Starter = Starter.objects.select_related("initiative__work_area").get(initiative__client_key=key)
        return already
    starter: Starter = Starter.objects.create(
        initiative=initiative,
        name=text.one_line(name),
        reply_by=to.channel,
        reply_address=to.address,
        organisation_name=text.one_line(organisation_name),
        is_by_staff=is_by_staff,
    )
    search.put(initiative)
    note_down("started", initiative, by=by, at=at, on_behalf=is_by_staff)
    if cause is not None:
        thread.add_source(initiative, cause=cause, by=by, at=at)
    tell_starter("initiative_received", starter, at=at)
    if not is_by_staff:
        _tell_who_checks(initiative, at=at)
    return starter


def _tell_who_checks(initiative: Initiative, *, at: datetime) -> None:
    """The coordinator of the area, that there is something to look at."""
    person = coordinator_of(initiative.work_area, on=clock.dutch(at).date())
    if person is not None and person.email:
        outbox.write(
            "budgets/initiative_to_check",
            to=ReplyAddress(Channel.EMAIL, person.email, person.name),
            about=initiative,
            at=at,
            initiative=initiative,
            link=initiative.get_absolute_url(),
        )


def _fill_in(
    initiative: Initiative,
    *,
    title: str,
    words: str,
    work_area: WorkArea | None,
    place: str,
    lat: float | None,
    lon: float | None,
    at: datetime,
) -> None:
    title, words = text.one_line(title), text.clean_text(words)
    if not title:
        raise TitleMissing
    if not words:
        raise WordsMissing
    if lat is not None and lon is not None:
        work_area = areas.spot_at(lat, lon, clock.dutch(at).date()).work_area or work_area
    else:
        lat = lon = None
    if work_area is None:
        raise AreaMissing
    initiative.title, initiative.words, initiative.place = title, words, text.one_line(place)
    initiative.lat, initiative.lon, initiative.work_area = lat, lon, work_area


@transaction.atomic
def change(
    initiative: Initiative,
    *,
    title: str,
    words: str,
    by: Actor,
    at: datetime,
    work_area: WorkArea | None = None,
    place: str = "",
    lat: float | None = None,
    lon: float | None = None,
    version: int | None = None,
) -> Initiative:
    """Other words or another place. Everybody goes on reading what was checked before, until this is checked."""
    initiative = lock(initiative, version=version)
    if initiative.state == InitiativeState.MERGED:
        raise MoveNotPossible
    _fill_in(initiative, title=title, words=words, work_area=work_area, place=place, lat=lat, lon=lon, at=at)
    is_new_to_check = initiative.to_check_since is None
    initiative.to_check_since = initiative.to_check_since or at
    initiative.kept_back_because = ""
    save(initiative, at=at)
    outbox.file_under_area(initiative)
    if is_new_to_check and by.kind == "link":
        _tell_who_checks(initiative, at=at)
    note_down("changed", initiative, by=by, at=at)
    return initiative


@transaction.atomic
def add_photos(
    initiative: Initiative, uploads: Iterable[File[bytes]], *, words: str = "", by: Actor, at: datetime
) -> list[InitiativePhoto]:
    """Photos made anew, without place and camera; public when somebody looked at them."""
    initiative = lock(initiative)
    if initiative.state == InitiativeState.MERGED:
        raise MoveNotPossible
    kept = []
    for upload in uploads:
        if InitiativePhoto.objects.filter(initiative=initiative).count() >= MOST_PHOTOS:
            raise TooManyPhotos
        kept.append(
            InitiativePhoto.objects.create(
                initiative=initiative,
                photo=files.keep_photo(upload, at=at),
                words=text.shorten(words, 200),
                added_at=at,
            )
        )
    if kept:
        note_down("photos_added", initiative, by=by, at=at, details={"photos": len(kept)})
    return kept


@transaction.atomic
def remove_photo(photo: InitiativePhoto, *, by: Actor, at: datetime) -> None:
    """A photo goes for good."""
    initiative = lock(photo.initiative)
    files.drop_with_photo(photo)
    note_down("photo_removed", initiative, by=by, at=at)


@transaction.atomic
def move(initiative: Initiative, *, state: InitiativeState | str, by: Actor, at: datetime) -> Initiative:
    """How it goes. That there is money the municipality's own decision says, so only when there is one."""
    initiative, state = lock(initiative), InitiativeState(state)
    if state not in MOVES[InitiativeState(initiative.state)]:
        raise MoveNotPossible
    if state == InitiativeState.GRANTED and not queries.has_money(initiative):
        raise NoMoneyYet
    before, initiative.state = initiative.state, state
    _end_or_go_on(initiative, at=at)
    save(initiative, at=at)
    note_down("moved", initiative, by=by, at=at, details={"from": before, "to": state})
    return initiative


def _end_or_go_on(initiative: Initiative, *, at: datetime) -> None:
    """The links of who started it work for a year after it ended."""
    initiative.ended_at = at if initiative.state in ENDED else None
    until = clock.dutch(at).date() + LINK_LASTS if initiative.ended_at else None
    Starter.objects.filter(initiative=initiative).update(link_until=until)


@transaction.atomic
def withdraw(starter: Starter, *, by: Actor, at: datetime) -> Initiative:
    """Whoever started it stops, takes it off the public page, and is forgotten; nobody checks any more of it."""
    initiative = lock(starter.initiative)
    if initiative.state in LIVE:
        initiative.state = InitiativeState.STOPPED
        _end_or_go_on(initiative, at=at)
    initiative.is_public, initiative.to_check_since = False, None
    save(initiative, at=at)
    for added in (HelpWanted, InitiativeUpdate):
        added.objects.filter(initiative=initiative).update(to_check_since=None)
    InitiativePhoto.objects.filter(initiative=initiative).update(is_checked=True, is_public=False)
    note_down("withdrawn", initiative, by=by, at=at)
    forget(starter, at=at)
    return initiative


def forget(starter: Starter, *, at: datetime) -> None:
    """Name and address go, also from what we wrote, and so do the offers of help; the initiative stays."""
    if starter.can_be_reached:
        outbox.forget(starter.initiative, to=starter.reply_to)
    starter.initiative.help_offers.all().delete()
    starter.name, starter.reply_by, starter.reply_address = "", Channel.NONE, ""
    starter.forgotten_at = at
    starter.save()


@transaction.atomic
def forget_starter(starter: Starter, *, by: Actor, at: datetime) -> None:
    initiative = lock(starter.initiative)
    forget(starter, at=at)
    note_down("starter_forgotten", initiative, by=by, at=at)


@transaction.atomic
def send_link_again(starter: Starter, *, by: Actor, at: datetime) -> None:
    """The link that was lost, by the way that they chose."""
    if not starter.can_be_reached:
        raise NobodyToWriteTo
    initiative = lock(starter.initiative)
    tell_starter("initiative_link", starter, at=at)
    note_down("link_sent", initiative, by=by, at=at)


# ── By staff ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def publish(
    initiative: Initiative,
    *,
    public_title: str,
    public_words: str,
    public_place: str = "",
    shows_place: bool = False,
    photos: Collection[InitiativePhoto] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Initiative:
    """Let everybody read this, as checked. The point on the map stands for the surroundings, never for a door."""
    public_title, public_words = text.one_line(public_title), text.clean_text(public_words)
    public_place = text.one_line(public_place)
    if not public_title:
        raise TitleMissing(field="public_title")
    if not public_words:
        raise WordsMissing(field="public_words")
    for field, words in (
        ("public_title", public_title),
        ("public_words", public_words),
        ("public_place", public_place),
    ):
        refuse_what_tells_who(field, words)
    initiative = lock(initiative, version=version)
    if initiative.state == InitiativeState.MERGED:
        raise MoveNotPossible
    is_first, was_public = initiative.published_at is None, initiative.is_public
    initiative.is_public = True
    initiative.published_at = initiative.published_at or at
    initiative.public_title, initiative.public_words = public_title, public_words
    initiative.public_place = public_place
    initiative.public_lat = initiative.public_lon = None
    if shows_place and initiative.lat is not None and initiative.lon is not None:
        initiative.public_lat, initiative.public_lon = public_point(initiative.lat, initiative.lon)
    initiative.to_check_since, initiative.kept_back_because = None, ""
    chosen = {photo.pk for photo in photos}
    for photo in InitiativePhoto.objects.filter(initiative=initiative):
        photo.is_checked, photo.is_public = True, photo.pk in chosen
        photo.save()
    save(initiative, at=at)
    note_down("published", initiative, by=by, at=at, details={"shows_place": initiative.public_lat is not None})
    if not was_public:
        tell_starters("initiative_published", initiative, at=at, public_link=outbox.absolute(initiative.public_address))
    if is_first:
        _tell_whose_idea_it_was(initiative, by=by, at=at)
    return initiative


def _tell_whose_idea_it_was(initiative: Initiative, *, by: Actor, at: datetime) -> None:
    page = outbox.absolute(initiative.public_address)
    for signal in queries.signals_behind(initiative):
        signals.tell_about_item(
            signal, template="initiative_published", item_title=initiative.public_title, words=page, by=by, at=at
        )


@transaction.atomic
def keep_back(initiative: Initiative, *, reason: str, by: Actor, at: datetime) -> Initiative:
    """What was written is not published, and why. What everybody reads already stays as it is."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    initiative = lock(initiative)
    if initiative.to_check_since is None:
        raise MoveNotPossible
    initiative.to_check_since, initiative.kept_back_because = None, reason
    save(initiative, at=at)
    note_down("kept_back", initiative, by=by, at=at)
    tell_starters("initiative_kept_back", initiative, at=at, reason=reason, words=initiative.title)
    return initiative


@transaction.atomic
def take_off(initiative: Initiative, *, reason: str, by: Actor, at: datetime) -> Initiative:
    """No longer public, and why: whoever started it hears it."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    initiative = lock(initiative)
    if not initiative.is_public:
        raise MoveNotPossible
    initiative.is_public, initiative.kept_back_because = False, reason
    save(initiative, at=at)
    note_down("taken_off", initiative, by=by, at=at)
    tell_starters("initiative_taken_off", initiative, at=at, reason=reason)
    return initiative


@transaction.atomic
def merge(initiative: Initiative, *, into: Initiative, by: Actor, at: datetime) -> Initiative:
    """Two that are the same go on as one. Who supports either supports the one: nobody is lost, nobody counts twice."""
    if initiative.pk == into.pk:
        raise SameInitiative
    initiative, into, *earlier = _lock_all(initiative, into, *Initiative.objects.filter(merged_into=initiative))
    if initiative.state not in LIVE:
        raise MoveNotPossible
    if into.state not in LIVE:
        raise CannotTakeIn
    for each in earlier:
        each.merged_into = into
        save(each, at=at)
    initiative.state, initiative.merged_into = InitiativeState.MERGED, into
    initiative.to_check_since = None
    initiative.ended_at = at
    save(initiative, at=at)
    save(into, at=at)
    note_down("merged", initiative, by=by, at=at, details={"into": into.pk})
    note_down("took_in", into, by=by, at=at, details={"initiative": initiative.pk})
    thread.add_source(into, cause=initiative, by=by, at=at)
    starter = Starter.objects.select_related("initiative").get(initiative=initiative)
    tell_starter("initiative_merged", starter, at=at, into=into)
    return into


@transaction.atomic
def split(initiative: Initiative, *, reason: str, by: Actor, at: datetime) -> Initiative:
    """Not the same after all: it goes on by itself, with its own supporters."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    if initiative.merged_into is None:
        raise MoveNotPossible
    initiative, into = _lock_all(initiative, initiative.merged_into)
    if initiative.merged_into_id != into.pk:
        raise MoveNotPossible
    initiative.state, initiative.merged_into, initiative.ended_at = InitiativeState.GATHERING, None, None
    save(initiative, at=at)
    save(into, at=at)
    note_down("split", initiative, by=by, at=at, details={"from": into.pk})
    note_down("let_go", into, by=by, at=at, details={"initiative": initiative.pk})
    thread.remove_cause(into, cause=initiative, reason=reason, by=by, at=at)
    starter = Starter.objects.select_related("initiative").get(initiative=initiative)
    tell_starter("initiative_split", starter, at=at, reason=reason)
    return initiative
