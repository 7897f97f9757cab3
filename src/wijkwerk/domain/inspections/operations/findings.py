"""The action list: what is below the norm, what somebody adds, who sees to it, and what became of it.

The inspection is locked while findings get their numbers; a finding while it changes.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.models import Aspect, Finding, Inspection, Level, Spot, SpotPhoto
from wijkwerk.domain.inspections.queries import findings as queries
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.states import FindingState
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Channel as SignalChannel
from wijkwerk.domain.signals.models import PlaceKind, Signal
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import queries as answers
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope


class TitleMissing(Refusal):
    message = _("Schrijf in een paar woorden op wat er moet gebeuren.")
    field = "title"


class OwnerMissing(Refusal):
    message = _("Kies wie ervoor zorgt: een persoon of een organisatie.")
    field = "owner"


class DayMissing(Refusal):
    message = _("Kies voor wanneer het klaar is.")
    field = "due_on"


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom het niet gebeurt. Wie meeliep, leest dit.")
    field = "answer"


class AnsweredAlready(Refusal):
    message = _("Deze bevinding is al beantwoord. Lees eerst dat antwoord.")
    status = 409


class ChangedMeanwhile(Refusal):
    message = _("Iemand anders heeft deze bevinding intussen gewijzigd. Kijk eerst hoe zij er nu staat.")
    status = 409


class HasSignal(Refusal):
    message = _("Van deze bevinding is al een melding gemaakt.")
    status = 409


class ListIsEmpty(Refusal):
    message = _("Er staat nog niets op de actielijst.")
    status = 409


class NotWalkedYet(Refusal):
    message = _("De schouw is nog niet gelopen. Dan is er nog geen actielijst om rond te sturen.")
    status = 409


# ── Making ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def find_below_norm(inspection: Inspection, *, by: Actor, at: datetime, only: Spot | None = None) -> list[Finding]:
    """A finding for each spot and aspect below the norm that has none yet; a signal for each where that is wanted."""
    locked = _lock_inspection(inspection)
    found = results.spot_results(locked)
    known = set(locked.findings.filter(is_by_norm=True).values_list("spot_id", "aspect_id"))
    wanted = [
        each
        for place, each in sorted(found.items())
        if each.is_below and place not in known and (only is None or each.spot_id == only.pk)
    ]
    if not wanted:
        return []
    spots = Spot.objects.in_bulk({each.spot_id for each in wanted})
    aspects = Aspect.objects.in_bulk({each.aspect_id for each in wanted})
    levels = results.levels_of({locked.scale_id})[locked.scale_id]
    owner, due_on = _usual_owner(locked, at), due_after(at)
    made = []
    for each in sorted(wanted, key=lambda result: (spots[result.spot_id].number, result.aspect_id)):
        spot, aspect, level = spots[each.spot_id], aspects[each.aspect_id], levels[each.value]
        words = {"spot": spot.public_name, "aspect": aspect.name, "level": level.code}
        made.append(
            _make(
                locked,
                title=gettext("%(aspect)s bij %(spot)s: %(level)s") % words,
                description=_told(each, level, levels[each.norm]),
                spot=spot,
                aspect=aspect,
                is_by_norm=True,
                owner_person=owner,
                due_on=due_on,
                by=by,
                at=at,
            )
        )
    if queries.settings().makes_signals:
        for finding in made:
            _signal_of(finding, by=by, at=at)
    return made


def _told(result: results.SpotResult, level: Level, norm: Level) -> str:
    words = {"level": level.code, "norm": norm.code, "people": len(result.values)}
    told = gettext("Het oordeel is %(level)s; de norm is %(norm)s. Aantal lopers dat een oordeel gaf: %(people)s.")
    return told % words


def _usual_owner(inspection: Inspection, at: datetime) -> Person | None:
    """The coordinator of the area sees to it that somebody takes it up."""
    contact = people.contact_of(inspection.work_area, on=clock.dutch(at).date())
    return contact.person if contact is not None else None


def due_after(at: datetime) -> date:
    """The day before which a finding is answered, when nobody says otherwise."""
    today = clock.dutch(at).date()
    return clock.add_working_days(today, queries.settings().days_to_answer, scope.current().closing_days)


@transaction.atomic
def add_finding(
    inspection: Inspection,
    *,
    title: str,
    description: str = "",
    spot: Spot | None = None,
    aspect: Aspect | None = None,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    due_on: date | None,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
) -> Finding:
    """A line that those who walked agreed on. The same `client_key` again gives the one that was made."""
    locked = _lock_inspection(inspection)
    if client_key is not None and (known := locked.findings.filter(client_key=client_key).first()) is not None:
        return known
    if (owner_person is None) == (owner_organisation is None):
        raise OwnerMissing
    if due_on is None:
        raise DayMissing
    return _make(
        locked,
        title=title,
        description=description,
        spot=spot,
        aspect=aspect,
        is_by_norm=False,
        owner_person=owner_person,
        owner_organisation=owner_organisation,
        due_on=due_on,
        by=by,
        at=at,
        client_key=client_key,
    )


def _make(
    inspection: Inspection,
    *,
    title: str,
    description: str,
    spot: Spot | None,
    aspect: Aspect | None,
    is_by_norm: bool,
    due_on: date,
    by: Actor,
    at: datetime,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    client_key: uuid.UUID | None = None,
) -> Finding:
    last = inspection.findings.aggregate(last=Max("number"))["last"] or 0
    made: Finding = Finding.objects.create(
        inspection=inspection,
        number=last + 1,
        spot=spot,
        aspect=aspect,
        title=_title(title),
        description=text.clean_text(description)[: text.STORY],
        is_by_norm=is_by_norm,
        owner_person=owner_person,
        owner_organisation=owner_organisation,
        due_on=due_on,
        made_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    thread.add_source(made, cause=inspection, by=by, at=at)
    journal.record("inspection.finding_made", about=made, by=by, at=at, details={"by_norm": is_by_norm})
    return made


def _title(words: str) -> str:
    title = text.shorten(words, text.SENTENCE)
    if not title:
        raise TitleMissing
    return title


# ── Changing and answering ─────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def change_finding(
    finding: Finding,
    *,
    title: str,
    description: str,
    due_on: date | None,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Finding:
    """Other words, another owner, another day."""
    fresh = _lock(finding, version=version)
    if not fresh.is_open:
        raise AnsweredAlready
    if (owner_person is None) == (owner_organisation is None):
        raise OwnerMissing
    if due_on is None:
        raise DayMissing
    fresh.title, fresh.description = _title(title), text.clean_text(description)[: text.STORY]
    fresh.owner_person, fresh.owner_organisation = owner_person, owner_organisation
    if due_on != fresh.due_on:
        fresh.due_on, fresh.reminded_on = due_on, None
    _save(fresh)
    journal.record("inspection.finding_changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def answer_finding(finding: Finding, *, state: FindingState, answer: str = "", by: Actor, at: datetime) -> Finding:
    """Done, or not and why; everybody who walked hears it. The same answer again is once."""
    fresh = _lock(finding)
    words = text.clean_text(answer)[: text.STORY]
    if state == FindingState.NOT_DONE and not words:
        raise ReasonMissing
    if not fresh.is_open:
        if (fresh.state, fresh.answer) == (state, words):
            return fresh
        raise AnsweredAlready
    fresh.state, fresh.answer, fresh.answered_at = state, words, at
    _save(fresh)
    journal.record("inspection.finding_answered", about=fresh, by=by, at=at, details={"state": str(state)})
    for walker in fresh.inspection.walkers.select_related("person", "organisation"):
        outbox.write(
            "inspections/answered",
            to=walker.reply_to,
            about=fresh,
            at=at,
            finding=fresh,
            inspection=fresh.inspection,
            link=walker.get_absolute_url(),
        )
    return fresh


@transaction.atomic
def open_again(finding: Finding, *, due_on: date | None, by: Actor, at: datetime) -> Finding:
    """It was not done after all."""
    fresh = _lock(finding)
    if due_on is None:
        raise DayMissing
    fresh.state, fresh.answer, fresh.answered_at = FindingState.OPEN, "", None
    fresh.due_on, fresh.reminded_on = due_on, None
    _save(fresh)
    journal.record("inspection.finding_opened_again", about=fresh, by=by, at=at)
    return fresh


def _save(finding: Finding) -> None:
    finding.version += 1
    finding.save()


def _lock(finding: Finding, *, version: int | None = None) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("inspection__work_area", "spot", "aspect")
    fresh: Finding = rows.get(pk=finding.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile
    return fresh


def _lock_inspection(inspection: Inspection) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("work_area", "scale")
    fresh: Inspection = rows.get(pk=inspection.pk)
    return fresh


# ── Signals ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_signal(finding: Finding, *, by: Actor, at: datetime) -> Signal:
    """The finding becomes a signal, which goes to who takes up such signals; its answer reaches those who walked."""
    fresh = _lock(finding)
    if fresh.signal_id is not None:
        raise HasSignal
    if not fresh.is_open:
        raise AnsweredAlready
    return _signal_of(fresh, by=by, at=at)


def _signal_of(finding: Finding, *, by: Actor, at: datetime) -> Signal:
    inspection, spot = finding.inspection, finding.spot
    told = gettext("Gezien bij de schouw “%(title)s”: %(finding)s.")
    words = told % {"title": inspection.title, "finding": finding.title}
    place = signals.Place(PlaceKind.AREA, None, None, "", inspection.work_area)
    if spot is not None and spot.lat is not None:
        place = signals.Place(PlaceKind.POINT, spot.lat, spot.lon, "", inspection.work_area)
    sent: dict[str, Any] = {
        "text": "\n".join(filter(None, [words, finding.description, spot.hint if spot is not None else ""])),
        "reply_to": signals.ReplyTo(),
        "by": by,
        "at": at,
        "channel": SignalChannel.STREET,
        "client_key": finding.client_key,
    }
    try:
        with transaction.atomic():
            reporter = signals.report_signal(place=place, **sent)
    except Refusal:  # a place that lies just outside the borders: it is in the area all the same
        reporter = signals.report_signal(
            place=signals.Place(PlaceKind.AREA, None, None, "", inspection.work_area), **sent
        )
    signals.bring_photos(reporter, queries.photos_of(finding), by=by, at=at)
    finding.signal = reporter.signal
    finding.save(update_fields=["signal"])
    thread.add_source(reporter.signal, cause=finding, by=by, at=at)
    journal.record("inspection.signal_made", about=finding, by=by, at=at, details={"signal": reporter.signal.pk})
    return reporter.signal


@transaction.atomic
def bring_late_photo(photo: SpotPhoto, *, by: Actor, at: datetime) -> None:
    """A photo that came in after the finding became a signal goes there too, as long as that is open."""
    for finding in queries.open_findings_shown_by(photo):
        reporter = finding.signal.reporters.filter(is_first=True).first() if finding.signal is not None else None
        if reporter is not None:
            signals.bring_photos(reporter, [photo.photo], by=by, at=at)


@transaction.atomic
def answer_from_signals(*, at: datetime) -> int:
    """What was answered as a signal is answered as a finding too: those who walked hear it; how many."""
    ended = queries.answered_by_signal()
    for finding in ended:
        signal = finding.signal.merged_into or finding.signal if finding.signal is not None else None
        given = answers.current_answer(signal) if signal is not None else None
        is_no = given is not None and given.verdict == Verdict.NO
        answer_finding(
            finding,
            state=FindingState.NOT_DONE if is_no else FindingState.DONE,
            answer=given.reason if given is not None else "",
            by=CLOCK,
            at=at,
        )
    return len(ended)


# ── Telling ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def send_list(inspection: Inspection, *, by: Actor, at: datetime) -> Inspection:
    """The action list to everybody who walked: is it right?"""
    locked = _lock_inspection(inspection)
    if locked.is_prepared:
        raise NotWalkedYet
    if not locked.findings.exists():
        raise ListIsEmpty
    locked.list_sent_at = at
    locked.save(update_fields=["list_sent_at"])
    tell_list(locked, template="inspections/list", at=at)
    journal.record("inspection.list_sent", about=locked, by=by, at=at)
    return locked


def tell_list(inspection: Inspection, *, template: str, at: datetime) -> None:
    """A letter with the action list to everybody who walked."""
    found = queries.findings_of(inspection)
    for walker in inspection.walkers.select_related("person", "organisation"):
        outbox.write(
            template,
            to=walker.reply_to,
            about=inspection,
            at=at,
            inspection=inspection,
            findings=[(each, queries.owner_words(each, insider=False)) for each in found],
            link=walker.get_absolute_url(),
        )


@transaction.atomic
def remind_of_late(*, at: datetime) -> int:
    """Tell each owner once that a finding is late; how many were."""
    today = clock.dutch(at).date()
    late = queries.to_remind(today)
    for finding in late:
        owner = finding.owner
        if owner is not None and owner.email:
            outbox.write(
                "inspections/late",
                to=ReplyAddress(Channel.EMAIL, owner.email, owner.name),
                about=finding,
                at=at,
                finding=finding,
                inspection=finding.inspection,
                link=finding.get_absolute_url(),
            )
        Finding.objects.filter(pk=finding.pk).update(reminded_on=today)
    return len(late)
