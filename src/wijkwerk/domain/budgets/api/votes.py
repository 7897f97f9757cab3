"""Vote rounds, ballots and counts, for machines."""

from __future__ import annotations

from wijkwerk.foundation.kit import api

router = api.router()
