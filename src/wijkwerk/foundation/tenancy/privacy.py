"""What this room keeps about people: nothing. A municipality's own addresses are those of an office."""

NO_PERSONAL_DATA = {
    "tenancy.Municipality": "names of an office, no persons",
    "tenancy.ClosingDay": "days",
}
