"""A student's journeys for a claim of expenses: only what was logged, only for whoever logged it."""
