"""Checks of people, settings and placements as facts, never scans; and the gate that says who may meet a client."""
