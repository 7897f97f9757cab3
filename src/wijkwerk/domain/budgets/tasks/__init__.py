"""What the clock starts around money for initiatives; each part keeps its own."""

from wijkwerk.domain.budgets.tasks import justifications, saving

__all__ = ["justifications", "saving"]
