"""Money at its most: the ledger of a fund with 100,000 entries, and grants from one pot, several at the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.utils.html import escape

from bench.fill import plain
from wijkwerk.domain.budgets.models import (
    Account,
    Application,
    Balance,
    Decision,
    DecisionOutcome,
    Entry,
    EntryKind,
    Fund,
    Grant,
    GrantBalance,
    Pot,
)
from wijkwerk.domain.budgets.operations import granting, ledger
from wijkwerk.domain.budgets.views import ledger as pages
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.tenancy import scope

FUND, YEAR = "Budget van de meting", 2061  # the measurement's own
ENTRIES = {"tiny": 1_000, "small": 100_000, "large": 100_000}
GRANTS = {"tiny": 40, "small": 400, "large": 400}
AT_ONCE = 8
NOT_COLLECTED = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
BATCH = 5_000


def measure(meter: Any, person: Person, size: str) -> dict[str, Any]:
    pot = _fill(ENTRIES[size])
    with override_settings(STORAGES=settings.STORAGES | NOT_COLLECTED):
        page = meter.of(lambda: _page(pot, person))
    granting_pot = _pot(YEAR + 1)
    count = GRANTS[size]
    return {
        "budgets-ledger": page,
        "budgets-ledger-floor": meter.of(lambda: "".join(_bare_page(pot))),
        "budgets-grants": _at_once(meter, _decisions(granting_pot, count), _grant),
        "budgets-grants-floor": _at_once(meter, _decisions(granting_pot, count), _bare_grant(granting_pot)),
    }


# ── The ledger ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _pot(year: int) -> Pot:
    at = clock.now()
    fund, _is_new = Fund.objects.get_or_create(name=FUND, defaults={"purpose": "Om te meten.", "created_at": at})
    pot: Pot = Pot.objects.get_or_create(fund=fund, year=year, work_area=None, defaults={"created_at": at})[0]
    if not Balance.objects.filter(pot=pot).exists():
        ledger.allot(pot, cents=1_000_000_00, by=CLOCK, at=at)
    return pot


def _fill(count: int) -> Pot:
    pot, at = _pot(YEAR), clock.now()
    lacking = count - Entry.objects.filter(pot=pot).count()
    for first in range(0, lacking, BATCH):
        some = min(BATCH, lacking - first)
        with transaction.atomic():
            stand = ledger.lock(pot)
            Entry.objects.bulk_create(
                Entry(
                    pot=pot,
                    fund_id=pot.fund_id,
                    year=pot.year,
                    kind=EntryKind.ALLOT,
                    credit=Account.SOURCE,
                    debit=Account.LEFT,
                    amount_cents=100,
                    reason="Meting",
                    booked_at=at,
                    value_on=at.date(),
                )
                for _turn in range(some)
            )
            stand.source_cents -= some * 100
            stand.left_cents += some * 100
            stand.save()
    return pot


def _page(pot: Pot, person: Person) -> bytes:
    """The whole page behind its guard, as who reads it gets it: what stands, and the newest entries."""
    request: HttpRequest = RequestFactory().get("/", {"jaar": str(pot.year)})
    request.actor = person  # type: ignore[attr-defined]
    request.htmx = False  # type: ignore[attr-defined]
    answer = pages.ledger(request, pot.fund_id)
    assert answer.status_code == 200, answer
    return bytes(answer.content)  # type: ignore[attr-defined]


def _bare_page(pot: Pot) -> Iterator[str]:
    """The stand and the newest entries by the driver, each as a row of text."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Balance._meta.db_table} WHERE pot_id = %s", [pot.pk])
        yield str(cursor.fetchone())
        cursor.execute(
            f"SELECT id, kind, credit, debit, amount_cents, reason, value_on FROM {Entry._meta.db_table} "
            "WHERE fund_id = %s AND year = %s ORDER BY id DESC LIMIT 51",
            [pot.fund_id, pot.year],
        )
        for pk, kind, giver, taker, cents, reason, on in cursor.fetchall():
            yield (
                f'<tr><th><a href="/budgetten/boekingen/{pk}/">{kind}</a></th><td>{on}</td><td>{giver}</td>'
                f"<td>{taker}</td><td>{escape(reason)}</td><td>{written(cents)}</td></tr>"
            )


# ── Grants ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _decisions(pot: Pot, count: int) -> list[Decision]:
    """As many decisions as there will be grants, each on an application of its own."""
    at = clock.now()
    applications = [Application.objects.create(title="Meting", created_at=at, changed_at=at) for _turn in range(count)]
    return list(
        Decision.objects.bulk_create(
            Decision(application=application, outcome=DecisionOutcome.YES, amount_cents=100, pot=pot, prepared_at=at)
            for application in applications
        )
    )


def _at_once(meter: Any, decisions: Sequence[Decision], deed: Callable[[Decision], object]) -> Any:
    """All of them, several at the same moment; `rows` is how many there were in a second."""
    own, begin = scope.current(), threading.Barrier(AT_ONCE)

    def some(first: int) -> None:
        begin.wait()
        try:
            with scope.in_municipality(own):
                for decision in decisions[first::AT_ONCE]:
                    deed(decision)
        finally:
            connection.close()

    def all_of_them() -> int:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(some, range(AT_ONCE)))
        return len(decisions)

    began = time.perf_counter()
    found = meter.of(all_of_them, times=1)
    return replace(found, times=len(decisions), rows=len(decisions) / (time.perf_counter() - began))


def _grant(decision: Decision) -> None:
    with transaction.atomic():
        assert decision.pot is not None
        ledger.lock(decision.pot)
        granting.make_grant(decision, decision.pot, by=CLOCK, at=clock.now())


def _bare_grant(pot: Pot) -> Callable[[Decision], None]:
    """The same rows by the driver: the pot locked; the grant, its stand and its entry written; the pot counted."""
    like = Grant.objects.filter(pot=pot).order_by("-pk")[0]
    grant, own, entry = (
        _Insert(each) for each in (like, GrantBalance.objects.get(grant=like), Entry.objects.get(grant=like))
    )
    lock = "" if connection.vendor == "sqlite" else " FOR NO KEY UPDATE"

    def deed(decision: Decision) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {Pot._meta.db_table} WHERE id = %s{lock}", [pot.pk])
            changed = {"decision_id": decision.pk, "application_id": decision.application_id}
            cursor.execute(grant.words, grant.values(changed))
            (number,) = cursor.fetchone()
            cursor.execute(own.words, own.values({"grant_id": number}))
            cursor.execute(entry.words, entry.values({"grant_id": number}))
            cursor.execute(
                f"UPDATE {Balance._meta.db_table} SET left_cents = left_cents - 100, "
                "granted_cents = granted_cents + 100, granted_total = granted_total + 100 WHERE pot_id = %s",
                [pot.pk],
            )

    return deed


class _Insert:
    """An insert of a row like this one, with other values in some columns."""

    def __init__(self, like: Any) -> None:
        fields = [each for each in like._meta.concrete_fields if not each.primary_key]
        self._row = {
            each.column: plain(each.get_db_prep_save(getattr(like, each.attname), connection)) for each in fields
        }
        marks = ", ".join(["%s"] * len(fields))
        columns = ", ".join(f'"{name}"' for name in self._row)
        self.words = f"INSERT INTO {like._meta.db_table} ({columns}) VALUES ({marks}) RETURNING id"

    def values(self, changed: dict[str, Any]) -> list[Any]:
        return list((self._row | changed).values())
