"""A student's day on one small page: where, whom to ask for, whom to ring, what to log."""
