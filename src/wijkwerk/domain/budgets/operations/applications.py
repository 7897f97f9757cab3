"""Asking for money: a draft from the first word, sent once, changed while that is possible, withdrawn, moved on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.application_states import OPEN, ApplicationState
from wijkwerk.domain.budgets.models import (
    Application,
    ApplicationCount,
    ApplicationMessage,
    ApplicationPhoto,
    AttachmentKind,
    CostLine,
    Direction,
    EligibleKind,
    Fund,
    Initiative,
    Round,
    RoundState,
)
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.operations import checks, payments
from wijkwerk.domain.budgets.operations import rules as rule_sets
from wijkwerk.domain.budgets.queries import funds, rounds, rules
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

MOST_PHOTOS = 20  # pages of papers too
MOST_LINES = 30
NOON = time(12)


class NothingAsked(Refusal):
    message = gettext_lazy("Vul in hoeveel geld u vraagt, of wat uw plan kost.")
    field = "asked_cents"


class AsksMoreThanItCosts(Refusal):
    """The sum is told, so that one sees where it goes wrong."""

    field = "asked_cents"

    def __init__(self, *, asked: int, brought: int, costs: int) -> None:
        words = _(
            "Uw kosten zijn samen %(costs)s. U hebt zelf of van anderen %(brought)s en vraagt %(asked)s: dat is meer "
            "dan uw plan kost. Vraag minder, of vul alle kosten in."
        )
        super().__init__(words % {"costs": written(costs), "brought": written(brought), "asked": written(asked)})


class SaysNotWhat(Refusal):
    message = gettext_lazy("Geef uw plan een naam en vertel in een paar zinnen wat u gaat doen.")
    field = "what"


class FundMissing(Refusal):
    message = gettext_lazy("Kies bij welk budget u geld aanvraagt.")
    field = "fund"


class FundNotOpen(Refusal):
    field = "fund"

    def __init__(self, fund: Fund) -> None:
        super().__init__(_("Bij %(fund)s kunt u nu geen geld aanvragen: het budget is gesloten.") % {"fund": fund.name})


class NotForThisArea(Refusal):
    field = "work_area"

    def __init__(self, fund: Fund, work_area: WorkArea | None) -> None:
        if work_area is None:
            words = _("Kies het gebied waar uw plan is: %(fund)s is per gebied.") % {"fund": fund.name}
        else:
            words = _("%(fund)s is niet voor %(area)s. Kies een ander budget of een ander gebied.") % {
                "fund": fund.name,
                "area": work_area.name,
            }
        super().__init__(words)


class ApplicantUnknown(Refusal):
    message = gettext_lazy("Vul uw naam in. Wij moeten weten aan wie wij het geld geven.")
    field = "applicant_name"


class CannotBeReached(Refusal):
    message = gettext_lazy("Vul in waar wij u kunnen bereiken: u krijgt van ons een besluit.")
    field = "reply_address"


class TooManyPhotos(Refusal):
    message = gettext_lazy(
        "Er passen twintig foto's en bladzijden bij een aanvraag. Haal er eerst een weg als u een andere wilt."
    )
    field = "photos"


class TooManyLines(Refusal):
    message = gettext_lazy("Er passen dertig kostenposten bij een aanvraag. Neem een paar kleine posten samen.")
    field = "asked_cents"


class CannotBeChanged(Refusal):
    message = gettext_lazy("Deze aanvraag kan niet meer worden gewijzigd.")
    status = 409


class ReceivedLater(Refusal):
    message = gettext_lazy("De dag waarop het formulier binnenkwam kan niet in de toekomst liggen.")
    field = "received_on"


class IsDecided(Refusal):
    message = gettext_lazy("Over deze aanvraag is al beslist. Wilt u het geld niet meer? Schrijf het ons.")
    status = 409


class NothingSaid(Refusal):
    message = gettext_lazy("Schrijf in een paar woorden op waarom.")
    field = "reason"


@dataclass(frozen=True)
class Cost:
    """A cost line before it stands."""

    words: str
    cents: int
    kind: EligibleKind | None = None


# ── A draft ────────────────────────────────────────────────────────────────────────────────────────────────────────
def start(
    *, at: datetime, client_key: uuid.UUID | None = None, entered_by: Person | None = None, is_paper: bool = False
) -> Application:
    """A draft exists from the first word and goes on by its link. The same key gives the same draft."""
    key = client_key or uuid.uuid4()
    try:
        with transaction.atomic():
            made: Application = Application.objects.create(
                client_key=key, created_at=at, changed_at=at, entered_by=entered_by, is_paper=is_paper
            )
            return made
    except IntegrityError:
        found: Application = Application.objects.get(client_key=key)
        return found


@transaction.atomic
def keep_typed(application: Application, *, step: str, typed: Mapping[str, Any], at: datetime) -> Application:
    """What was typed in one of the steps, right or wrong, as it was typed. Of what came in: while it can be changed."""
    application = moves.lock(application)
    if not (application.is_draft or application.is_open):
        raise CannotBeChanged
    application.typed = {**application.typed, step: dict(typed)}
    application.changed_at = at
    application.save(update_fields=["typed", "changed_at"])
    return application


@transaction.atomic
def forget_typed(application: Application, *, step: str) -> None:
    """What was typed stands in the application now."""
    application = moves.lock(application)
    if step in application.typed:
        application.typed = {name: words for name, words in application.typed.items() if name != step}
        application.save(update_fields=["typed"])


@transaction.atomic
def point_at(application: Application, *, initiative: Initiative) -> None:
    """Money for an initiative that stands in public already."""
    application = moves.lock(application)
    application.initiative = initiative
    application.save(update_fields=["initiative"])


@transaction.atomic
def set_organisation(
    application: Application, *, organisation: Organisation | None, by: Actor, at: datetime
) -> Application:
    """Which organisation that we know the applicant is: so what it got before is found."""
    application = moves.lock(application)
    application.organisation = organisation
    moves.save(application, at=at)
    checks.keep_checks(application, at=at)
    moves.note_down("organisation_set", application, by=by, at=at)
    return application


def mail_link(application: Application, *, address: str, at: datetime) -> None:
    """The link of a draft to who wants to go on later on another telephone; the address is not kept with the draft."""
    outbox.write(
        "budgets/application_draft",
        to=ReplyAddress(Channel.EMAIL, address),
        about=application,
        at=at,
        sealed=True,
        application=application,
        link=outbox.absolute(application.own_address),
    )


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
WORDS = (
    "title", "what", "place", "when_words", "with_whom", "from_day", "until_day", "households",
    "asked_cents", "own_cents", "other_cents", "other_words", "category",
    "applicant_name", "applicant_kind", "organisation_name", "organisation", "reply_by", "reply_address",
    "may_publish", "initiative", "fund",
)  # fmt: skip


def fill_in(application: Application, values: Mapping[str, Any], *, on: date) -> None:
    """Put what was filled in into the application; the caller saves. A point outside the municipality is refused."""
    for name in WORDS:
        if name in values:
            setattr(application, name, values[name])
    application.own_cents, application.other_cents = application.own_cents or 0, application.other_cents or 0
    if "work_area" in values or "lat" in values:
        application.work_area = values.get("work_area", application.work_area)
        application.lat, application.lon = values.get("lat"), values.get("lon")
        if application.lat is None or application.lon is None:
            application.lat = application.lon = None
        else:
            application.work_area = areas.work_area_at(application.lat, application.lon, on) or application.work_area
    if application.category is not None and application.category.fund_id != application.fund_id:
        application.category = None


def _put_costs(application: Application, costs: Sequence[Cost]) -> None:
    if len(costs) > MOST_LINES:
        raise TooManyLines
    application.cost_lines.all().delete()
    kinds = (
        {} if application.rule_set is None else {each.words: each for each in application.rule_set.eligible_kinds.all()}
    )
    CostLine.objects.bulk_create(
        CostLine(
            application=application,
            municipality_id=application.municipality_id,
            order=number,
            words=cost.words,
            cents=cost.cents,
            kind=kinds.get(cost.kind.words) if cost.kind is not None else None,
        )
        for number, cost in enumerate(costs, 1)
    )


def _settle_amount(application: Application, costs: Sequence[Cost]) -> None:
    """What is asked, worked out from the costs where nobody filled it in; never more than it costs."""
    total = sum(cost.cents for cost in costs)
    brought = application.own_cents + application.other_cents
    if application.asked_cents is None:
        application.asked_cents = max(total - brought, 0)
    if not application.asked_cents:
        raise NothingAsked
    if costs and application.asked_cents + brought > total:
        raise AsksMoreThanItCosts(asked=application.asked_cents, brought=brought, costs=total)


def _check_whole(application: Application) -> Fund:
    """Everything that an application has to say, with the field that is missing. Whether its fund is open still, no."""
    if not application.title.strip() or not application.what.strip():
        raise SaysNotWhat
    if application.fund is None:
        raise FundMissing
    if not funds.is_for(application.fund, application.work_area):
        raise NotForThisArea(application.fund, application.work_area)
    if not application.applicant_name.strip():
        raise ApplicantUnknown
    if application.reply_by == Channel.NONE or not application.reply_address.strip():
        raise CannotBeReached
    return application.fund


# ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def send(
    application: Application,
    values: Mapping[str, Any],
    costs: Sequence[Cost],
    *,
    by: Actor,
    at: datetime,
    received_on: date | None = None,
    on_behalf: bool = False,
) -> Application:
    """It comes in: with a number, by the rules of this day for ever, and whoever works in the area sees it at once.

    What comes too late for a round waits for the next one, and the applicant is told so. A form on paper counts from
    the day that it was received. Sent twice is once.
    """
    application = moves.lock(application)
    if not application.is_draft:
        return application
    today = clock.dutch(at).date()
    if received_on is not None and received_on > today:
        raise ReceivedLater
    came_at = (
        at if received_on in (None, today) else datetime.combine(received_on, NOON, clock.AMSTERDAM).astimezone(UTC)
    )
    on = received_on or today
    fill_in(application, values, on=on)
    fund = _check_whole(application)
    if not fund.is_open:
        raise FundNotOpen(fund)
    application.rule_set = rule_sets.hold_rules(fund, work_area=application.work_area, on=on)
    _settle_amount(application, costs)
    application.sent_at = came_at
    application.number = _next_number(on.year)
    is_in_time = _find_round(application, fund, at=came_at)
    moves.move(application, ApplicationState.SENT if is_in_time else ApplicationState.MOVED)
    application.decide_by = moves.decide_by(application)
    application.handler = _who_takes_it_up(application, on=today)
    application.typed = {}
    moves.save(application, at=at)
    _put_costs(application, costs)
    checks.keep_checks(application, at=at)
    moves.note_down("sent", application, by=by, at=at, on_behalf=on_behalf, details={"fund": fund.pk})
    if not is_in_time:
        moves.note_down("too_late", application, by=CLOCK, at=at, details=_round_details(application.round))
    letter = "application_received" if is_in_time else "application_too_late"
    moves.tell_applicant(letter, application, at=at, next_chance=round_words(application.round))
    moves.tell_person("application_received_handler", application.handler, application, at=at)
    return application


@transaction.atomic
def start_and_send(
    values: Mapping[str, Any],
    costs: Sequence[Cost],
    *,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
    entered_by: Person | None = None,
    received_on: date | None = None,
) -> Application:
    """All of it in one go: what is refused leaves no draft. With the day that it was received: a form on paper."""
    is_paper = received_on is not None
    draft = start(at=at, client_key=client_key, entered_by=entered_by, is_paper=is_paper)
    return send(draft, values, costs, by=by, at=at, received_on=received_on, on_behalf=is_paper)


def _next_number(year: int) -> str:
    """The next number of this year; whoever asks at the same moment waits for it."""
    ApplicationCount.objects.get_or_create(year=year)
    count: ApplicationCount = ApplicationCount.objects.select_for_update().get(year=year)
    count.last += 1
    count.save(update_fields=["last"])
    return f"{year}-{count.last:04d}"


def _find_round(application: Application, fund: Fund, *, at: datetime) -> bool:
    """Its round, where this fund has rounds; whether it came in time."""
    if application.rule_set is None or not rules.is_in_rounds(application.rule_set):
        return True
    running = rounds.round_at(fund, at, work_area=application.work_area)
    application.round = running or rounds.next_round(fund, at, work_area=application.work_area)
    return running is not None


def _who_takes_it_up(application: Application, *, on: date) -> Person | None:
    contact = people.contact_of(application.work_area, on=on) if application.work_area is not None else None
    return contact.person if contact is not None else None


def _round_details(to: Round | None) -> dict[str, int]:
    return {"round": to.pk} if to is not None else {}


def round_words(to: Round | None) -> str:
    """When the next chance is, in a sentence."""
    if to is None:
        return _("Er is nog geen volgende ronde bekend. Wij bewaren uw aanvraag en laten het u weten.")
    words = _("De volgende ronde is “%(name)s”: van %(opens)s tot %(closes)s. Uw aanvraag doet daarin vanzelf mee.")
    return words % {
        "name": to.name,
        "opens": date_format(clock.dutch(to.opens_at), "j F Y"),
        "closes": date_format(clock.dutch(to.closes_at), "j F Y"),
    }


# ── What came in ───────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def change(
    application: Application,
    values: Mapping[str, Any],
    costs: Sequence[Cost] | None = None,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    on_behalf: bool = False,
) -> Application:
    """Something of it is different than it was: by the applicant who completes it, or by staff on their behalf.

    The rules of its own day stay, and so do its number and its fund.
    """
    application = moves.lock(application, version=version)
    if application.state not in OPEN:
        raise CannotBeChanged
    kept = {name: value for name, value in values.items() if name != "fund"}
    told_of = (*WORDS, "work_area", "lat", "lon")
    before = {name: getattr(application, name) for name in told_of}
    fill_in(application, kept, on=clock.dutch(at).date())
    _check_whole(application)
    if costs is not None:
        _settle_amount(application, costs)
        _put_costs(application, costs)
    changed = sorted(name for name in told_of if getattr(application, name) != before[name])
    moves.save(application, at=at)
    checks.keep_checks(application, at=at)
    details = {"fields": changed + (["costs"] if costs is not None else [])}
    moves.note_down("changed", application, by=by, at=at, on_behalf=on_behalf, details=details)
    return application


@transaction.atomic
def take_up(application: Application, *, by: Person, at: datetime) -> Application:
    """This person works on it from now on."""
    application = moves.lock(application)
    if application.state not in OPEN:
        raise moves.MoveNotPossible
    if application.handler_id != by.pk:
        application.handler = by
        moves.save(application, at=at)
        moves.note_down("taken_up", application, by=by, at=at)
    return application


@transaction.atomic
def hand_over(application: Application, *, to: Person, by: Actor, at: datetime) -> Application:
    """Somebody else works on it; they hear so."""
    application = moves.lock(application)
    if application.state not in OPEN:
        raise moves.MoveNotPossible
    application.handler = to
    moves.save(application, at=at)
    moves.note_down("handed_over", application, by=by, at=at, details={"person": to.pk})
    moves.tell_person("application_received_handler", to, application, at=at)
    return application


@transaction.atomic
def withdraw(
    application: Application, *, by: Actor, at: datetime, reason: str = "", on_behalf: bool = False
) -> Application | None:
    """The applicant takes it back; a draft is thrown away, with all that was typed. None: it is gone."""
    application = moves.lock(application)
    if application.is_draft:
        for photo in ApplicationPhoto.objects.filter(application=application).select_related("photo"):
            _drop(photo)
        application.delete()
        return None
    if application.state == ApplicationState.WITHDRAWN:
        return application
    if application.state == ApplicationState.DECIDED:
        raise IsDecided
    moves.move(application, ApplicationState.WITHDRAWN)
    application.ended_at, application.asked_on, application.complete_by = at, None, None
    moves.let_link_end(application, at=at)
    moves.save(application, at=at)
    details = {"message": _why_withdrawn(application, reason, by=by, at=at).pk} if reason.strip() else None
    moves.note_down("withdrawn", application, by=by, at=at, on_behalf=on_behalf, details=details)
    moves.tell_applicant("application_withdrawn", application, at=at)
    moves.tell_person("application_withdrawn_handler", application.handler, application, at=at)
    return application


def _why_withdrawn(application: Application, reason: str, *, by: Actor, at: datetime) -> ApplicationMessage:
    person = by if isinstance(by, Person) else None
    kept: ApplicationMessage = application.messages.create(
        direction=Direction.FROM_APPLICANT, text=reason.strip(), person=person, at=at
    )
    return kept


@transaction.atomic
def forget_applicant(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take out the name and the address, also where we wrote to them, on the form on paper and in what was typed and
    never sent; of what ended alone."""
    application = moves.lock(application)
    if application.state != ApplicationState.WITHDRAWN:
        raise CannotBeChanged
    if application.can_be_reached:
        outbox.forget(application, to=moves.reply_address_of(application))
    application.applicant_name, application.organisation_name = "", ""
    application.reply_by, application.reply_address = Channel.NONE, ""
    application.typed = {}
    for scan in application.photos.filter(kind=AttachmentKind.SCAN).select_related("photo"):
        _drop(scan)
    payments.forget_accounts_of(application, at=at)
    moves.save(application, at=at)
    moves.note_down("applicant_forgotten", application, by=by, at=at)
    return application


