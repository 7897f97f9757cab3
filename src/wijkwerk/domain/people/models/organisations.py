"""Organisations, and what a residents' body is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    RESIDENTS_BODY = "residents_body", _("Bewonersorganisatie")
    MUNICIPALITY = "municipality", _("Gemeente")
    HOUSING = "housing", _("Wonen")
    WELFARE = "welfare", _("Welzijn")
    CARE = "care", _("Zorg")
    POLICE = "police", _("Politie")
    SCHOOL = "school", _("School")
    ASSOCIATION = "association", _("Vereniging")
    SHOP = "shop", _("Winkel of bedrijf")
    RELIGIOUS = "religious", _("Geloofsgemeenschap")
    OTHER = "other", _("Anders")


class OrganisationQuerySet(scope.ScopedQuerySet):
    def active(self) -> OrganisationQuerySet:
        return self.filter(is_active=True)

    def bodies(self) -> OrganisationQuerySet:
        return self.filter(kind=Kind.RESIDENTS_BODY)


class Organisation(MunicipalityModel):
    """Organisatie: any partner. Works for some work areas, or, without any, for the whole municipality."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.TextField(blank=True)
    work_areas = models.ManyToManyField("areas.WorkArea", blank=True, related_name="organisations")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    own_role = models.TextField(blank=True)  # of a residents' body: what it chose to be
    expects = models.TextField(blank=True)  # what it expects of the municipality
    is_expected = models.TextField(blank=True)  # what the municipality expects of it
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Any] = scope.scoped(OrganisationQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="an_organisation_has_its_own_name"),
            models.CheckConstraint(
                condition=Q(kind=Kind.RESIDENTS_BODY) | Q(own_role="", expects="", is_expected=""),
                name="only_a_residents_body_has_a_role_and_expectations",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.pk])

    @property
    def is_body(self) -> bool:
        return self.kind == Kind.RESIDENTS_BODY


class BodyMember(MunicipalityModel):
    """Lid van een bewonersorganisatie, with a term: a person that the program knows, or only a name."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField(max_length=120, blank=True)
    function = models.CharField(max_length=80, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(name="") | Q(person__isnull=False, name=""),
                name="a_member_is_a_person_or_a_name",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_membership_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.person.name if self.person is not None else self.name
