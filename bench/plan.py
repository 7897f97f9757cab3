"""What is asked of an example: `python -m bench.within plan` writes plan.json beside it.

It also takes away what an earlier run left.

The floor of a page is the same rows through the bare driver: the statements come from the program's own queries, so
that they follow the models.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Model, QuerySet
from django.urls import Resolver404, resolve

from bench.fill import EMAIL, plain
from wijkwerk.api import operations as keys
from wijkwerk.api.models import ApiKey
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Account, Person
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Message, Reporter, Signal
from wijkwerk.domain.signals.states import ACTIVE, State
from wijkwerk.domain.thread.models import Answer
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.journal.models import Entry as JournalEntry
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.later import schedule
from wijkwerk.foundation.later.models import ClockSlot, Job
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.privacy.models import AccessLog
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

NEWEST_FIRST = ("-reported_at", "-id")
SIGNALS = 40  # that are asked for in turn
FRESH_KEY, FRESH_LINK, FRESH_ID = {"fresh": "key"}, {"fresh": "link"}, {"fresh": "id"}
Statement = tuple[str, list[Any]]


def main() -> None:
    os.umask(0o077)  # the plan holds a session
    made = json.loads((settings.DATA / "made.json").read_text())
    own = Municipality.objects.get(pk=made["municipality"])
    _tidy(made["last_signal"])
    _night_is_over()
    with scope.in_municipality(own):
        person = Person.objects.get(account__email=EMAIL)
        staff = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={_session(person)}"}
        pages = {
            "list": _list(person, staff),
            "list-deep": _list_deep(person, staff),
            "list-words": {"headers": staff, "requests": [{"path": "/werklijst/?lijst=alles&woorden=ijsvogelnest"}]},
            "signal": _signal(person, staff),
            "public": _public(),
            "report": _report(),
            "search": _search(staff),
        } | _api(person)
    (settings.DATA / "plan.json").write_text(json.dumps(pages, default=str))


def _tidy(last: int) -> None:
    """Take away the reports that an earlier run made, with all that came of them."""
    with scope.everywhere(because="the bench takes away what it made itself"):
        JournalEntry.objects.filter(about_kind="signals.signal", about_id__gt=last).delete()
        Letter.objects.filter(about_kind="signals.signal", about_id__gt=last).delete()
        Entry.objects.filter(thing_kind__startswith="signals.", number__gt=last).delete()
        Signal.objects.filter(pk__gt=last).delete()
        AccessLog.objects.all().forget()
        ApiKey.objects.all().delete()
        SessionStore.get_model_class().objects.all().delete()
        Job.objects.all().delete()
    shutil.rmtree(settings.MAIL_FOLDER, ignore_errors=True)


def _night_is_over() -> None:
    """What the clock starts once a day has been done today: a bench that begins is no first day."""
    at = clock.now()
    for task, entry in schedule.load().items():
        if isinstance(entry.when, schedule.Daily):
            ClockSlot.objects.get_or_create(task=task, slot=entry.when.latest(at))


def _session(person: Person) -> str:
    """Somebody who signed in: no page is asked, the session is made straight in the database."""
    account = Account.objects.get(persons=person)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _sql(rows: QuerySet[Any]) -> Statement:
    sql, values = rows.query.sql_with_params()
    return sql if connection.vendor == "postgresql" else sql.replace("%s", "?"), [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, datetime | date) else value


# ── Pages of staff ─────────────────────────────────────────────────────────────────────────────────────────────────
# Columns of the signal alone: joining is one of many ways to get names, and not the quickest.
ROW = ["id", "text", "work_area_id", "category_id", "reported_at", "due_on", "state", "picked_up_at",
       "handler_person_id", "handler_organisation_id"]  # fmt: skip


def _list(person: Person, staff: dict[str, str]) -> dict[str, Any]:
    rows = queries.work_lists(person, today=clock.today()).new.order_by(*NEWEST_FIRST)
    path = "/werklijst/?lijst=nieuw"
    return {"headers": staff, "requests": [{"path": path}], "floor": [[_sql(rows.values_list(*ROW)[:51])]]}


def _list_deep(person: Person, staff: dict[str, str]) -> dict[str, Any]:
    """A page somewhere in the middle of everything."""
    rows = queries.work_lists(person, today=clock.today()).all
    middle = clock.now() - timedelta(days=200)
    token = paging.page(rows.filter(reported_at__lt=middle), order=NEWEST_FIRST, size=1).next
    asked = urlencode({"lijst": "alles", "na": token or ""})
    statement = _sql(rows.filter(reported_at__lt=middle).order_by(*NEWEST_FIRST).values_list(*ROW)[:51])
    return {"headers": staff, "requests": [{"path": f"/werklijst/?{asked}"}], "floor": [[statement]]}


def _signal(person: Person, staff: dict[str, str]) -> dict[str, Any]:
    found = list(queries.signals_visible_to(person).order_by(*NEWEST_FIRST)[: SIGNALS * 20 : 20])
    floor = []
    for signal in found:
        row = Signal.objects.filter(pk=signal.pk).values_list(
            *(field.attname for field in Signal._meta.concrete_fields), "category__name", "work_area__name",
            "handler_person__name", "handler_organisation__name", "theme__name",
        )  # fmt: skip
        about = {"about_kind": "signals.signal", "about_id": signal.pk}
        floor.append([
            _sql(row),
            _sql(Reporter.objects.filter(signal=signal).values_list("id", "name", "reply_by", "reply_address")),
            _sql(journal.entries_about(signal).values_list("at", "verb", "actor_kind", "actor_id", "details")),
            _sql(Message.objects.filter(signal=signal).values_list("at", "direction", "text")),
            _sql(Answer.objects.filter(is_current=True, **about).values_list("verdict", "reason", "given_at")),
            _sql(Letter.objects.filter(**about).values_list("subject", "state", "written_at")),
        ])  # fmt: skip
    return {"headers": staff, "requests": [{"path": f"/signalen/{each.pk}/"} for each in found], "floor": floor}


def _search(staff: dict[str, str]) -> dict[str, Any]:
    return {"headers": staff, "requests": [{"path": "/zoeken/?q=stoep"}]}


# ── Pages of residents ─────────────────────────────────────────────────────────────────────────────────────────────
def _public() -> dict[str, Any]:
    rows = queries.published_signals().order_by(*NEWEST_FIRST)
    listed = queries.with_voices(rows).values_list(  # type: ignore[misc]
        "id", "public_text", "state", "reported_at", "work_area__name", "category__name", "voices"
    )
    points = rows.filter(public_lat__isnull=False).values_list("id", "public_text", "state", "public_lat", "public_lon")
    floor = [[_sql(listed[:26]), _sql(points[:300])]]
    return {"headers": {}, "requests": [{"path": "/meldingen/"}], "floor": floor}


def _report() -> dict[str, Any]:
    """A report that resembles no other, somewhere in the municipality; the floor writes the same rows."""
    known = list(Signal.objects.filter(state=State.NEW, reporters__reply_by="email").order_by("-pk")[:SIGNALS])
    secret = uuid.uuid4().hex
    headers = {
        "Cookie": f"{settings.CSRF_COOKIE_NAME}={secret}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": "http://127.0.0.1/",
    }
    requests = []
    for signal in known:
        typed = {
            "csrfmiddlewaretoken": secret, "kind": "report", "place_kind": "point", "lat": signal.lat,
            "lon": signal.lon, "name": "Bewoner", "reply_by": "email", "reply_address": "bewoner@example.nl",
        }  # fmt: skip
        requests.append({"method": "POST", "path": "/melden/", "body": f"{urlencode(typed)}&text={{words}}"})
    signal = known[0]
    about = {"about_kind": "signals.signal", "about_id": signal.pk}
    models = [
        (signal, {"client_key": FRESH_KEY}),
        (Reporter.objects.filter(signal=signal).first(), {"signal_id": FRESH_ID, "link_key": FRESH_LINK}),
        (JournalEntry.objects.filter(**about).first(), {"about_id": FRESH_ID}),
        (Entry.objects.filter(thing_kind="signals.signal", thing_id=signal.pk).first(),
         {"thing_id": FRESH_ID, "number": FRESH_ID}),
        (Letter.objects.filter(**about).first(), {"about_id": FRESH_ID}),
    ]  # fmt: skip
    floor = [[_insert(thing, fresh) for thing, fresh in models if thing is not None]]
    return {"headers": headers, "requests": requests, "floor": floor, "expects": "302", "most": 1_500}


def _insert(thing: Model, fresh: dict[str, Any]) -> Statement:
    fields = [field for field in thing._meta.concrete_fields if not field.primary_key]
    mark = "%s" if connection.vendor == "postgresql" else "?"
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = [
        fresh.get(field.attname, plain(field.get_db_prep_save(getattr(thing, field.attname), connection)))
        for field in fields
    ]
    table, marks = thing._meta.db_table, ", ".join([mark] * len(fields))
    return f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id", values


# ── The API ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _api(person: Person) -> dict[str, Any]:
    path = "/api/v1/signalen"
    try:
        resolve(path)
    except Resolver404:
        return {}
    areas = list(WorkArea.objects.filter(assignments__person=person))
    key = keys.make_key(
        name="Meting", roles=[Role.COORDINATOR], work_areas=areas, by=CLOCK, at=clock.now(),
        expires_on=clock.today() + timedelta(days=2),
    )  # fmt: skip
    rows = queries.signals_visible_to(person).order_by(*NEWEST_FIRST)
    fields = ["id", "kind", "state", "channel", "text", "category__code", "lat", "lon", "address", "work_area_id",
              "buurt_code", "created_at", "reported_at", "changed_at", "due_on", "expected_on", "closed_at",
              "is_public", "public_text", "version"]  # fmt: skip
    return {
        "api": {
            "headers": {"Authorization": f"Bearer {key.token}"},
            "requests": [{"path": path}],
            "floor": [[_sql(rows.values_list(*fields)[:51])]],
            "as_json": fields,
        }
    }


def newest_running(count: int) -> Sequence[Signal]:
    """For who looks for near duplicates."""
    running: Sequence[Signal] = Signal.objects.filter(state__in=ACTIVE, lat__isnull=False).order_by("-pk")[:count]
    return running