# ── Decided, moved, open again: called by who decides ──────────────────────────────────────────────────────────────
def close_as_decided(application: Application, *, at: datetime, ends_link: bool) -> None:
    """Somebody decided. With the application locked; `ends_link` where nothing comes after it."""
    moves.move(application, ApplicationState.DECIDED)
    application.ended_at, application.asked_on, application.complete_by = at, None, None
    if ends_link:
        moves.let_link_end(application, at=at)
    moves.save(application, at=at)
    checks.keep_checks(application, at=at)


def open_again(application: Application, *, at: datetime) -> None:
    """Somebody has to decide anew. With the application locked."""
    moves.move(application, ApplicationState.SENT)
    application.ended_at, application.link_until = None, None
    moves.save(application, at=at)


def move_to_round(application: Application, to: Round | None, *, at: datetime) -> None:
    """It takes part in a later round. With the application locked."""
    moves.move(application, ApplicationState.MOVED)
    application.round, application.asked_on, application.complete_by = to, None, None
    application.decide_by = moves.decide_by(application)
    moves.save(application, at=at)


@transaction.atomic
def follow_round(changed: Round, *, by: Actor, at: datetime) -> int:
    """A round was called off, or got other days: what takes part in it goes to the next one, or is decided by another
    day; how many they were. With the round locked."""
    count = 0
    for found in Application.objects.filter(round=changed, state__in=OPEN).order_by("id"):
        application = moves.lock(found)
        if application.state not in OPEN or application.round_id != changed.pk:
            continue
        count += 1
        application.round = changed
        if changed.state == RoundState.CANCELLED:
            _leave_round(application, changed, by=by, at=at)
            continue
        due = moves.decide_by(application)
        if due != application.decide_by:
            application.decide_by = due
            moves.save(application, at=at)
            moves.note_down("term_changed", application, by=by, at=at)
            moves.tell_applicant("application_term_changed", application, at=at)
    return count


