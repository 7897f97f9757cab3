"""What this room keeps about people: nothing; everybody reads all of it, and the forms ask to name no residents."""

NO_PERSONAL_DATA: dict[str, str] = {
    "insights.Experiment": "what was tried and learnt; the form asks to name no residents",
    "insights.ExperimentNote": "what was seen; the form asks to name no residents",
}
