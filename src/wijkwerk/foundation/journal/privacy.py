"""What this room keeps about people."""

NO_PERSONAL_DATA = {"journal.Entry": "numbers of actors and things; names stay with the persons themselves"}
