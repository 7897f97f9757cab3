"""What the clock starts for the plans; each part of them keeps its own."""

from wijkwerk.domain.plans.tasks import agendas, visions

__all__ = ["agendas", "visions"]
