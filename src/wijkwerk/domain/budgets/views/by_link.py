"""The guard of the secret link of an application: for its own page, and for all that hangs on it."""

from __future__ import annotations

from wijkwerk.domain.budgets.secret_links import APPLICATION
from wijkwerk.foundation.access import links

by_link = links.by_link(
    APPLICATION,
    unknown="budgets/applications/unknown_link.html",
    expired="budgets/applications/expired_link.html",
)
