"""Who got the money hears, by the channel they chose, with the link of their own application."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from wijkwerk.domain.budgets.models import Claim, Grant, Justification
from wijkwerk.domain.budgets.queries import claims as claim_queries
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.queries import ledger
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

if TYPE_CHECKING:
    from wijkwerk.domain.budgets.models import Application


def reply_address(application: Application) -> ReplyAddress:
    return ReplyAddress(Channel(application.reply_by), application.reply_address, application.applicant_name)


def own_address(application: Application) -> str:
    return reverse("budgets:own_justification", args=[application.link_key])


def tell_applicant(template: str, grant: Grant, about: Justification | Claim, *, at: datetime, **context: Any) -> None:
    """One letter; who left no address hears by the link."""
    application = grant.application
    outbox.write(
        f"budgets/{template}",
        to=reply_address(application),
        about=about,
        at=at,
        application=application,
        grant=grant,
        asked=queries.asked_of(grant),
        paid=ledger.stands_of_grant(grant).paid,
        pay_to=claim_queries.account_to_pay_to(),
        link=own_address(application),
        **context,
    )
