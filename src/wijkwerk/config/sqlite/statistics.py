"""What SQLite knows of its tables, from which it chooses how to look something up.

Without it, it takes any condition on the first column of an index for a sharp one; but nearly every question names the
municipality, which with one municipality says nothing. With 200,000 signals it then read all of them to find the three
of a person. It has to read its indexes whole: of the first thousands alone it would learn that most fields are empty.
That takes 0.4 s of CPU with 200,000 signals and 1.6 s with a million, in which nobody writes; so only when the file has
grown by a quarter since the last time. How many pages it had then, stands in its `user_version`.
"""

from __future__ import annotations

from django.db import connection, transaction

GROWN = 1.25
FEW = 2_000  # pages: 8 MB, in which any way is fast


def renew_when_grown() -> bool:
    """Whether it was time."""
    with connection.cursor() as cursor:
        pages = int(cursor.execute("PRAGMA page_count").fetchone()[0])
        known = int(cursor.execute("PRAGMA user_version").fetchone()[0])
    is_time = pages > max(FEW, known * GROWN)
    if is_time:
        renew()
    return is_time


def renew() -> None:
    """Look again, and let connections that are open know: they only read it anew when a table has come or gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("CREATE TABLE statistics_are_renewed (at)")
        cursor.execute("DROP TABLE statistics_are_renewed")
        pages = int(cursor.execute("PRAGMA page_count").fetchone()[0])
        cursor.execute(f"PRAGMA user_version = {pages}")
