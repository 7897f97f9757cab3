"""What this room keeps about people: who, at work, pulls an item or wrote of it; the people room has their lines."""

NO_PERSONAL_DATA = {
    "plans.Agenda": "an area and a year",
    "plans.AgendaItem": "what is done and by whom at work; the form asks to name no residents",
    "plans.ItemPartner": "organisations and what they promised",
    "plans.ProgressNote": "how the work goes; the form asks to name no residents",
}
