"""Work that waits for its turn. A row with a state: a crash loses nothing, nothing needs replaying."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands.

    waiting → running → done
       ↑         ├────→ waiting (it failed, or its worker vanished: once more, after a while)
       └── dead ←┘      (it failed too often; a person can start it again)
    """

    WAITING = "waiting", _("wacht")
    RUNNING = "running", _("bezig")
    DONE = "done", _("klaar")
    DEAD = "dead", _("vastgelopen")


class Job(models.Model):
    """Klus voor later: one call of one function, made in the same transaction as the data it is about.

    Belongs to the installation: workers take the jobs of all municipalities from one queue. `municipality` says in
    whose scope it runs; empty means for the whole installation.
    """

    task = models.CharField(max_length=200)  # module and name of the function
    arguments = models.JSONField(
        default=dict
    )  # {"args": [...], "kwargs": {...}}: numbers of things, nothing about people
    municipality = models.ForeignKey(
        "tenancy.Municipality", on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    unique_key = models.CharField(max_length=250, null=True, blank=True, unique=True)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(
        null=True, blank=True
    )  # from when a worker may take it; a running one: if it vanishes
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=8)
    worker = models.CharField(max_length=80, blank=True)  # who has it, or had it last

    is_kept = models.BooleanField(
        default=True
    )  # what the clock starts every few minutes leaves no row when it goes well
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error_kind = models.CharField(max_length=200, blank=True)  # module and name of the exception
    error = models.TextField(blank=True)  # the traceback of the last failure

    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(null=True, blank=True)
    progress_sentence = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[State.WAITING, State.RUNNING], due_at__isnull=False)
                | Q(state__in=[State.DONE, State.DEAD], due_at__isnull=True),
                name="an_open_job_is_due_some_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "-priority", "due_at", "id"], name="later_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(fields=["municipality", "state", "-id"], name="later_shown"),
            models.Index(fields=["finished_at"], name="later_finished", condition=Q(state=State.DONE)),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.pk})"

    @property
    def state_name(self) -> str | Promise:
        return State(self.state).label

    @property
    def is_finished(self) -> bool:
        return self.state in {State.DONE, State.DEAD}

    @property
    def progress_percent(self) -> int | None:
        """How far it says it is, in whole percents; None when it does not say out of how much."""
        if not self.progress_total:
            return None
        return min(100, self.progress_done * 100 // self.progress_total)


class ClockSlot(models.Model):
    """Beurt van de klok: this task was started for this moment; however many workers look, once is once."""

    task = models.CharField(max_length=200)
    slot = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "slot"], name="a_slot_starts_once")]

    def __str__(self) -> str:
        return f"{self.task} {self.slot:%Y-%m-%d %H:%M}"
