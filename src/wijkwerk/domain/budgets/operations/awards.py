"""What can be done with the yearly award: prepare, open, nominate, judge, announce.

The row of the award is locked for every deed on it or on what hangs on it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    AWARD_MOVES,
    AWARD_RUNNING,
    AwardState,
    AwardYear,
    Consent,
    Initiative,
    Juror,
    JurorScore,
    Nomination,
    NominationState,
    NomineeKind,
)
from wijkwerk.domain.budgets.operations import initiatives
from wijkwerk.domain.budgets.queries import awards as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

HIGHEST = 10


class ThereAlready(Refusal):
    message = _("Voor dit jaar en dit gebied is er al een. Pas die aan.")
    field = "year"


class ClosesTooEarly(Refusal):
    message = _("Voordragen moet na het begin sluiten.")
    field = "closes_at"


class AnnouncesTooEarly(Refusal):
    message = _("De uitreiking kan niet zijn voordat het voordragen sluit. Kies een latere dag.")
    field = "announces_on"


class WordsMissing(Refusal):
    message = _("Schrijf waar het om gaat en waar de jury op let.")
    field = "words"


class MoveNotPossible(Refusal):
    message = _("Dit kan nu niet: het staat intussen anders. Ververs de pagina.")
    status = 409


class IsClosed(Refusal):
    message = _("Voordragen kan nu niet. Op de pagina staat wanneer het kan.")
    status = 409


class DaysPassed(Refusal):
    message = _("De laatste dag om voor te dragen is al voorbij. Kies eerst een latere dag, bij ‘Wijzig’.")
    status = 409


class NomineeMissing(Refusal):
    message = _("Schrijf wie u voordraagt.")
    field = "nominee"


class WhyMissing(Refusal):
    message = _("Vertel in een paar zinnen waarom.")
    field = "why"


class ReasonMissing(Refusal):
    message = _("Schrijf in een paar woorden waarom.")
    field = "reason"


class NoJury(Refusal):
    message = _("Er is nog geen jury. Voeg eerst iemand toe aan de jury.")


class NothingToJudge(Refusal):
    message = _("Er is nog niemand om over te oordelen. Stuur eerst een voordracht naar de jury.")


class JurorMissing(Refusal):
    message = _("Kies een medewerker, of vul een naam in.")
    field = "name"


class JurorTwice(Refusal):
    message = _("Deze persoon zit al in de jury.")
    field = "person"


class NoPoints(Refusal):
    message = _("Geef een cijfer van 1 tot en met 10, of zeg dat u deze voordracht te goed kent om te oordelen.")
    field = "points"


class ReportMissing(Refusal):
    message = _("Schrijf het oordeel van de jury: waarom wint deze voordracht?")
    field = "jury_report"


class NotTheFirst(Refusal):
    message = _("Een andere voordracht kreeg van de jury een hoger cijfer. Schrijf waarom deze toch wint.")
    field = "despite"


class NoConsent(Refusal):
    message = _("Deze winnaar zei nog geen ja op een naam op de website. Vraag het eerst, of reik uit zonder naam.")
    field = "winner"


class JurySaysNothing(Refusal):
    message = _("De jury gaf deze voordracht nog geen cijfer.")
    field = "winner"


class CannotBeAsked(Refusal):
    message = _("Wij weten niet hoe wij deze persoon kunnen bereiken. Vul dat eerst in.")
    status = 409


class SameNomination(Refusal):
    message = _("Kies een andere voordracht van dit jaar, die niet zelf is samengevoegd.")
    field = "to"


def _lock(award: AwardYear) -> AwardYear:
    fresh: AwardYear = AwardYear.objects.select_for_update(of=("self",)).get(pk=award.pk)
    return fresh


def _lock_nomination(nomination: Nomination) -> tuple[AwardYear, Nomination]:
    """The award first, so that nothing of it moves meanwhile."""
    award = _lock(nomination.award_year)
    fresh: Nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    fresh.award_year = award
    return award, fresh


def _note(verb: str, about: AwardYear | Nomination, *, by: Actor, at: datetime, **more: Any) -> None:
    room = "award" if isinstance(about, AwardYear) else "nomination"
    journal.record(f"{room}.{verb}", about=about, by=by, at=at, **more)


# ── The year ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def prepare(
    *,
    year: int,
    words: str,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    work_area: WorkArea | None = None,
    announces_on: date | None = None,
) -> AwardYear:
    """The award of a year, for one area or for all."""
    award = AwardYear(year=year, work_area=work_area)
    _fill_in(award, words=words, opens_at=opens_at, closes_at=closes_at, announces_on=announces_on)
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError:
        raise ThereAlready from None
    _note("prepared", award, by=by, at=at)
    return award


def _fill_in(
    award: AwardYear, *, words: str, opens_at: datetime, closes_at: datetime, announces_on: date | None
) -> None:
    words = text.clean_text(words)
    if not words:
        raise WordsMissing
    if closes_at <= opens_at:
        raise ClosesTooEarly
    if announces_on is not None and announces_on < clock.dutch(closes_at).date():
        raise AnnouncesTooEarly
    award.words, award.opens_at, award.closes_at, award.announces_on = words, opens_at, closes_at, announces_on


@transaction.atomic
def change(
    award: AwardYear,
    *,
    words: str,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    announces_on: date | None = None,
) -> AwardYear:
    award = _lock(award)
    if award.state in (AwardState.ANNOUNCED, AwardState.CANCELLED):
        raise MoveNotPossible
    _fill_in(award, words=words, opens_at=opens_at, closes_at=closes_at, announces_on=announces_on)
    award.save()
    _note("changed", award, by=by, at=at)
    return award


def _move(award: AwardYear, state: AwardState) -> None:
    if state not in AWARD_MOVES[AwardState(award.state)]:
        raise MoveNotPossible
    award.state = state


@transaction.atomic
def open_for_nominations(award: AwardYear, *, by: Actor, at: datetime) -> AwardYear:
    """Everybody reads of it; nominating is possible from the day it opens to the moment it closes."""
    award = _lock(award)
    _move(award, AwardState.OPEN)
    if award.closes_at <= at:
        raise DaysPassed
    award.save()
    _note("opened", award, by=by, at=at)
    return award


@transaction.atomic
def to_the_jury(award: AwardYear, *, by: Actor, at: datetime) -> AwardYear:
    """Nominating has ended; each juror hears that there is something to judge, with a link of their own."""
    award = _lock(award)
    jurors = list(award.jurors.select_related("person"))
    if not jurors:
        raise NoJury
    if not queries.for_jury(award):
        raise NothingToJudge
    _move(award, AwardState.JUDGING)
    award.save()
    _note("judging", award, by=by, at=at, details={"jurors": len(jurors)})
    for juror in jurors:
        _tell_juror(juror, award, at=at)
    return award


def _tell_juror(juror: Juror, award: AwardYear, *, at: datetime) -> None:
    email = juror.person.email if juror.person is not None else juror.email
    if email:
        to = ReplyAddress(Channel.EMAIL, email, str(juror))
        link = juror.get_absolute_url()
        outbox.write("budgets/jury_asked", to=to, about=award, at=at, award=award, link=link, sealed=True)


def close_what_ended(*, at: datetime) -> int:
    """What the clock does: when the last moment passed and a jury stands ready, the jury is asked. Once an award."""
    count = 0
    for found in AwardYear.objects.filter(state=AwardState.OPEN, closes_at__lte=at).order_by("pk"):
        if not found.jurors.exists() or not queries.for_jury(found):
            continue
        if Nomination.objects.filter(award_year=found, state=NominationState.RECEIVED).exists():
            continue
        to_the_jury(found, by=CLOCK, at=at)
        count += 1
    return count


@transaction.atomic
def cancel(award: AwardYear, *, reason: str, by: Actor, at: datetime) -> AwardYear:
    """It does not go on, and why; who nominated hears it."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    award = _lock(award)
    _move(award, AwardState.CANCELLED)
    award.ended_because = reason
    award.save()
    _note("cancelled", award, by=by, at=at)
    for nomination in queries.nominations_of(award):
        _tell_nominator("award_cancelled", nomination, at=at, reason=reason)
    return award


