"""What a kept plan holds about people: nobody's name."""

NO_PERSONAL_DATA = {
    "plans.PlanDocument": "what everybody could read of an area's plan; functions and organisations stand for people",
}
