"""What the year plan and the steps keep about people: who, at work, takes an area or a step; the people room has their
lines, and a name that goes leaves nobody behind.
"""

NO_PERSONAL_DATA = {
    "plans.ActivityCode": "letters for kinds of work",
    "plans.YearPlan": "a year",
    "plans.PlanRow": "an area in a year and who takes it at work",
    "plans.RowTask": "tasks of an area in a year",
    "plans.PlannedActivity": "work in months; the form asks to name no residents",
    "plans.PlanMove": "what changed on the board, and by whom at work",
    "plans.PlannedStep": "a step, its days and who does it at work; the form asks to name no residents",
    "plans.StepNeed": "which step waits for which",
    "plans.StepShift": "how a step slipped, and by whom at work",
}
