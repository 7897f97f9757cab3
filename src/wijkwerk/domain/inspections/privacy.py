"""What this room keeps about people."""

NO_PERSONAL_DATA: dict[str, str] = {}
