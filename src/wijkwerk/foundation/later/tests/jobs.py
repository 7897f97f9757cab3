"""Tasks that tests put in the queue."""

import os
import threading
import time
from pathlib import Path

from django_tasks import task

from wijkwerk.foundation.later import operations
from wijkwerk.foundation.later.titles import titled
from wijkwerk.foundation.tenancy import scope

noted = []


@task
@titled("Een notitie maken")
def note(word):
    noted.append(word)


@task
def where_am_i():
    municipality = scope.current_or_none()
    return {"municipality": municipality.name if municipality else None}


@task
def stumble(word):
    raise LookupError(f"cannot find {word}")


@task
def leave():
    raise SystemExit(3)


@task
def count_to(total):
    for number in range(1, total + 1):
        operations.report_progress(number, total, f"Rij {number} van {total}")
    return total


@task(takes_context=True)
def which_attempt(context):
    return context.attempt


@task(priority=10)
def first_of_all():
    noted.append("first of all")


def no_task():
    noted.append("this may never happen")


go_on = threading.Event()


@task
def wait_for_a_sign():
    operations.report_progress(1, 2, "Halverwege")
    go_on.wait(10)


@task
def leave_a_mark(name):
    time.sleep(0.01)
    Path(os.environ["KILLING_FOLDER"], name).touch()


scheduled_in = []


def scheduled():
    municipality = scope.current_or_none()
    scheduled_in.append(municipality.name if municipality else None)


def scheduled_for_a_moment(at):
    scheduled_in.append(at)
