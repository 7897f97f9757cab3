"""Who helps and learns here: volunteers and participants, what they can, want and when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility, Weekday
from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class ParticipantKind(models.TextChoices):
    """Under which arrangement somebody works here. Only the host reads it; at the desk everybody is a helper."""

    VOLUNTEER = "volunteer", _("Vrijwilliger")
    DAY_ACTIVITY = "day_activity", _("Dagbesteding")
    PARTICIPATION_ACT = "participation_act", _("Participatiewet")
    OTHER = "other", _("Anders")


class Half(models.TextChoices):
    """Half a day, in which work is planned."""

    MORNING = "morning", _("ochtend")
    AFTERNOON = "afternoon", _("middag")
    EVENING = "evening", _("avond")


class Skill(PartOfFacility):
    """Vaardigheid: what a job asks and somebody can, or wants to learn."""

    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["facility", "name"], name="a_skill_has_its_own_name")]

    def __str__(self) -> str:
        return self.name


class Participant(PartOfFacility):
    """Deelnemer: a resident who works and learns here for a period; volunteers too."""

    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # whoever has an account sees the own work and hours
    kind = models.CharField(max_length=18, choices=ParticipantKind)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # through whom somebody came
    talents = models.CharField(max_length=300, blank=True)  # in the own words
    lat = models.FloatField(null=True, blank=True)  # about where from: the middle of the buurt, for distances
    lon = models.FloatField(null=True, blank=True)
    most_halves = models.PositiveSmallIntegerField(default=2)  # half-days a week, at most
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over
    agreed_on = models.DateField(null=True, blank=True)  # somebody read what is kept here, and agreed to it

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(until_on=None), name="somebody_takes_part_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=ParticipantKind.values), name="a_participant_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="taking_part_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.resident.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:participant", args=[self.pk])

    def access_parties(self) -> dict[tuple[str, int | None], Role]:
        return {("person", self.person_id): Role.PARTICIPANT} if self.person_id is not None else {}


class ParticipantSkill(MunicipalityModel):
    """What somebody can, or wants to learn."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    wants_to_learn = models.BooleanField(default=False)
    learned_on = models.DateField(null=True, blank=True)  # by real work here; the host says so
    learned_by = models.CharField(max_length=200, blank=True)  # at which work, in words

    class Meta:
        ordering = ["skill__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "skill"], name="a_skill_of_somebody_stands_once"),
            models.CheckConstraint(
                condition=Q(learned_on=None, learned_by="")
                | (Q(learned_on__isnull=False, wants_to_learn=False) & ~Q(learned_by="")),
                name="what_was_learned_was_learned_at_some_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.skill_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.participant.access_area_ids()


class Availability(MunicipalityModel):
    """Beschikbaar: somebody can come on this half-day of the week."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    half = models.CharField(max_length=10, choices=Half)

    class Meta:
        ordering = ["weekday", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "weekday", "half"], name="a_half_day_stands_once"),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="a_half_day_is_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.weekday} {self.half}"

    def access_area_ids(self) -> frozenset[int]:
        return self.participant.access_area_ids()
