"""A body that gets one grant and distributes it itself: what of its own plans the money goes to, and its account."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models import AgendaItem, Goal
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class PlanLine(MunicipalityModel):
    """Begrotingsregel: a project of the agenda, or something of the residents' own plan, and the money meant for it."""

    called = _("begrotingsregel")

    fund = models.ForeignKey("budgets.Fund", on_delete=models.CASCADE, related_name="plan_lines")
    order = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    planned_cents = models.PositiveBigIntegerField()
    brought = models.TextField(blank=True)  # what it brought, in the words of the body
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "item"], condition=Q(item__isnull=False), name="an_item_is_one_line"
            ),
            models.UniqueConstraint(
                fields=["fund", "goal"], condition=Q(goal__isnull=False), name="a_goal_is_one_line"
            ),
            models.CheckConstraint(condition=Q(item__isnull=True) ^ Q(goal__isnull=True), name="a_line_is_of_one_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.order}"

    @property
    def plan(self) -> Any:
        """What it is in the plans: a project, or something that residents want."""
        return self.item or self.goal

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.fund.access_parties()


class LineGrant(MunicipalityModel):
    """Which line of its plans a grant of the body's own fund belongs to."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="grants")
    grant = models.OneToOneField("budgets.Grant", on_delete=models.CASCADE, related_name="plan_line")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.grant_id}"


class FundAccount(MunicipalityModel):
    """Rekening en verantwoording: what the body told the municipality of its fund on a day. It never changes."""

    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="accounts")
    on = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_account_sent_twice_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:fund_account", args=[self.pk])

    @cached_property
    def document(self) -> written.Document:
        return written.from_data(self.content)

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.fund.access_parties()
