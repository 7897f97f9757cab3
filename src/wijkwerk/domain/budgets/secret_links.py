"""Who comes in by a secret link: who asked for money, who started an initiative or supports one, who is nominated, who
sits in a jury."""

from __future__ import annotations

from wijkwerk.domain.budgets.models import Application, Juror, Nomination, Starter, Support
from wijkwerk.domain.budgets.queries import applications, awards, initiatives
from wijkwerk.foundation.access.links import LinkHolder, SecretLink
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role


def applicant(application: Application) -> LinkHolder:
    return LinkHolder(application.pk, Role.APPLICANT, application, application.applicant_name)


def starter(row: Starter) -> LinkHolder:
    return LinkHolder(row.pk, Role.APPLICANT, row, row.name)


def supporter(row: Support) -> LinkHolder:
    return LinkHolder(row.pk, Role.EVERYONE, row)


def nominee(row: Nomination) -> LinkHolder:
    return LinkHolder(row.pk, Role.EVERYONE, row, row.nominee)


def juror(row: Juror) -> LinkHolder:
    return LinkHolder(row.pk, Role.JUROR, row, str(row))


APPLICATION = SecretLink(
    Permission.APPLICATION_FOLLOW_OWN, applications.application_by_link, applicant, applications.has_expired
)
INITIATIVE = SecretLink(Permission.INITIATIVE_OWN, initiatives.starter_by_link, starter, initiatives.has_expired)
SUPPORT = SecretLink(Permission.INITIATIVE_VIEW, initiatives.support_by_link, supporter)
NOMINEE = SecretLink(Permission.INITIATIVE_VIEW, awards.nomination_by_link, nominee)
JURY = SecretLink(Permission.AWARD_JUDGE, awards.juror_by_link, juror)
