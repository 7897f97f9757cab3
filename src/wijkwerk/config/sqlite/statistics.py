"""What SQLite knows of its tables, from which it chooses how to look something up.

Without it, it takes any condition on the first column of an index for a sharp one; but nearly every question names the
municipality, which with one municipality says nothing. With 200,000 signals it then read all of them to find the three
of a person. Looking at a thousand rows of each index takes 40 ms, whatever the size, so the clock does it every hour.
"""

from __future__ import annotations

from django.db import connection, transaction

ROWS = 1_000  # of each index that are looked at


def renew() -> None:
    """Look again, and let connections that are open know: they only read it anew when a table has come or gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
        cursor.execute("ANALYZE")
        cursor.execute("CREATE TABLE statistics_are_renewed (at)")
        cursor.execute("DROP TABLE statistics_are_renewed")
