"""Who got the money hears, by the channel they chose, with the link of their own application."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from wijkwerk.domain.budgets.models import Claim, Grant, Justification
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.queries import claims as claim_queries
from wijkwerk.domain.budgets.queries import decision_letters, ledger
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.foundation.outbox import operations as outbox

if TYPE_CHECKING:
    from wijkwerk.domain.budgets.models import Application


def own_address(application: Application) -> str:
    return reverse("budgets:own_justification", args=[application.link_key])


def tell_applicant(
    template: str,
    grant: Grant,
    about: Justification | Claim,
    *,
    at: datetime,
    object_until: date | None = None,
    **context: Any,
) -> None:
    """One letter; who left no address hears by the link. What was decided says how one objects to it."""
    application = grant.application
    until = object_until or getattr(about, "object_until", None)
    outbox.write(
        f"budgets/{template}",
        to=moves.reply_address_of(application),
        about=about,
        at=at,
        application=application,
        grant=grant,
        asked=queries.asked_of(grant),
        paid=ledger.stands_of_grant(grant).paid,
        pay_to=claim_queries.account_to_pay_to(),
        link=own_address(application),
        objecting=decision_letters.how_to_object(application, until) if until is not None else "",
        **context,
    )
