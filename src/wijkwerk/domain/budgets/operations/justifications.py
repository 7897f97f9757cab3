"""What can be done with a justification: told in pieces, handed in, asked back to complete, judged, shown to everybody.

Locks: the pot first where money moves, then the grant, then the justification. Whoever tells writes into a row that
stands, so that nothing typed is lost when one thing of it is refused.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import (
    Application,
    Claim,
    CostLine,
    Entry,
    EntryKind,
    Grant,
    Justification,
    JustificationState,
    Receipt,
    Reminder,
    ReminderKind,
    StoryPhoto,
)
from wijkwerk.domain.budgets.models.decisions import GrantState
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.operations import claims, ledger
from wijkwerk.domain.budgets.operations.telling_justifications import tell_applicant
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.queries import ledger as ledger_queries
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.queries.justifications import MoneyOf
from wijkwerk.domain.budgets.queries.ledger import GrantStands
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.refusals import Refusal

MOST_RECEIPTS = 60
MOST_PHOTOS = 20
COMPLETE_WITHIN = 14  # days that somebody has to complete what they told
REMIND_BEFORE = 14  # days before the last day
REMIND_RETURNED = 4  # days before it, for who completes what they told
REMIND_AFTER = 1  # day after it
REMIND_LAST = 21  # days after it
REMINDERS = {
    ReminderKind.INVITED: "justification_invited",
    ReminderKind.BEFORE: "justification_before",
    ReminderKind.AFTER: "justification_after",
    ReminderKind.LAST: "justification_last",
}


class HandedInAlready(Refusal):
    message = gettext_lazy(
        "U hebt uw verhaal al ingeleverd. Wilt u nog iets veranderen? Vraag de gemeente om het terug te sturen."
    )
    status = 409


class JudgedAlready(Refusal):
    message = gettext_lazy("Deze verantwoording is al beoordeeld.")
    status = 409


class NotHandedIn(Refusal):
    message = gettext_lazy("Deze verantwoording is nog niet ingeleverd.")
    status = 409


class NotToldYet(Refusal):
    message = gettext_lazy("Vertel in een paar woorden wat u met het geld hebt gedaan.")
    field = "told"


class SpentMissing(Refusal):
    message = gettext_lazy("Vul in hoeveel u hebt uitgegeven. Schrijf 0 als u niets hebt uitgegeven.")
    field = "spent_cents"


class ReceiptHasNoAmount(Refusal):
    message = gettext_lazy("Schrijf bij elke bon het bedrag dat erop staat.")
    field = "receipts"


class ReceiptsMissing(Refusal):
    field = "why_no_receipts"

    def __init__(self, spent_cents: int, receipts_cents: int) -> None:
        super().__init__(
            _(
                "U gaf %(spent)s uit. De bonnen zijn samen %(receipts)s. Voeg de bonnen toe die er nog niet bij staan, "
                "of schrijf waarom ze er niet zijn."
            )
            % {"spent": money.written(spent_cents), "receipts": money.written(receipts_cents)}
        )


class TooManyReceipts(Refusal):
    message = gettext_lazy("Er passen hooguit 60 bonnen bij. Zet kleine bonnen bij elkaar op één foto.")
    field = "receipts"


class TooManyPhotos(Refusal):
    message = gettext_lazy("Er passen hooguit 20 foto's bij. Haal eerst een andere foto weg.")
    field = "photos"


class ReceiptIsEmpty(Refusal):
    message = gettext_lazy("Voeg een foto van de bon toe, of schrijf op wat u betaalde.")
    field = "receipts"


class LineOfAnother(Refusal):
    message = gettext_lazy("Deze post staat niet in uw begroting. Kies een post uit de lijst.")
    field = "cost_line"


class WordsMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom. Wie het geld kreeg leest dit.")
    field = "words"


class MoreThanGranted(Refusal):
    field = "approved_cents"

    def __init__(self, granted_cents: int) -> None:
        super().__init__(
            _("U kunt niet meer goedkeuren dan er is toegekend: %(amount)s.") % {"amount": money.written(granted_cents)}
        )


class LessSaysWhy(Refusal):
    message = gettext_lazy("U keurt minder goed dan kan. Schrijf op waarom: wie het geld kreeg leest dit.")
    field = "words"


class DayHasBeen(Refusal):
    message = gettext_lazy("Deze dag is al geweest. Kies een dag die nog komt.")
    field = "due_on"


class NotLateYet(Refusal):
    def __init__(self, due_on: date) -> None:
        super().__init__(
            _("De aanvrager heeft nog de tijd tot en met %(day)s.") % {"day": date_format(due_on, "j F Y")}
        )


class NoConsent(Refusal):
    message = gettext_lazy("De aanvrager wil niet dat dit openbaar wordt.")


class NothingToShow(Refusal):
    message = gettext_lazy("Kies een foto of schrijf het verhaal dat iedereen mag lezen.")
    field = "public_story"


class NotApprovedYet(Refusal):
    message = gettext_lazy("Keur de verantwoording eerst goed. Daarna kan het verhaal openbaar worden.")


class NotJudgedYet(Refusal):
    message = gettext_lazy("Deze verantwoording is nog niet beoordeeld.")


class PaymentIsUnderway(Refusal):
    def __init__(self, cents: int) -> None:
        super().__init__(
            _(
                "Er staat nog een betaling klaar van %(amount)s. Wacht tot die is betaald, of laat de betaling "
                "intrekken. Daarna kunt u dit goedkeuren."
            )
            % {"amount": money.written(cents)}
        )


class MoneyIsBack(Refusal):
    message = gettext_lazy("Er is al geld terugbetaald. Dit kan niet meer opnieuw worden beoordeeld.")


class MoneyIsUsed(Refusal):
    message = gettext_lazy(
        "Wat bij de goedkeuring vrijkwam of werd klaargezet, is intussen gebruikt of naar een ander jaar gegaan. Vraag "
        "wie het budget bijhoudt om dat eerst terug te zetten."
    )


# ── Beginning ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def expect(grant: Grant, *, at: datetime) -> Justification | None:
    """Somebody has to tell what became of this money; nobody where the grant has no such day. Asked twice is one."""
    grant = Grant.objects.select_for_update(of=("self",)).select_related("application").get(pk=grant.pk)
    if grant.justify_by is None or grant.state == GrantState.WITHDRAWN:
        return Justification.objects.filter(grant=grant).first()  # type: ignore[no-any-return]
    told: Justification
    told, _is_new = Justification.objects.get_or_create(
        grant=grant, defaults={"due_on": grant.justify_by, "opened_at": at, "changed_at": at}
    )
    # The link of who got money stays: with it they tell what became of it, and take consent back years later.
    Application.objects.filter(pk=grant.application_id, link_until__isnull=False).update(link_until=None)
    return told


def expect_all(*, at: datetime) -> int:
    """For each grant that has a last day to justify it and no justification yet."""
    return sum(expect(grant, at=at) is not None for grant in queries.to_expect())


# ── Telling ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep(
    told: Justification,
    *,
    words: str | None = None,
    people: int | None = None,
    spent_cents: int | None = None,
    spent_typed: str = "",
    why_no_receipts: str = "",
    may_publish_story: bool = False,
    by: Actor,
    at: datetime,
) -> Justification:
    """What was typed so far, right or wrong; it is not handed in yet."""
    told = _writable(told)
    told.told = told.told if words is None else words
    told.people, told.why_no_receipts = people, why_no_receipts
    told.spent_cents, told.spent_typed = spent_cents, "" if spent_cents is not None else spent_typed
    if may_publish_story != told.may_publish_story:
        _set_story_consent(told, is_given=may_publish_story, by=by, at=at)
    _entered(told, by)
    _changed(told, at)
    told.save()
    return told


@transaction.atomic
def add_receipt(
    told: Justification,
    *,
    upload: File[bytes] | None = None,
    words: str = "",
    cents: int | None = None,
    typed: str = "",
    paid_on: date | None = None,
    cost_line: CostLine | None = None,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """A receipt, with or without its photo; the amount may come later."""
    told = _writable(told)
    key = client_key or uuid.uuid4()
    before: Receipt | None = _sent_before(told.receipts, key, most=MOST_RECEIPTS, full=TooManyReceipts)
    if before is not None:
        return before
    if upload is None and cents is None and not words and not typed:
        raise ReceiptIsEmpty
    _of_this_plan(told, cost_line)
    receipt: Receipt = Receipt.objects.create(
        justification=told,
        photo=files.keep_photo(upload, at=at) if upload is not None else None,
        words=words,
        cents=cents,
        typed="" if cents is not None else typed,
        paid_on=paid_on,
        cost_line=cost_line,
        added_at=at,
        client_key=key,
    )
    _touch(told, at)
    return receipt


@transaction.atomic
def change_receipt(
    receipt: Receipt,
    *,
    words: str = "",
    cents: int | None = None,
    typed: str = "",
    cost_line: CostLine | None = None,
    upload: File[bytes] | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """Its words and amount, or another photo of it."""
    told = _writable(receipt.justification)
    receipt = Receipt.objects.select_for_update(of=("self",)).select_related("photo").get(pk=receipt.pk)
    _of_this_plan(told, cost_line)
    receipt.words, receipt.cents, receipt.cost_line = words, cents, cost_line
    receipt.typed = "" if cents is not None else typed
    old = receipt.photo
    if upload is not None:
        receipt.photo = files.keep_photo(upload, at=at)
    receipt.save()
    if upload is not None and old is not None:
        files.drop_photo(old)
    _touch(told, at)
    return receipt


@transaction.atomic
def remove_receipt(receipt: Receipt, *, by: Actor, at: datetime) -> None:
    told = _writable(receipt.justification)
    photo = receipt.photo
    receipt.delete()
    if photo is not None:
        files.drop_photo(photo)
    _touch(told, at)


def _sent_before(rows: Any, key: uuid.UUID, *, most: int, full: type[Refusal]) -> Any:
    """What was sent with this key already; where nothing was, there must be room for one more."""
    before = rows.filter(client_key=key).first()
    if before is None and rows.count() >= most:
        raise full
    return before


def _of_this_plan(told: Justification, line: CostLine | None) -> None:
    if line is not None and line.application_id != told.grant.application_id:
        raise LineOfAnother


@transaction.atomic
def add_photo(
    told: Justification,
    upload: File[bytes],
    *,
    words: str = "",
    may_publish: bool = False,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> StoryPhoto:
    """A photo of what happened. Nobody but the municipality sees it, unless who sent it says otherwise."""
    told = _writable(told)
    key = client_key or uuid.uuid4()
    before: StoryPhoto | None = _sent_before(told.photos, key, most=MOST_PHOTOS, full=TooManyPhotos)
    if before is not None:
        return before
    photo: StoryPhoto = StoryPhoto.objects.create(
        justification=told,
        photo=files.keep_photo(upload, at=at),
        words=words,
        may_publish=may_publish,
        consent_at=at if may_publish else None,
        added_at=at,
        client_key=key,
    )
    if may_publish:
        _record_consent(told, photo, is_given=True, by=by, at=at)
    _touch(told, at)
    return photo


@transaction.atomic
def describe_photo(photo: StoryPhoto, *, words: str, by: Actor, at: datetime) -> StoryPhoto:
    """What is to be seen on it: also for who cannot see it."""
    told = _locked(photo.justification)
    photo.words = words
    photo.save(update_fields=["words"])
    _touch(told, at)
    return photo


@transaction.atomic
def remove_photo(photo: StoryPhoto, *, by: Actor, at: datetime) -> None:
    """Gone for good, whenever who sent it wants it gone; also after it was shown."""
    told = _locked(photo.justification)
    kept = photo.photo
    photo.delete()
    files.drop_photo(kept)
    _hide_what_is_empty(told)
    _touch(told, at)
    journal.record("justification.photo_removed", about=told, by=by, at=at, on_behalf=told.is_paper)


# ── Consent: given for each photo, taken back at any moment ────────────────────────────────────────────────────────
@transaction.atomic
def set_photo_consent(photo: StoryPhoto, *, is_given: bool, by: Actor, at: datetime) -> StoryPhoto:
    """May everybody see this photo? A no counts at once, also when it was shown already."""
    told = _locked(photo.justification)
    photo = StoryPhoto.objects.select_for_update().get(pk=photo.pk)
    if photo.may_publish == is_given:
        return photo
    photo.may_publish = is_given
    if is_given:
        photo.consent_at = at
    else:
        photo.withdrawn_at, photo.is_public = at, False
    photo.save()
    _record_consent(told, photo, is_given=is_given, by=by, at=at)
    _hide_what_is_empty(told)
    told.save()
    return photo


@transaction.atomic
def set_story_consent(told: Justification, *, is_given: bool, by: Actor, at: datetime) -> Justification:
    """May everybody read the story? A no counts at once."""
    told = _locked(told)
    if told.may_publish_story != is_given:
        _set_story_consent(told, is_given=is_given, by=by, at=at)
        told.save()
    return told


@transaction.atomic
def withdraw_all_consent(told: Justification, *, by: Actor, at: datetime) -> Justification:
    """Story and photos: nothing of it is for everybody any more."""
    for photo in told.photos.filter(may_publish=True):
        set_photo_consent(photo, is_given=False, by=by, at=at)
    return set_story_consent(told, is_given=False, by=by, at=at)


def _set_story_consent(told: Justification, *, is_given: bool, by: Actor, at: datetime) -> None:
    told.may_publish_story = is_given
    if not is_given:
        told.public_story = ""
        _hide_what_is_empty(told)
    verb = "justification.consent_given" if is_given else "justification.consent_withdrawn"
    journal.record(verb, about=told, by=by, at=at, on_behalf=isinstance(by, Person), details={"story": True})


def _record_consent(told: Justification, photo: StoryPhoto, *, is_given: bool, by: Actor, at: datetime) -> None:
    verb = "justification.consent_given" if is_given else "justification.consent_withdrawn"
    journal.record(verb, about=told, by=by, at=at, on_behalf=isinstance(by, Person), details={"photo": photo.pk})


def _hide_what_is_empty(told: Justification) -> None:
    if not told.public_story and not told.photos.filter(is_public=True).exists():
        told.published_at = None


# ── Handing in ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def hand_in(told: Justification, *, by: Actor, at: datetime) -> Justification:
    """Ready: somebody of the municipality looks at it. Refused while something is missing, and then all of it stays."""
    told = _writable(told)
    asked = queries.asked_of(told.grant)
    if not told.told.strip():
        raise NotToldYet
    if told.spent_cents is None and not asked.amount and not told.spent_typed:
        told.spent_cents = told.grant.amount_cents
    if told.spent_cents is None:
        raise SpentMissing
    receipts = queries.receipts_of(told)
    if any(each.cents is None for each in receipts):
        raise ReceiptHasNoAmount
    total = queries.total_of(receipts)
    if asked.receipts and total < min(told.spent_cents, told.grant.amount_cents) and not told.why_no_receipts:
        raise ReceiptsMissing(told.spent_cents, total)
    told.state, told.handed_in_at, told.words = JustificationState.HANDED_IN, at, ""
    _entered(told, by)
    _changed(told, at)
    told.save()
    journal.record(
        "justification.handed_in",
        about=told,
        by=by,
        at=at,
        on_behalf=isinstance(by, Person),
        details={"spent": told.spent_cents},
    )
    moves.note_down("accounted", told.grant.application, by=by, at=at, on_behalf=isinstance(by, Person))
    tell_applicant("justification_received", told.grant, told, at=at)
    return told


@transaction.atomic
def give_more_time(told: Justification, *, due_on: date, words: str = "", by: Actor, at: datetime) -> Justification:
    """Another last day; reminders begin anew."""
    told = _writable(told)
    if due_on <= clock.dutch(at).date():
        raise DayHasBeen
    told.due_on = due_on
    _changed(told, at)
    told.save()
    journal.record("justification.more_time", about=told, by=by, at=at, details={"until": due_on.isoformat()})
    tell_applicant("justification_more_time", told.grant, told, at=at, words=words)
    return told


# ── Judging ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def return_to_complete(
    told: Justification, *, words: str, due_on: date | None = None, by: Actor, at: datetime
) -> Justification:
    """Something is missing: who got the money hears what, and has some days to add it."""
    if not words.strip():
        raise WordsMissing
    told = _locked(told)
    if told.state != JustificationState.HANDED_IN:
        raise JudgedAlready if told.is_judged else NotHandedIn
    today = clock.dutch(at).date()
    if due_on is not None and due_on <= today:
        raise DayHasBeen
    told.state, told.words = JustificationState.RETURNED, words.strip()
    told.due_on = due_on or today + timedelta(days=COMPLETE_WITHIN)
    _changed(told, at)
    told.save()
    journal.record("justification.returned", about=told, by=by, at=at)
    moves.note_down("account_returned", told.grant.application, by=by, at=at)
    tell_applicant("justification_returned", told.grant, told, at=at)
    return told


@transaction.atomic
def approve(
    told: Justification,
    *,
    approved_cents: int | None = None,
    words: str = "",
    pay_by: date | None = None,
    by: Actor,
    at: datetime,
) -> Justification:
    """It is right, all of it or a part. What was paid and not spent is asked back; what is still due can be paid; what
    is not needed any more is free in its pot again.
    """
    grant, told, stands = _locked_with_money(told)
    if told.state != JustificationState.HANDED_IN:
        raise JudgedAlready if told.is_judged else NotHandedIn
    most = queries.sum_of(told, stands)
    if approved_cents is not None and approved_cents > most.granted_cents:
        raise MoreThanGranted(most.granted_cents)
    money_of = queries.sum_of(told, stands, approved=approved_cents)
    if money_of.approved_cents < most.approved_cents and not words.strip():
        raise LessSaysWhy
    told.state, told.approved_cents = JustificationState.APPROVED, money_of.approved_cents
    _judged(told, words, by, at)
    claim = _book(grant, told, money_of, pay_by=pay_by, by=by, at=at)
    journal.record("justification.approved", about=told, by=by, at=at, details={"approved": told.approved_cents})
    moves.note_down("account_approved", told.grant.application, by=by, at=at)
    tell_applicant("justification_approved", grant, told, at=at, claim=claim, money=money_of)
    return told


@transaction.atomic
def close_untold(
    told: Justification, *, words: str, pay_by: date | None = None, by: Actor, at: datetime
) -> Justification:
    """Nobody told anything, also after the last day: all that was paid is asked back."""
    if not words.strip():
        raise WordsMissing
    grant, told, stands = _locked_with_money(told)
    if not told.is_writable:
        raise JudgedAlready if told.is_judged else HandedInAlready
    if not told.is_late(clock.dutch(at).date()):
        raise NotLateYet(told.due_on)
    told.state, told.approved_cents = JustificationState.MISSED, 0
    _judged(told, words, by, at)
    claim = _book(grant, told, queries.sum_of(told, stands, approved=0), pay_by=pay_by, by=by, at=at)
    journal.record("justification.missed", about=told, by=by, at=at)
    moves.note_down("account_missed", told.grant.application, by=by, at=at)
    tell_applicant("justification_missed", grant, told, at=at, claim=claim)
    return told


@transaction.atomic
def reopen(told: Justification, *, words: str, by: Actor, at: datetime) -> Justification:
    """It was judged wrongly, or who told nothing tells it after all. What was booked is turned back by counter-entries,
    and what was asked back need not come back; not when some of it came already.
    """
    if not words.strip():
        raise WordsMissing
    grant, told, _stands = _locked_with_money(told)
    if not told.is_judged:
        raise NotJudgedYet
    if Claim.objects.filter(grant=grant, repaid_cents__gt=0).exists():
        raise MoneyIsBack
    for claim in Claim.objects.open().filter(grant=grant):
        claims.withdraw(claim, reason=words, by=by, at=at)
    booked = Entry.objects.filter(
        grant=grant,
        kind__in=[EntryKind.JUSTIFY, EntryKind.RELEASE_REST],
        booked_at__exact=told.judged_at,
        corrects=None,
        corrected_by=None,
    )
    try:
        for entry in {each.deed: each for each in booked}.values():
            ledger.correct(entry, reason=words, by=by, at=at)
    except ledger.MovedOn as used:
        raise MoneyIsUsed from used
    claims.level_own_fund(grant, by=by, at=at)
    was_missed = told.state == JustificationState.MISSED
    told.state = JustificationState.OPEN if was_missed else JustificationState.HANDED_IN
    told.approved_cents = told.judged_at = told.judged_by = told.object_until = None
    told.words = words.strip()
    _take_back(told)
    today = clock.dutch(at).date()
    if was_missed:
        told.due_on = today + timedelta(days=COMPLETE_WITHIN)
    _changed(told, at)
    told.save()
    grant.state = GrantState.OPEN if ledger_queries.stands_of_grant(grant).not_paid else GrantState.PAID
    grant.ended_at = None
    grant.save(update_fields=["state", "ended_at"])
    journal.record("justification.reopened", about=told, by=by, at=at)
    moves.note_down("account_reopened", told.grant.application, by=by, at=at)
    tell_applicant("justification_reopened", grant, told, at=at)
    return told


def _locked_with_money(told: Justification) -> tuple[Grant, Justification, GrantStands]:
    """The pot, then the grant, then the justification; and how it stands with the money."""
    ledger.lock_grant(told.grant)
    rows = Grant.objects.select_for_update(of=("self",)).select_related("application__rule_set", "application__fund")
    grant: Grant = rows.get(pk=told.grant_id)
    told = _locked(told)
    told.grant = grant
    return grant, told, ledger_queries.stands_of_grant(grant)


def _judged(told: Justification, words: str, by: Actor, at: datetime) -> None:
    rule_set = told.grant.application.rule_set
    told.words, told.judged_at = words.strip(), at
    told.judged_by = by if isinstance(by, Person) else None
    told.object_until = rules.object_until(rule_set, told_on=clock.dutch(at).date()) if rule_set is not None else None
    _changed(told, at)
    told.save()


def _book(
    grant: Grant, told: Justification, money_of: MoneyOf, *, pay_by: date | None, by: Actor, at: datetime
) -> Claim | None:
    """What was approved stands as accounted for, the rest of what was paid is asked back, the rest of what was promised
    is free again.
    """
    underway = sum(grant.balances.values_list("underway_cents", flat=True))
    if underway > money_of.rest_cents:
        raise PaymentIsUnderway(underway)
    if money_of.approved_cents:
        ledger.justify(grant, cents=money_of.approved_cents, by=by, at=at, reason=str(told))
    if money_of.freed_cents:
        ledger.release_rest(grant, cents=money_of.freed_cents, by=by, at=at, reason=str(told))
        claims.level_own_fund(grant, by=by, at=at)
    claim = None
    if money_of.back_cents:
        reason = told.words or _("Niet alles is uitgegeven.")
        claim = claims.book_claim(grant, cents=money_of.back_cents, reason=reason, pay_by=pay_by, by=by, at=at)
    if told.state == JustificationState.APPROVED:
        grant.state = GrantState.JUSTIFIED
        grant.save(update_fields=["state"])
    claims.close_when_done(grant, at=at)
    return claim


# ── Shown to everybody ─────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def publish(
    told: Justification, *, public_story: str = "", photos: Collection[StoryPhoto] = (), by: Actor, at: datetime
) -> Justification:
    """Everybody may read the checked story and see these photos: as far as who told it wants that."""
    told = _locked(told)
    if told.state != JustificationState.APPROVED:
        raise NotApprovedYet
    if public_story.strip() and not told.may_publish_story:
        raise NoConsent
    chosen = {each.pk for each in photos}
    if not public_story.strip() and not chosen:
        raise NothingToShow
    if told.photos.filter(pk__in=chosen, may_publish=True).count() != len(chosen):
        raise NoConsent
    told.photos.filter(is_public=True).exclude(pk__in=chosen).update(is_public=False)
    told.photos.filter(pk__in=chosen).update(is_public=True)
    was_public = told.published_at is not None
    told.public_story, told.published_at = public_story.strip(), told.published_at or at
    _changed(told, at)
    told.save()
    journal.record("justification.published", about=told, by=by, at=at, details={"photos": len(chosen)})
    if not was_public:
        tell_applicant("justification_published", told.grant, told, at=at)
    return told


@transaction.atomic
def take_back(told: Justification, *, by: Actor, at: datetime) -> Justification:
    """Not for everybody any more."""
    told = _locked(told)
    _take_back(told)
    _changed(told, at)
    told.save()
    journal.record("justification.taken_back", about=told, by=by, at=at)
    return told


def _take_back(told: Justification) -> None:
    told.photos.filter(is_public=True).update(is_public=False)
    told.public_story, told.published_at = "", None


@transaction.atomic
def black_out(
    photo: StoryPhoto, *, boxes: Sequence[tuple[float, float, float, float]], by: Actor, at: datetime
) -> StoryPhoto:
    """A part of a photo becomes black, for good: a face, a number plate."""
    told = _locked(photo.justification)
    files.black_out(photo.photo, boxes, by=by, at=at)
    _changed(told, at)
    told.save()
    journal.record("justification.blacked_out", about=told, by=by, at=at, details={"photo": photo.pk})
    return photo


# ── Reminding ──────────────────────────────────────────────────────────────────────────────────────────────────────
def remind_all(*, at: datetime) -> int:
    """Who still has to tell it hears so: when it is over, before the last day, after it, and once more; how many."""
    today = clock.dutch(at).date()
    rows = queries.to_remind()
    return sum(_remind(told, today=today, at=at) for told in rows)


@transaction.atomic
def _remind(told: Justification, *, today: date, at: datetime) -> bool:
    told = _locked(told)
    kind = reminder_due(told, on=today) if told.is_writable else None
    sent = (
        told.reminders.all() if kind == ReminderKind.INVITED else told.reminders.filter(due_on=told.due_on, kind=kind)
    )
    if kind is None or sent.exists():  # nobody is invited twice
        return False
    Reminder.objects.create(justification=told, kind=kind, due_on=told.due_on, at=at)
    journal.record("justification.reminded", about=told, by=CLOCK, at=at, details={"kind": kind})
    tell_applicant(REMINDERS[kind], told.grant, told, at=at)
    return True


def reminder_due(told: Justification, *, on: date) -> ReminderKind | None:
    """Which reminder fits this day. Who missed some hears the last one alone."""
    if on >= told.due_on + timedelta(days=REMIND_LAST):
        return ReminderKind.LAST
    if on >= told.due_on + timedelta(days=REMIND_AFTER):
        return ReminderKind.AFTER
    is_asked_back = told.state == JustificationState.RETURNED
    if on >= told.due_on - timedelta(days=REMIND_RETURNED if is_asked_back else REMIND_BEFORE):
        return ReminderKind.BEFORE
    over_on = told.grant.application.until_day
    if not is_asked_back and over_on is not None and over_on < on:
        return ReminderKind.INVITED
    return None


# ── Locks and what each deed leaves behind ─────────────────────────────────────────────────────────────────────────
def _locked(told: Justification) -> Justification:
    rows = Justification.objects.select_for_update(of=("self",))
    fresh: Justification = rows.select_related("grant__application__rule_set", "grant__application__fund").get(
        pk=told.pk
    )
    return fresh


def _writable(told: Justification) -> Justification:
    fresh = _locked(told)
    if not fresh.is_writable:
        raise JudgedAlready if fresh.is_judged else HandedInAlready
    return fresh


def _entered(told: Justification, by: Actor) -> None:
    """Somebody else than who got the money types it: from paper, or what was told at the desk."""
    if not isinstance(by, Person):
        return
    own = told.grant.application.organisation_id
    if own is None or by.organisation_id != own:
        told.is_paper, told.entered_by = True, by


def _touch(told: Justification, at: datetime) -> None:
    _changed(told, at)
    told.save()


def _changed(told: Justification, at: datetime) -> None:
    told.changed_at = at
    told.version += 1
