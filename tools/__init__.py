"""Tools for those who build Wijkwerk; no part of the program."""
