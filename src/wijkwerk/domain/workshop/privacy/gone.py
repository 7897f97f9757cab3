"""What stands where the database asks for words, and there are none any more."""

GONE = "–"
