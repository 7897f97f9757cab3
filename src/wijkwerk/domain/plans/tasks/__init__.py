"""What the clock starts for the plans; each part of them keeps its own."""

from wijkwerk.domain.plans.tasks import agendas, evaluations, visions

__all__ = ["agendas", "evaluations", "visions"]
