"""Leases: one worker at a time runs a job, and each period of a job is run once."""
