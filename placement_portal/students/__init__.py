"""A student's way through a course: status and mode with their history, and adjustments."""