def _leave_round(application: Application, cancelled: Round, *, by: Actor, at: datetime) -> None:
    to = rounds.round_for(application.fund, at, work_area=application.work_area) if application.fund else None
    is_open = to is not None and to.opens_at <= at
    if is_open and application.state == ApplicationState.MOVED:
        moves.move(application, ApplicationState.SENT)
    if is_open:
        application.round, application.decide_by = to, None
        application.decide_by = moves.decide_by(application)
        moves.save(application, at=at)
    elif application.state == ApplicationState.MOVED:
        application.round = to
        application.decide_by = moves.decide_by(application)
        moves.save(application, at=at)
    else:
        move_to_round(application, to, at=at)
    moves.note_down("moved", application, by=by, at=at, details=_round_details(to))
    moves.tell_applicant(
        "application_round_cancelled", application, at=at, cancelled=cancelled, next_chance=round_words(to)
    )
    moves.tell_person("application_received_handler", application.handler, application, at=at)


# ── What the clock does ────────────────────────────────────────────────────────────────────────────────────────────
def take_into_rounds(*, at: datetime) -> int:
    """What waits for a round whose day has come takes part in it; what waits for one that was not known gets it."""
    count = 0
    waiting = Application.objects.filter(state=ApplicationState.MOVED).order_by("sent_at", "id")
    for found in waiting.select_related("fund", "work_area", "round")[:500]:
        due = _round_for(found, at=at)
        if due is None or (due == found.round and due.opens_at > at):
            continue
        with transaction.atomic():
            count += _take_in(found, due, at=at)
    return count


