"""The secret link of a report: its reporter follows it without an account."""

from __future__ import annotations

from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Reporter
from wijkwerk.foundation.access.links import LinkHolder, SecretLink
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role


def holder(reporter: Reporter) -> LinkHolder:
    return LinkHolder(reporter.pk, Role.REPORTER, reporter, reporter.name)


OWN_REPORT = SecretLink(Permission.SIGNAL_FOLLOW_OWN, queries.reporter_by_link, holder, queries.has_expired)
