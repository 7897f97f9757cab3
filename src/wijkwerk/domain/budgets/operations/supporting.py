"""Supporting an initiative: one a person, confirmed from the e-mail address; on paper, counted by staff."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.initiative_states import LIVE
from wijkwerk.domain.budgets.models import Initiative, PaperSupport, Support
from wijkwerk.domain.budgets.operations import initiatives
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

MOST_ON_A_LIST = 5_000
AGAIN_AFTER = timedelta(minutes=10)  # nobody fills the mailbox of another by pressing on


class AddressMissing(Refusal):
    message = _("Vul uw e-mailadres in. Zo telt iedereen één keer.")
    field = "address"


class NoEmailAddress(Refusal):
    message = _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    field = "address"


class CannotBeSupported(Refusal):
    message = _("Dit initiatief vraagt geen steun meer.")
    status = 409


class NoSignatures(Refusal):
    message = _("Schrijf hoeveel handtekeningen er op de lijst staan: van 1 tot en met 5.000.")
    field = "people"


class ListFromTheFuture(Refusal):
    message = _("De lijst kan niet later dan vandaag zijn ingeleverd.")
    field = "received_on"


class NotThere(Refusal):
    message = _("Deze steun is er niet meer.")
    status = 410


@transaction.atomic
def support(initiative: Initiative, *, address: str, by: Actor, at: datetime, wants_news: bool = False) -> Support:
    """Ask who has this address to confirm. The same address twice is one support; who asks again is written again
    after a while."""
    address = text.one_line(address)
    if not address:
        raise AddressMissing
    try:
        validate_email(address)
    except ValidationError:
        raise NoEmailAddress from None
    initiative = initiatives.lock(initiative)
    if not initiative.is_public or initiative.state not in LIVE:
        raise CannotBeSupported
    row: Support
    row, is_new = Support.objects.get_or_create(
        initiative=initiative,
        mark=queries.mark_of(address),
        defaults={"address": address, "wants_news": wants_news, "asked_at": at},
    )
    if not is_new:
        if at - row.asked_at < AGAIN_AFTER:
            return row
        row.asked_at = at
        if row.confirmed_at is None:
            row.address, row.wants_news = address, wants_news
        row.save()
    name = "support_asked" if row.confirmed_at is None else "support_stands"
    _write(name, row, to=address, at=at, initiative=initiative)
    return row


def _write(name: str, row: Support, *, to: str, at: datetime, initiative: Initiative) -> None:
    outbox.write(
        f"budgets/{name}",
        to=ReplyAddress(Channel.EMAIL, to),
        about=initiative,
        at=at,
        initiative=initiative,
        link=row.get_absolute_url(),
    )


def _lock(row: Support) -> Support:
    fresh: Support | None = Support.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise NotThere
    return fresh


@transaction.atomic
def confirm(row: Support, *, by: Actor, at: datetime) -> Support:
    """It counts from now on, once. The address goes, unless they want to hear how it goes."""
    initiative = initiatives.lock(row.initiative)
    row = _lock(row)
    if row.confirmed_at is not None:
        return row
    if initiative.merged_into is None and (not initiative.is_public or initiative.state not in LIVE):
        raise CannotBeSupported
    row.confirmed_at = at
    if not row.wants_news:
        row.address = ""
    row.save()
    initiatives.note_down("supported", initiative, by=by, at=at)
    return row


@transaction.atomic
def stop_news(row: Support, *, by: Actor, at: datetime) -> Support:
    """They go on supporting it, and hear no more of it."""
    initiatives.lock(row.initiative)
    row = _lock(row)
    row.wants_news = False
    if row.confirmed_at is not None:
        row.address = ""
    row.save()
    return row


@transaction.atomic
def take_back(row: Support, *, by: Actor, at: datetime) -> None:
    """No longer supported by this person; nothing of them stays."""
    initiative = initiatives.lock(row.initiative)
    row = _lock(row)
    if row.address:
        outbox.forget(initiative, to=ReplyAddress(Channel.EMAIL, row.address))
    row.delete()
    initiatives.note_down("support_taken_back", initiative, by=by, at=at)


@transaction.atomic
def enter_paper(
    initiative: Initiative,
    *,
    people: int,
    received_on: date,
    by: Actor,
    at: datetime,
    kept_where: str = "",
    client_key: uuid.UUID | None = None,
) -> PaperSupport:
    """Signatures on paper count as those on the web do; the list itself stays on paper. Entered twice is once."""
    if not 1 <= people <= MOST_ON_A_LIST:
        raise NoSignatures
    if received_on > clock.dutch(at).date():
        raise ListFromTheFuture
    initiative = initiatives.lock(initiative)
    if initiative.state not in LIVE:
        raise CannotBeSupported
    key = client_key or uuid.uuid4()
    try:
        with transaction.atomic():
            row: PaperSupport = PaperSupport.objects.create(
                initiative=initiative,
                people=people,
                received_on=received_on,
                kept_where=text.one_line(kept_where),
                client_key=key,
                entered_by=by if isinstance(by, Person) else None,
                entered_at=at,
            )
    except IntegrityError:
        already: PaperSupport = PaperSupport.objects.get(client_key=key)
        return already
    initiatives.note_down("paper_support_entered", initiative, by=by, at=at, details={"people": people})
    return row


@transaction.atomic
def take_back_paper(row: PaperSupport, *, reason: str, by: Actor, at: datetime) -> PaperSupport:
    """A list that was entered by mistake counts no more; it stays to be seen, with the reason."""
    reason = text.shorten(reason, 200)
    if not reason:
        raise initiatives.ReasonMissing
    initiative = initiatives.lock(row.initiative)
    row = PaperSupport.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.taken_back_because:
        return row
    row.taken_back_because = reason
    row.save()
    initiatives.note_down("paper_support_taken_back", initiative, by=by, at=at, details={"people": row.people})
    return row


def forget_unconfirmed(*, before: datetime, most: int = 500) -> int:
    """Who did not confirm in time does not want to support it: everything of them goes."""
    rows = Support.objects.filter(confirmed_at__isnull=True, asked_at__lt=before).order_by("pk")
    numbers = list(rows.values_list("pk", flat=True)[:most])
    for row in Support.objects.filter(pk__in=numbers).select_related("initiative"):
        if row.address:
            outbox.forget(row.initiative, to=ReplyAddress(Channel.EMAIL, row.address))
        row.delete()
    return len(numbers)