def _round_for(application: Application, *, at: datetime) -> Round | None:
    """The round that it waits for; another one where that is called off, or where there was none."""
    own = application.round
    if own is not None and own.state != "cancelled" and own.closes_at > at:
        return own
    if application.fund is None:
        return None
    return rounds.round_for(application.fund, at, work_area=application.work_area)


def _take_in(found: Application, to: Round, *, at: datetime) -> int:
    application = moves.lock(found)
    if application.state != ApplicationState.MOVED:
        return 0
    is_other, application.round = application.round_id != to.pk, to
    opens = to.opens_at <= at
    if opens:
        moves.move(application, ApplicationState.SENT)
    application.decide_by = moves.decide_by(application)
    moves.save(application, at=at)
    if is_other and not opens:
        moves.note_down("moved", application, by=CLOCK, at=at, details=_round_details(to))
        moves.tell_applicant("application_round_known", application, at=at, next_chance=round_words(to))
    if opens:
        checks.keep_checks(application, at=at)
        moves.note_down("round_began", application, by=CLOCK, at=at, details=_round_details(to))
        moves.tell_applicant("application_round_began", application, at=at)
        moves.tell_person("application_received_handler", application.handler, application, at=at)
    return 1


# ── Photos and scans ───────────────────────────────────────────────────────────────────────────────────────────────
def add_file(
    application: Application,
    upload: File[bytes],
    *,
    by: Actor,
    at: datetime,
    kind: AttachmentKind = AttachmentKind.PICTURE,
) -> list[ApplicationPhoto]:
    """A photo, or each page of a PDF: all of them or none, made anew without place and camera data."""
    _check_room(application, 1)
    pictures = files.pictures_of(upload)  # takes its time: before anything is locked
    with transaction.atomic():
        application = moves.lock(application)
        _check_room(application, len(pictures))
        kept = [
            ApplicationPhoto.objects.create(
                application=application, photo=files.keep_photo(picture, at=at), kind=kind, added_at=at
            )
            for picture in pictures
        ]
        if not application.is_draft:
            moves.save(application, at=at)
            moves.note_down("photo_added", application, by=by, at=at)
    return kept


def _check_room(application: Application, pictures: int) -> None:
    if not (application.is_draft or application.is_open):
        raise CannotBeChanged
    if application.photos.count() + pictures > MOST_PHOTOS:
        raise TooManyPhotos


@transaction.atomic
def remove_photo(photo: ApplicationPhoto, *, by: Actor, at: datetime) -> None:
    """Take a photo away for good, while the application can be changed."""
    application = moves.lock(photo.application)
    if not (application.is_draft or application.is_open):
        raise CannotBeChanged
    _drop(photo)
    if not application.is_draft:
        moves.save(application, at=at)
        moves.note_down("photo_removed", application, by=by, at=at)


def _drop(photo: ApplicationPhoto) -> None:
    kept = photo.photo
    photo.delete()
    files.drop_photo(kept)
