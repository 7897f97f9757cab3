"""What a workshop wants to bring about, and what hangs on single persons."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class WorkshopGoal(PartOfFacility):
    """Doel van de wijkwerkplaats, and the functions by which it is served."""

    name = models.CharField(max_length=160)
    functions = models.JSONField(default=list)  # values of FunctionKind
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_goal_of_a_workshop_stands_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_goal_of_a_workshop_has_words"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkshopKey(PartOfFacility):
    """Sleutel: a key, a code or a password that not everybody has."""

    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_key_stands_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_key_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class KeyHolder(MunicipalityModel):
    """Sleutelhouder: an employee or a participant who has the key."""

    key = models.ForeignKey(WorkshopKey, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    participant = models.ForeignKey(
        "workshop.Participant", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, participant__isnull=False)
                | Q(person__isnull=False, participant__isnull=True),
                name="a_key_is_with_one_somebody",
            ),
            models.UniqueConstraint(fields=["key", "person"], name="an_employee_has_a_key_once"),
            models.UniqueConstraint(fields=["key", "participant"], name="a_participant_has_a_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.person_id or self.participant_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.key.access_area_ids()
