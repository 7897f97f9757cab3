"""What the clock starts for the workshop; each part of it keeps its own."""

from wijkwerk.domain.workshop.tasks import bicycles, chores, lending, people

__all__ = ["bicycles", "chores", "lending", "people"]
