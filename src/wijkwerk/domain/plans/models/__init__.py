"""What exists in the plans."""

from wijkwerk.domain.plans.models.agendas import Agenda, AgendaItem, ItemPartner, ProgressNote

__all__ = ["Agenda", "AgendaItem", "ItemPartner", "ProgressNote"]