@transaction.atomic
def announce(
    award: AwardYear,
    *,
    winner: Nomination | None,
    jury_report: str,
    by: Actor,
    at: datetime,
    despite: str = "",
    without_name: bool = False,
) -> AwardYear:
    """Who gets it and why. The name only when they said yes to that; another than the jury's first with a reason."""
    jury_report, despite = text.clean_text(jury_report), text.clean_text(despite)
    if not jury_report:
        raise ReportMissing
    initiatives.refuse_what_tells_who("jury_report", jury_report)
    award = _lock(award)
    _move(award, AwardState.ANNOUNCED)
    if winner is not None:
        winner = Nomination.objects.select_for_update(of=("self",)).get(pk=winner.pk)
        standing = {row.nomination.pk: row for row in queries.standings(award)}.get(winner.pk)
        if standing is None or standing.place is None:
            raise JurySaysNothing
        if standing.place != 1 and not despite:
            raise NotTheFirst
        if winner.consent != Consent.YES and not without_name:
            raise NoConsent
    award.winner, award.jury_report, award.announced_at = winner, jury_report, at
    award.despite = despite
    award.save()
    _note("announced", award, by=by, at=at, details={"nomination": winner.pk if winner else None})
    for nomination in queries.nominations_of(award):
        if winner is not None and nomination.pk == winner.pk:
            _tell_nominee("award_won", nomination, at=at)
        _tell_nominator("award_announced", nomination, at=at, winner=queries.winner_to_show(award))
    return award


