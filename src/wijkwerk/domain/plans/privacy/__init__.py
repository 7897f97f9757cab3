"""What the plans keep about people, why, and how long; each part of them says so for its own."""

from __future__ import annotations

from wijkwerk.domain.plans.privacy import agendas

PARTS = (agendas,)
NO_PERSONAL_DATA: dict[str, str] = {model: why for part in PARTS for model, why in part.NO_PERSONAL_DATA.items()}
