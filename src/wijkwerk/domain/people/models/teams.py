"""The team round a work area, in rings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Ring(models.TextChoices):
    """How near to the heart of the team somebody stands."""

    CORE = "core", _("Kern")
    TRADES = "trades", _("Vakmensen")
    ALLIES = "allies", _("Bondgenoten")


class Trade(models.TextChoices):
    """The work that signals are handed over for."""

    GREEN = "groen", _("groen")
    ROADS = "wegen", _("wegen en stoepen")
    PLAY = "spelen", _("spelen")
    LIGHT = "verlichting", _("verlichting")
    WASTE = "afval", _("afval")
    WATER = "riool en water", _("riool en water")
    SAFETY = "veiligheid", _("veiligheid")
    HOUSING = "wonen", _("wonen")
    WELFARE = "welzijn", _("welzijn")
    SPORT = "sport", _("sport")
    CARE = "zorg", _("zorg")


class TeamMember(MunicipalityModel):
    """Lid van het wijkteam: a person, an organisation, or a person for an organisation.

    Coordinators, aldermen and residents' bodies of the area belong to the team by their role; they have no row here.
    """

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="team_members")
    ring = models.CharField(max_length=10, choices=Ring)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="team_places"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="team_places"
    )
    trade = models.CharField(max_length=40, blank=True)  # a word, proposed from Trade
    takes_signals = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="a_team_member_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_place_in_a_team_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["work_area", "ring"], name="people_team_ring")]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        if self.person is not None:
            return self.person.name
        return self.organisation.name if self.organisation is not None else ""

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})
