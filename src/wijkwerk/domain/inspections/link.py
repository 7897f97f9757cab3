"""The secret link of a walker: somebody who walks one inspection along, with or without an account."""

from __future__ import annotations

from wijkwerk.domain.inspections.models import Walker
from wijkwerk.domain.inspections.queries import walks
from wijkwerk.foundation.access.links import LinkHolder, SecretLink
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role


def holder(walker: Walker) -> LinkHolder:
    """Gives marks in the one inspection; who walked is not told by name."""
    return LinkHolder(walker.pk, Role.WALKER, walker.inspection)


WALK = SecretLink(Permission.INSPECTION_WALK, walks.walker_by_link, holder, walks.has_expired)
