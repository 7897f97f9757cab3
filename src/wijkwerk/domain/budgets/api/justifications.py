"""Justification, receipts, repayment, for machines."""

from __future__ import annotations

from wijkwerk.foundation.kit import api

router = api.router()
