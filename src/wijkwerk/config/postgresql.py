"""How PostgreSQL plans our questions."""

from __future__ import annotations

from typing import Any


def plan_for_what_is_asked(connection: Any, **_signal: Any) -> None:
    """Plan each question for the values that it is asked with, also when it was prepared.

    After five times PostgreSQL takes one plan for any value. But a municipality with a fifth of all signals wants
    another one than a village. With 5 million signals the list of the API went from 6 to 900 ms at the eleventh time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_custom_plan")
