"""What the clock starts around money for initiatives; each part keeps its own."""

from wijkwerk.domain.budgets.tasks import applications, decisions, initiatives, justifications, saving, votes

__all__ = ["applications", "decisions", "initiatives", "justifications", "saving", "votes"]
