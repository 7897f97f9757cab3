"""Who does what this week: the sums, without a database. One proposal by a solver, one by a simple rule."""
