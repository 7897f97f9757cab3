"""What the clock starts for the workshop; each part of it keeps its own."""

from wijkwerk.domain.workshop.tasks import people

__all__ = ["people"]
