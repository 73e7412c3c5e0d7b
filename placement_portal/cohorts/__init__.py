"""A whole cohort on one page: who needs you first, and why."""
