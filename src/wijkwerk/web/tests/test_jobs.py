"""Later work as an administrator sees it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import Employee
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.later import queue, schedule
from wijkwerk.foundation.later.functions import title_of
from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.later.tests.factories import NOON, claim, make_job
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def signed_in(monkeypatch):
    def sign_in(*held):
        monkeypatch.setattr(policy, "actor_of", lambda request: Employee(*held))

    sign_in((Role.ADMINISTRATOR, None))
    return sign_in


def make_dead_job():
    job = make_job(max_attempts=1)
    failed = [queue.Outcome(each, error_kind="builtins.LookupError", error="LookupError: <niets>") for each in claim()]
    queue.finish("one", failed, at=NOON)
    job.refresh_from_db()
    return job


def shown(page, name="Een notitie maken"):
    return page.content.decode().count(f">{name}</a>")


def test_who_looks_after_the_program_sees_what_died_what_waits_and_what_is_done(municipality, client, signed_in):
    make_dead_job()
    make_job(), make_job()
    assert [shown(client.get(f"/beheer/werk/{which}")) for which in ("", "?staat=wacht", "?staat=klaar")] == [1, 2, 0]


def test_the_page_says_what_the_clock_starts(municipality, client, signed_in):
    page = client.get("/beheer/werk/").content.decode()
    assert "Vergeten welk werk klaar is" in page
    assert "elke dag om 03.30 uur" in page


def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(municipality, client, signed_in):
    counts = []
    for jobs in (1, 2):
        for _ in range(jobs):
            make_job()
        with CaptureQueriesContext(connection) as queries:
            client.get("/beheer/werk/?staat=wacht")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_dead_job_tells_its_error_and_can_be_started_again_which_is_written_down(municipality, client, signed_in):
    job = make_dead_job()
    page = client.get(f"/beheer/werk/{job.pk}/").content.decode()
    assert "LookupError: &lt;niets&gt;" in page
    client.post(f"/beheer/werk/{job.pk}/opnieuw/")
    assert Job.objects.get().state == State.WAITING
    assert [entry.verb for entry in Entry.objects.all()] == ["job.started_again"]
    client.post(f"/beheer/werk/{job.pk}/opnieuw/")
    assert Entry.objects.count() == 1


def test_work_for_all_municipalities_can_be_started_again_but_its_error_may_tell_of_another(
    municipality, client, signed_in
):
    job = make_dead_job()
    Job.objects.update(municipality=None)
    page = client.get(f"/beheer/werk/{job.pk}/").content.decode()
    assert "builtins.LookupError" in page
    assert "&lt;niets&gt;" not in page
    client.post(f"/beheer/werk/{job.pk}/opnieuw/")
    assert Job.objects.get().state == State.WAITING


@pytest.mark.parametrize("address", ["/beheer/werk/", "/beheer/werk/{}/", "/beheer/werk/{}/opnieuw/"])
def test_a_coordinator_does_not_come_here(municipality, client, signed_in, address):
    job = make_dead_job()
    signed_in((Role.COORDINATOR, None))
    assert client.post(address.format(job.pk)).status_code == 403


def test_a_job_of_another_municipality_does_not_exist(municipality, client, signed_in):
    with scope.in_municipality(make_municipality("GM0106", "Essen")):
        job = make_dead_job()
    assert client.get(f"/beheer/werk/{job.pk}/").status_code == 404
    assert shown(client.get("/beheer/werk/")) == 0


def test_every_task_of_the_clock_has_a_title_in_dutch():
    assert [path for path, entry in schedule.load().items() if title_of(path) == path] == []


def test_a_task_that_is_no_more_keeps_its_path():
    assert title_of("wijkwerk.domain.signals.tasks.gone") == "wijkwerk.domain.signals.tasks.gone"
