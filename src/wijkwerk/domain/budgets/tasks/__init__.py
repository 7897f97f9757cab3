"""What the clock starts around money for initiatives; each part keeps its own."""

from wijkwerk.domain.budgets.tasks import initiatives, justifications, saving

__all__ = ["initiatives", "justifications", "saving"]
