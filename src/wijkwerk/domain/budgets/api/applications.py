"""Applications: what somebody asks money for, for machines."""

from __future__ import annotations

from wijkwerk.foundation.kit import api

router = api.router()
