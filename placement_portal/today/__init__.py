"""A student's day on one small page: where, what to bring, whom to ask for, whom to ring, what to log."""
