"""Plain makers of money that was granted and paid, and of what was told about it."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wijkwerk.domain.budgets.operations import justifications, ledger
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import EURO, make_bare_grant, make_full_pot

GRANTED = 250 * EURO
DUE = date(2025, 6, 30)


def make_paid_grant(work_area=None, *, cents=GRANTED, paid=GRANTED, rules=None, application=None, fund=None):
    """Two hundred and fifty euros, paid; to be justified by the end of June, with receipts."""
    fund = fund or make_fund("Wijk aan zet")
    if not fund.rule_sets.exists():
        make_rules(fund, **{"justify_with_receipts_above_cents": 0, "justify_above_cents": 0} | (rules or {}))
    pot = make_full_pot(fund=fund)
    application = application or make_application(fund, work_area, asked_cents=cents, until_day=date(2025, 5, 20))
    grant = make_bare_grant(pot, cents=cents, application=application)
    grant.justify_by = DUE
    grant.save()
    ledger.grant(pot, grant=grant, cents=cents, **BY)
    if paid:
        ledger.pay(grant, cents=paid, **BY)
    return grant


def make_justification(work_area=None, **fields):
    told = justifications.expect(make_paid_grant(work_area, **fields), at=BY["at"])
    return queries.justification(told.pk)


def tell(told, *, spent=GRANTED, receipts=(GRANTED,), words="Wij aten samen in de straat.", **fields):
    """What was done, and receipts of these amounts."""
    justifications.keep(told, words=words, spent_cents=spent, **fields, **BY)
    for number, cents in enumerate(receipts, start=1):
        justifications.add_receipt(told, words=f"Bon {number}", cents=cents, **BY)
    return queries.justification(told.pk)


def make_handed_in(work_area=None, *, spent=GRANTED, receipts=None, **fields):
    told = tell(
        make_justification(work_area, **fields), spent=spent, receipts=[spent] if receipts is None else receipts
    )
    return justifications.hand_in(told, **BY)


def a_photo(name="foto.jpg", colour="green"):
    written = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def too_large(name="bon.jpg"):
    """Forty megabytes that say they are a photo."""
    return SimpleUploadedFile(name, b"\xff\xd8\xff" + bytes(40 * 1024 * 1024), content_type="image/jpeg")
