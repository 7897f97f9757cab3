"""The ledger, payments and saving."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations import payments
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

LINES: list[Line] = [
    Line(
        model="budgets.PayeeAccount",
        what=_("Het rekeningnummer van wie geld krijgt en de naam waarop de rekening staat."),
        why=_("Om toegekend geld over te maken. Alleen wie betalingen doet ziet het hele nummer."),
        basis=_("Uitvoering van het besluit over de aanvraag."),
        from_whom=_("Wie aanvraagt."),
        term=_("nadat er niets meer te betalen is; de betaling zelf blijft staan, zonder nummer en naam"),
        term_setting=Term(days=90, least=30, most=2555),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.Entry": "money from one account to another; the forms ask to name nobody in the reason",
    "budgets.Balance": "what stands in a pot",
    "budgets.GrantBalance": "how it stands with a grant",
    "budgets.Reservation": "money set aside, for an application by its number or for something with a name",
    "budgets.Saving": "money that is kept for a purpose",
    "budgets.Payment": "an amount, its state, and the number and title of what was asked; to whom is the account's",
    "budgets.PaymentBatch": "which payments went to the bank together, from the municipality's own account",
    "budgets.PayingAccount": "the municipality's own account",
    "budgets.PartnerMoney": "what an organisation set aside or gave for a project",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    if line.model == "budgets.PayeeAccount":
        return payments.forget_accounts(before=before, at=at, most=erasing.BATCH)
    raise LookupError(line.model)
