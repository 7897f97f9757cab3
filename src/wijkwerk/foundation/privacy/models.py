"""Who read what is sensitive, and the terms that a municipality chose."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class NeverChanged(Exception):
    """Somebody tried to change or remove a line of the access log: a fault in the program."""


class AccessLogQuerySet(scope.ScopedQuerySet):
    """Only added to; what is past its term goes by `forget`."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged

    def forget(self) -> int:
        gone, _by_model = super().delete()
        return gone


class AccessLog(MunicipalityModel):
    """Inzage: who read which sensitive thing, when and why."""

    at = models.DateTimeField()
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField()  # 0 for an actor without a number
    actor_name = models.CharField(max_length=200, blank=True)  # of the employee, as it was then
    why = models.CharField(max_length=200)
    quarter = models.BigIntegerField()  # quarters of an hour since 1970: within one, the same reading counts once

    objects: ClassVar[Any] = scope.scoped(AccessLogQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "actor_kind", "actor_id", "about_kind", "about_id", "quarter"],
                name="a_reading_counts_once_a_quarter",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_reading_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["municipality", "-at", "-id"], name="reading_newest"),
            models.Index(fields=["municipality", "about_kind", "about_id", "-at", "-id"], name="reading_about"),
            models.Index(fields=["municipality", "actor_kind", "actor_id", "-at", "-id"], name="reading_by"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_kind}:{self.actor_id} read {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)


class RetentionTerm(MunicipalityModel):
    """Bewaartermijn: how many days this municipality keeps the rows of a line, where it chose so itself."""

    line_key = models.CharField(max_length=100)
    days = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "line_key"], name="a_line_has_one_term"),
            models.CheckConstraint(condition=Q(days__gte=1), name="a_term_is_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.line_key}: {self.days}"