# ── Nominations ────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def nominate(
    award: AwardYear,
    *,
    nominee: str,
    why: str,
    by: Actor,
    at: datetime,
    kind: NomineeKind | str = NomineeKind.PERSON,
    nominee_reply_by: Channel | str = Channel.NONE,
    nominee_reply_address: str = "",
    initiative: Initiative | None = None,
    name: str = "",
    reply_by: Channel | str = Channel.NONE,
    reply_address: str = "",
    client_key: uuid.UUID | None = None,
    is_by_staff: bool = False,
) -> Nomination:
    """Somebody nominates somebody. Staff may still enter what came on paper in time. The same key twice is once."""
    nominee, why = text.one_line(nominee), text.clean_text(why)
    if not nominee:
        raise NomineeMissing
    if not why:
        raise WhyMissing
    to = initiatives.checked_address(reply_by, reply_address)
    reach = _nominee_address(nominee_reply_by, nominee_reply_address)
    award = _lock(award)
    key = client_key or uuid.uuid4()
    already: Nomination | None = Nomination.objects.filter(client_key=key).first()
    if already is not None:
        return already
    if award.state != AwardState.OPEN or at < award.opens_at or (at >= award.closes_at and not is_by_staff):
        raise IsClosed
    row: Nomination = Nomination.objects.create(
        award_year=award,
        client_key=key,
        kind=NomineeKind(kind),
        nominee=nominee,
        nominee_reply_by=reach.channel,
        nominee_reply_address=reach.address,
        initiative=initiative,
        why=why,
        nominator_name=text.one_line(name),
        nominator_reply_by=to.channel,
        nominator_reply_address=to.address,
        is_by_staff=is_by_staff,
        nominated_at=at,
    )
    _note("received", row, by=by, at=at, on_behalf=is_by_staff)
    _tell_nominator("nomination_received", row, at=at)
    return row


def _nominee_address(reply_by: Channel | str, address: str) -> ReplyAddress:
    try:
        return initiatives.checked_address(reply_by, address)
    except Refusal as refusal:
        refusal.about_field = "nominee_reply_address"
        raise


def _tell_nominator(name: str, row: Nomination, *, at: datetime, **context: Any) -> None:
    _tell(name, row, row.nominator_reply_to, at=at, **context)


def _tell_nominee(name: str, row: Nomination, *, at: datetime, **context: Any) -> None:
    _tell(name, row, row.nominee_reply_to, at=at, link=row.nominee_address, **context)


def _tell(name: str, row: Nomination, to: ReplyAddress, *, at: datetime, **context: Any) -> None:
    award = row.award_year
    page = outbox.absolute(award.public_address)
    outbox.write(f"budgets/{name}", to=to, about=row, at=at, nomination=row, award=award, page=page, **context)


