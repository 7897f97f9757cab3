"""What this room keeps about people: who at work gave an answer. What is said to a resident goes with their signal."""

NO_PERSONAL_DATA = {
    "thread.Answer": "the verdict and its reason; it names nobody, and points at a signal by number",
    "thread.Condition": "what is needed, from which party, by when",
    "thread.Source": "why something exists: numbers of things, or the name of a plan",
}
