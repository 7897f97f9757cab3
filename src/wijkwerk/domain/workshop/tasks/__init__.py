"""What the clock starts for the workshop; each part of it keeps its own."""

from wijkwerk.domain.workshop.tasks import bicycles, lending, people

__all__ = ["bicycles", "lending", "people"]