@transaction.atomic
def accept(nomination: Nomination, *, jury_words: str, by: Actor, at: datetime) -> Nomination:
    """To the jury, in words in which nothing tells who nominated."""
    jury_words = text.clean_text(jury_words)
    if not jury_words:
        raise WhyMissing(field="jury_words")
    award, nomination = _lock_nomination(nomination)
    if award.state not in AWARD_RUNNING or nomination.state == NominationState.JOINED:
        raise MoveNotPossible
    nomination.state, nomination.jury_words, nomination.declined_because = NominationState.ACCEPTED, jury_words, ""
    nomination.save()
    _note("accepted", nomination, by=by, at=at)
    return nomination


@transaction.atomic
def decline(nomination: Nomination, *, reason: str, by: Actor, at: datetime) -> Nomination:
    """It takes no part, and why; who nominated hears that."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    award, nomination = _lock_nomination(nomination)
    if award.state not in AWARD_RUNNING or nomination.state == NominationState.JOINED:
        raise MoveNotPossible
    nomination.state, nomination.declined_because = NominationState.DECLINED, reason
    nomination.save()
    _note("declined", nomination, by=by, at=at)
    _tell_nominator("nomination_declined", nomination, at=at, reason=reason)
    return nomination


@transaction.atomic
def join(nomination: Nomination, *, to: Nomination, by: Actor, at: datetime) -> Nomination:
    """Several nominated the same: they go on as one, and each of those who nominated goes on hearing of it."""
    award, nomination = _lock_nomination(nomination)
    to = Nomination.objects.select_for_update(of=("self",)).get(pk=to.pk)
    if to.pk == nomination.pk or to.award_year_id != award.pk or to.state == NominationState.JOINED:
        raise SameNomination
    if award.state not in AWARD_RUNNING or nomination.state == NominationState.JOINED:
        raise MoveNotPossible
    Nomination.objects.filter(joined_to=nomination).update(joined_to=to)
    JurorScore.objects.filter(nomination=nomination).delete()
    nomination.state, nomination.joined_to = NominationState.JOINED, to
    nomination.save()
    _note("joined", nomination, by=by, at=at, details={"to": to.pk})
    return to


@transaction.atomic
def part(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """Not the same after all: it stands by itself again, for somebody to look at."""
    award, nomination = _lock_nomination(nomination)
    if award.state not in AWARD_RUNNING or nomination.state != NominationState.JOINED:
        raise MoveNotPossible
    nomination.state, nomination.joined_to = NominationState.RECEIVED, None
    nomination.save()
    _note("parted", nomination, by=by, at=at)
    return nomination


@transaction.atomic
def note_reach(
    nomination: Nomination, *, reply_by: Channel | str, reply_address: str, by: Actor, at: datetime
) -> Nomination:
    """How who is nominated can be reached."""
    reach = initiatives.checked_address(reply_by, reply_address)
    _award, nomination = _lock_nomination(nomination)
    nomination.nominee_reply_by, nomination.nominee_reply_address = reach.channel, reach.address
    nomination.save()
    _note("reach_noted", nomination, by=by, at=at)
    return nomination


@transaction.atomic
def ask_consent(nomination: Nomination, *, public_words: str, by: Actor, at: datetime) -> Nomination:
    """Tell somebody that they are nominated and ask whether their name may be read, beside these words."""
    public_words = text.clean_text(public_words)
    if not public_words:
        raise WhyMissing(field="public_words")
    initiatives.refuse_what_tells_who("public_words", public_words)
    _award, nomination = _lock_nomination(nomination)
    if nomination.nominee_reply_by == Channel.NONE:
        raise CannotBeAsked
    if nomination.state != NominationState.ACCEPTED:
        raise MoveNotPossible
    nomination.public_words = public_words
    nomination.consent, nomination.consent_at = Consent.ASKED, None
    nomination.save()
    _note("consent_asked", nomination, by=by, at=at)
    _tell_nominee("nominee_asked", nomination, at=at)
    return nomination


@transaction.atomic
def say(nomination: Nomination, *, is_yes: bool, by: Actor, at: datetime, is_by_staff: bool = False) -> Nomination:
    """Who is nominated says yes or no to their name in public, and may change their mind; also by telephone."""
    _award, nomination = _lock_nomination(nomination)
    if nomination.consent == Consent.NOT_ASKED and not is_by_staff:
        raise MoveNotPossible
    nomination.consent, nomination.consent_at = Consent.YES if is_yes else Consent.NO, at
    if nomination.forgotten_at is not None and not is_yes:
        _forget_nominee(nomination)
    nomination.save()
    _note("consent_given" if is_yes else "consent_refused", nomination, by=by, at=at, on_behalf=is_by_staff)
    return nomination


# ── The jury ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_juror(
    award: AwardYear, *, by: Actor, at: datetime, person: Person | None = None, name: str = "", email: str = ""
) -> Juror:
    """A colleague with an account, or a resident with a link."""
    name, email = text.one_line(name), text.one_line(email)
    if person is None and not name:
        raise JurorMissing
    if person is None and email:
        try:
            validate_email(email)
        except ValidationError:
            raise initiatives.NoEmailAddress(field="email") from None
    award = _lock(award)
    if award.state in (AwardState.ANNOUNCED, AwardState.CANCELLED):
        raise MoveNotPossible
    try:
        with transaction.atomic():
            juror: Juror = Juror.objects.create(
                award_year=award,
                person=person,
                name="" if person is not None else name,
                email="" if person is not None else email,
                added_at=at,
            )
    except IntegrityError:
        raise JurorTwice from None
    _note("juror_added", award, by=by, at=at, details={"juror": juror.pk})
    if award.state == AwardState.JUDGING:
        _tell_juror(juror, award, at=at)
    return juror


@transaction.atomic
def remove_juror(juror: Juror, *, by: Actor, at: datetime) -> None:
    """Out of the jury, with what they found."""
    award = _lock(juror.award_year)
    if award.state in (AwardState.ANNOUNCED, AwardState.CANCELLED):
        raise MoveNotPossible
    number = juror.pk
    Juror.objects.filter(pk=number).delete()
    _note("juror_removed", award, by=by, at=at, details={"juror": number})


@transaction.atomic
def judge(
    juror: Juror,
    *,
    nomination: Nomination,
    by: Actor,
    at: datetime,
    points: int | None = None,
    is_involved: bool = False,
    words: str = "",
) -> JurorScore:
    """Points, or standing aside because they know the nominee too well. Until it is announced it may be changed."""
    if not is_involved and (points is None or not 1 <= points <= HIGHEST):
        raise NoPoints
    award, nomination = _lock_nomination(nomination)
    if award.state != AwardState.JUDGING or juror.award_year_id != award.pk:
        raise MoveNotPossible
    if nomination.state != NominationState.ACCEPTED:
        raise MoveNotPossible
    score: JurorScore
    score, _is_new = JurorScore.objects.update_or_create(
        juror=juror,
        nomination=nomination,
        defaults={
            "points": None if is_involved else points,
            "is_involved": is_involved,
            "words": text.clean_text(words),
            "given_at": at,
        },
    )
    _note("judged", nomination, by=by, at=at, details={"juror": juror.pk})
    return score


# ── Forgetting ─────────────────────────────────────────────────────────────────────────────────────────────────────
def forget_nominations(*, before: datetime, at: datetime, most: int = 200) -> int:
    """A year after the end nobody needs to know any more who nominated whom; a winner who agreed stays to be read."""
    ended = Nomination.objects.filter(forgotten_at__isnull=True, award_year__closes_at__lt=before).exclude(
        award_year__state__in=AWARD_RUNNING
    )
    count = 0
    for row in ended.select_related("award_year").order_by("pk")[:most]:
        _forget(row, at=at)
        count += 1
    return count


@transaction.atomic
def _forget(row: Nomination, *, at: datetime) -> None:
    for to in (row.nominator_reply_to, row.nominee_reply_to):
        if to.channel != Channel.NONE:
            outbox.forget(row, to=to)
    row.nominator_name, row.nominator_reply_by, row.nominator_reply_address = "", Channel.NONE, ""
    is_winner = row.award_year.winner_id == row.pk and row.consent == Consent.YES
    if not is_winner:
        _forget_nominee(row)
    row.why, row.jury_words, row.declined_because = "", "", "–" if row.declined_because else ""
    row.forgotten_at = at
    row.save()
    JurorScore.objects.filter(nomination=row).update(words="")


def _forget_nominee(row: Nomination) -> None:
    row.nominee, row.public_words, row.consent = "–", "", Consent.NO
    row.nominee_reply_by, row.nominee_reply_address = Channel.NONE, ""
