"""Initiatives in public and the yearly award, for machines."""

from __future__ import annotations

from wijkwerk.foundation.kit import api

router = api.router()
