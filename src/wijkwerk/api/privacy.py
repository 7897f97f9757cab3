"""What this room keeps about people: nothing. A key belongs to a program."""

NO_PERSONAL_DATA = {
    "api.ApiKey": "names a program, not a person; its secret is kept as a hash",
    "api.KeyRole": "what a key may, and where",
}
