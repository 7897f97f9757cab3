"""What partners set aside and give for a project. Never changed: what was wrong is taken back with a reason."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import PartnerDeed, PartnerMoney
from wijkwerk.domain.budgets.queries import partner_money as queries
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money, text
from wijkwerk.foundation.kit.refusals import Refusal


class NoAmount(Refusal):
    message = _("Geef een bedrag van meer dan nul.")
    field = "cents"


class TakesBackTooMuch(Refusal):
    field = "cents"

    def __init__(self, cents: int) -> None:
        super().__init__(_("Er staat %(cents)s. Meer kunt u niet terugnemen.") % {"cents": money.written(cents)})


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom u dit terugneemt.")
    field = "words"


class DayIsStillToCome(Refusal):
    message = _("Deze dag moet nog komen.")
    field = "on"


class NotOfThisProject(Refusal):
    message = _("Deze partner doet niet mee aan dit project.")
    status = 404


@transaction.atomic
def book(
    item: AgendaItem,
    *,
    organisation: Organisation,
    deed: PartnerDeed,
    cents: int,
    on: date,
    by: Actor,
    at: datetime,
    words: str = "",
    takes_back: bool = False,
    client_key: uuid.UUID | None = None,
) -> PartnerMoney:
    """A partner set money aside or gave it; or that is taken back. The same again with its key is the same."""
    key = client_key or uuid.uuid4()
    locked = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    known: PartnerMoney | None = PartnerMoney.objects.filter(client_key=key).first()
    if known is not None:
        return known
    if cents <= 0:
        raise NoAmount
    if cents > money.MOST_CENTS:
        raise money.AmountTooLarge(field="cents")
    if on > clock.dutch(at).date():
        raise DayIsStillToCome
    line = next((each for each in queries.lines_of(locked) if each.organisation.pk == organisation.pk), None)
    if line is None:
        raise NotOfThisProject
    why = text.shorten(words, 200)
    if takes_back:
        stands = line.reserved if deed == PartnerDeed.RESERVED else line.given
        if cents > stands:
            raise TakesBackTooMuch(stands)
        if not why:
            raise ReasonMissing
    made: PartnerMoney = PartnerMoney.objects.create(
        item=locked,
        organisation=organisation,
        deed=deed,
        amount_cents=-cents if takes_back else cents,
        on=on,
        words=why,
        booked_by_id=by.id if by.kind == "person" else None,
        booked_at=at,
        client_key=key,
    )
    details = {"deed": str(deed), "cents": made.amount_cents, "organisation": organisation.pk}
    journal.record("partner_money.booked", about=locked, by=by, at=at, details=details)
    return made
