"""What this room keeps about people: who, at work, runs a function or an hour; the people room has their lines."""

NO_PERSONAL_DATA = {
    "facilities.Facility": "a place, its address and its own telephone",
    "facilities.Function": "what people can come for, and which party runs it",
    "facilities.Room": "a room and its seats",
    "facilities.OpeningHours": "hours of a place",
    "facilities.Closure": "days on which a place is closed",
    "facilities.OfficeHour": "a theme, a place and a time, and which party holds it",
    "facilities.OfficeHourHeld": "how many came, never who",
}
