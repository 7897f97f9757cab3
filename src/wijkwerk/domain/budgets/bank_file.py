"""The file of payments for the bank: a SEPA credit transfer (pain.001.001.09); and its rows for who pays otherwise.

Made from what is kept, so that the same batch always gives the same file: a bank knows it again by its message id and
does not pay it twice. Libraries that write such files put a new id and the time of writing in each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC
from xml.etree import ElementTree

from wijkwerk.domain.budgets import csv_files
from wijkwerk.domain.budgets.models import Payment, PaymentBatch

PAIN = "pain.001.001.09"
_NOT_SEPA = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
                          "&": "+", "’": "'", "–": "-", "—": "-"})  # fmt: skip


def sepa_words(words: str, longest: int) -> str:
    """In the signs that every European bank takes."""
    plain = unicodedata.normalize("NFKD", words.translate(_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = " ".join(_NOT_SEPA.sub(" ", plain).split())
    return plain[:longest].strip() or "-"


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def pain_001(batch: PaymentBatch, payments: Sequence[Payment]) -> bytes:
    """One order of payments that are paid on one day from one account."""
    root = ElementTree.Element("Document", {"xmlns": f"urn:iso:std:iso:20022:tech:xsd:{PAIN}"})
    order = _below(root, "CstmrCdtTrfInitn")
    count, total = str(len(payments)), euros(sum(payment.amount_cents for payment in payments))

    head = _below(order, "GrpHdr")
    _below(head, "MsgId", words=batch.message_id)
    _below(head, "CreDtTm", words=batch.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _below(head, "NbOfTxs", words=count)
    _below(head, "CtrlSum", words=total)
    _below(head, "InitgPty", "Nm", words=sepa_words(batch.debtor_name, 70))

    block = _below(order, "PmtInf")
    _below(block, "PmtInfId", words=batch.message_id)
    _below(block, "PmtMtd", words="TRF")
    _below(block, "BtchBookg", words="true")
    _below(block, "NbOfTxs", words=count)
    _below(block, "CtrlSum", words=total)
    _below(block, "PmtTpInf", "SvcLvl", "Cd", words="SEPA")
    _below(block, "ReqdExctnDt", "Dt", words=batch.execute_on.isoformat())
    _below(block, "Dbtr", "Nm", words=sepa_words(batch.debtor_name, 70))
    _below(block, "DbtrAcct", "Id", "IBAN", words=batch.debtor_iban)
    bank = _below(block, "DbtrAgt", "FinInstnId")
    if batch.debtor_bic:
        _below(bank, "BICFI", words=batch.debtor_bic)
    else:
        _below(bank, "Othr", "Id", words="NOTPROVIDED")
    _below(block, "ChrgBr", words="SLEV")
    for payment in payments:
        one = _below(block, "CdtTrfTxInf")
        _below(one, "PmtId", "EndToEndId", words=payment.end_to_end_id)
        amount = _below(one, "Amt", "InstdAmt", words=euros(payment.amount_cents))
        amount.set("Ccy", "EUR")
        _below(one, "Cdtr", "Nm", words=sepa_words(payment.account.holder, 70))
        _below(one, "CdtrAcct", "Id", "IBAN", words=payment.account.iban)
        _below(one, "RmtInf", "Ustrd", words=sepa_words(payment.words, 140))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _below(parent: ElementTree.Element, *names: str, words: str = "") -> ElementTree.Element:
    """Elements in each other; the innermost has the words."""
    for name in names:
        parent = ElementTree.SubElement(parent, name)
    parent.text = words or None
    return parent


HEADS = ["kenmerk", "rekeninghouder", "rekeningnummer", "bedrag", "omschrijving", "betaaldatum"]


def rows_of(batch: PaymentBatch, payments: Sequence[Payment]) -> list[list[str]]:
    """The same for who pays by another program."""
    return [
        [
            payment.end_to_end_id,
            payment.account.holder,
            payment.account.iban,
            csv_files.amount(payment.amount_cents),
            payment.words,
            batch.execute_on.isoformat(),
        ]
        for payment in payments
    ]
