"""Saying something: a draft from the first word or photo, sent once, joined by others, withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Category, Channel, Kind, PlaceKind, Reporter, Signal, SignalPhoto
from wijkwerk.domain.signals.operations import moving, routing, telling
from wijkwerk.domain.signals.states import ACTIVE, State
from wijkwerk.domain.thread import operations as thread
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel
from wijkwerk.foundation.outbox.models import ReplyAddress
from wijkwerk.foundation.tenancy import scope

MOST_PHOTOS = 5


class NothingSaid(Refusal):
    message = _("Vertel in een paar woorden wat er is. Zonder woorden kunnen wij er niets mee.")
    field = "text"


class PlaceMissing(Refusal):
    message = _("Zeg waar het is: kies een plek op de kaart, vul een adres in of kies een gebied.")
    field = "place_kind"


class ReplyAddressMissing(Refusal):
    message = _("Vul in waar wij u kunnen bereiken, of kies dat u geen bericht wilt.")
    field = "reply_address"


class TooManyPhotos(Refusal):
    message = _("Er passen vijf foto's bij een melding. Haal eerst een foto weg als u een andere wilt toevoegen.")
    field = "photo"


class AlreadySent(Refusal):
    message = _("Deze melding is al verstuurd. U kunt haar met uw link aanvullen.")
    status = 409


class CannotBeJoined(Refusal):
    message = _("Die melding is intussen afgerond. Verstuur uw eigen melding.")


@dataclass(frozen=True)
class Place:
    """Where it is, as the reporter said it. Points are WGS84."""

    kind: PlaceKind = PlaceKind.NONE
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    work_area: WorkArea | None = None


@dataclass(frozen=True)
class ReplyTo:
    """Who asked, and the one way to reach them. All of it may be empty."""

    name: str = ""
    by: ReplyChannel = ReplyChannel.NONE
    address: str = ""


def start_draft(
    *, by: Actor, at: datetime, client_key: uuid.UUID | None = None, channel: Channel = Channel.WEB, **words: Any
) -> Reporter:
    """A report exists from its first photo or word; goes on by its link. The same key gives the same draft.

    Where who made it has left since, the key opens nothing: those who joined in have links of their own. Nor does it
    open what came another way: the key of an e-mail is made from its number, which others may know.
    """
    key = client_key or uuid.uuid4()
    try:
        with transaction.atomic():
            signal = Signal(
                client_key=key, channel=channel, state=State.DRAFT, created_at=at, reported_at=at, changed_at=at
            )
            _fill_in(signal, **words)
            signal.save()
            reporter: Reporter = Reporter.objects.create(signal=signal, joined_at=at)
            return reporter
    except IntegrityError:
        made: Reporter | None = (
            Reporter.objects.select_related("signal")
            .filter(signal__client_key=key, signal__channel=channel, is_first=True)
            .first()
        )
        return made or start_draft(by=by, at=at, channel=channel, **words)


@transaction.atomic
def change_draft(reporter: Reporter, *, at: datetime, **words: Any) -> Signal:
    """Keep what was typed so far; nothing is checked but what the database must hold."""
    signal = moving.lock(reporter.signal)
    if signal.state != State.DRAFT:
        raise AlreadySent
    _fill_in(signal, **words)
    signal.changed_at = at
    signal.save()
    return signal


def _fill_in(
    signal: Signal,
    *,
    kind: Kind | None = None,
    text: str | None = None,
    category: Category | None = None,
    place: Place | None = None,
) -> None:
    if kind is not None:
        signal.kind = kind
    if text is not None:
        signal.text = text
    if category is not None:
        signal.category = category
    if place is not None:
        put_at(signal, place)


def put_at(signal: Signal, place: Place, *, on: date | None = None) -> None:
    """Where it is, and so in which buurt and work area. A point outside the municipality is refused."""
    signal.place_kind = place.kind
    signal.address = place.address
    signal.lat, signal.lon = place.lat, place.lon
    signal.buurt_code, signal.work_area = "", place.work_area
    if place.lat is not None and place.lon is not None:
        spot = areas.spot_at(place.lat, place.lon, on or clock.today())
        signal.buurt_code = spot.code
        signal.work_area = spot.work_area or place.work_area


@transaction.atomic
def report_signal(
    *,
    text: str,
    place: Place,
    reply_to: ReplyTo,
    by: Actor,
    at: datetime,
    kind: Kind = Kind.REPORT,
    category: Category | None = None,
    channel: Channel = Channel.WEB,
    client_key: uuid.UUID | None = None,
    draft: Reporter | None = None,
    on_behalf: bool = False,
    needs_place: bool = True,
) -> Reporter:
    """Keep what somebody says, find who takes it up, and tell them that it is in and when they hear more.

    The same `client_key`, or the same draft, sent again gives the reporter that was made the first time.
    """
    if not text.strip():
        raise NothingSaid
    if needs_place and place.kind == PlaceKind.NONE:
        raise PlaceMissing
    if reply_to.by != ReplyChannel.NONE and not reply_to.address.strip():
        raise ReplyAddressMissing
    reporter = draft or start_draft(by=by, at=at, client_key=client_key, channel=channel)
    signal = moving.lock(reporter.signal)
    if signal.state != State.DRAFT:
        already: Reporter = Reporter.objects.select_related("signal").get(pk=reporter.pk)
        return already

    signal.channel = channel
    _fill_in(signal, kind=kind, text=text, category=category, place=place)
    reporter.signal = signal
    reporter.name, reporter.reply_by, reporter.reply_address = reply_to.name, reply_to.by, reply_to.address.strip()
    reporter.save()
    moving.move(signal, State.NEW)
    signal.reported_at = at
    _give_to_somebody(signal, at=at)
    signal.due_on = signal.expected_on = telling.due_after(days_for(signal), at=at)
    moving.save(signal, at=at)
    moving.note_down(
        "reported", signal, by=by, at=at, on_behalf=on_behalf, details={"kind": signal.kind, "channel": channel}
    )
    telling.tell_reporter("received", reporter, at=at)
    return reporter


def days_for(signal: Signal) -> int:
    """Working days in which an answer is due: the category's own, else the municipality's."""
    own = signal.category.answer_within if signal.category else None
    return own or scope.current().answer_within


def _give_to_somebody(signal: Signal, *, at: datetime) -> None:
    route = routing.route_for(signal, on=clock.dutch(at).date())
    signal.handler_person, signal.handler_organisation = route.person, route.organisation
    signal.handed_at = at if route.person or route.organisation else None


@transaction.atomic
def add_photo(reporter: Reporter, upload: File[bytes], *, by: Actor, at: datetime) -> SignalPhoto:
    """A photo with a draft, or later with the signal; made anew without place and camera data."""
    signal, reporter = moving.lock_with(reporter)
    if SignalPhoto.objects.filter(signal=signal).count() >= MOST_PHOTOS:
        raise TooManyPhotos
    kept: SignalPhoto = SignalPhoto.objects.create(
        signal=signal, photo=files.keep_photo(upload, at=at), reporter=reporter, added_at=at
    )
    if signal.is_sent:
        moving.save(signal, at=at)
        moving.note_down("photo_added", signal, by=by, at=at)
    return kept


@transaction.atomic
def bring_photos(reporter: Reporter, photos: Sequence[Photo], *, by: Actor, at: datetime) -> list[SignalPhoto]:
    """Photos that are kept elsewhere come along as copies, as far as there is room. Nobody looked at them for all."""
    signal, reporter = moving.lock_with(reporter)
    room = max(0, MOST_PHOTOS - SignalPhoto.objects.filter(signal=signal).count())
    kept = [
        SignalPhoto.objects.create(signal=signal, photo=files.copy_photo(photo, at=at), reporter=reporter, added_at=at)
        for photo in photos[:room]
    ]
    if kept and signal.is_sent:
        moving.save(signal, at=at)
        moving.note_down("photo_added", signal, by=by, at=at)
    return kept


@transaction.atomic
def remove_photo(photo: SignalPhoto, *, by: Actor, at: datetime) -> None:
    """Take a photo away for good."""
    signal = moving.lock(photo.signal)
    kept = photo.photo
    photo.delete()
    files.drop_photo(kept)
    if signal.is_sent:
        moving.save(signal, at=at)
        moving.note_down("photo_removed", signal, by=by, at=at)


@transaction.atomic
def join_signal(
    signal: Signal,
    *,
    reply_to: ReplyTo,
    by: Actor,
    at: datetime,
    words: str = "",
    draft: Reporter | None = None,
    client_key: uuid.UUID | None = None,
    on_behalf: bool = False,
) -> Reporter:
    """Somebody saw the same: they get a link of their own and hear what the first reporter hears. Their draft goes.

    The same `client_key`, or the same draft, sent again gives the reporter that joined the first time. The key that was
    sent says it better than the draft: when the first press took that away, the second begins one with another key.
    """
    drafted: Signal | None = None
    if draft is None:
        signal = moving.lock(signal)
    else:
        signal, drafted = moving.lock_all(signal, draft.signal)
        if drafted.state != State.DRAFT:
            raise AlreadySent
    key = client_key or (drafted.client_key if drafted is not None else None)
    if key is not None and (known := queries.joined_with(key, to=signal.pk)) is not None:
        _let_draft_go(drafted, to=known)
        return known
    if signal.state not in ACTIVE:
        raise CannotBeJoined
    if reply_to.by != ReplyChannel.NONE and not reply_to.address.strip():
        raise ReplyAddressMissing
    reporter: Reporter = Reporter.objects.create(
        signal=signal,
        name=reply_to.name,
        reply_by=reply_to.by,
        reply_address=reply_to.address.strip(),
        words=words,
        is_first=False,
        joined_at=at,
        client_key=key or uuid.uuid4(),
    )
    _let_draft_go(drafted, to=reporter)
    moving.save(signal, at=at)
    moving.note_down("joined", signal, by=by, at=at, on_behalf=on_behalf)
    telling.tell_reporter("joined", reporter, at=at)
    return reporter


def _let_draft_go(drafted: Signal | None, *, to: Reporter) -> None:
    if drafted is not None:
        SignalPhoto.objects.filter(signal=drafted).update(signal=to.signal, reporter=to)
        drafted.delete()


@transaction.atomic
def withdraw(reporter: Reporter, *, by: Actor, at: datetime, reason: str = "") -> Signal:
    """The reporter takes it back. When others said the same, here or in what was merged, only this reporter leaves."""
    signal, reporter = moving.lock_with(reporter)
    others = Reporter.objects.filter(Q(signal=signal) | Q(signal__merged_into=signal)).exclude(pk=reporter.pk)
    if signal.state == State.DRAFT:
        for photo in SignalPhoto.objects.filter(signal=signal):
            remove_photo(photo, by=by, at=at)
        signal.delete()
        return signal
    if others.exists():
        moving.note_down("reporter_left", signal, by=by, at=at)
        _forget_letters_to(reporter)
        reporter.delete()
        moving.save(signal, at=at)
        return signal
    moving.move(signal, State.WITHDRAWN)
    signal.closed_at, signal.due_on = at, None
    signal.is_public, signal.published_at = False, None
    moving.save(signal, at=at)
    moving.note_down("withdrawn", signal, by=by, at=at, details={"has_reason": bool(reason)})
    thread.cancel_conditions(signal, reason=gettext("Ingetrokken door de melder."), by=by, at=at)
    if reason:
        signal.messages.create(reporter=reporter, direction="from", text=reason, at=at)
    telling.let_links_end(signal, at=at)
    telling.tell_reporter("withdrawn", Reporter.objects.select_related("signal").get(pk=reporter.pk), at=at)
    if signal.handler_person:
        telling.tell_person("withdrawn_handler", signal.handler_person, signal, at=at)
    return signal


def _forget_letters_to(reporter: Reporter) -> None:
    if reporter.can_be_reached:
        to = ReplyAddress(ReplyChannel(reporter.reply_by), reporter.reply_address, reporter.name)
        outbox.forget(reporter.signal, to=to)


@transaction.atomic
def forget_reporter(reporter: Reporter, *, by: Actor, at: datetime) -> Reporter:
    """Take out the name and the address, also where we wrote to them; what was said stays, and so does the link."""
    signal, reporter = moving.lock_with(reporter)
    _forget_letters_to(reporter)
    reporter.name, reporter.reply_by, reporter.reply_address = "", ReplyChannel.NONE, ""
    reporter.save()
    moving.save(signal, at=at)
    moving.note_down("reporter_forgotten", signal, by=by, at=at)
    return reporter
