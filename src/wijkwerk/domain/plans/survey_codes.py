"""Codes of a survey."""

from __future__ import annotations

from wijkwerk.foundation.kit import codes


def hash_of(code: str) -> str:
    return codes.hash_of(code, of="survey-code")
