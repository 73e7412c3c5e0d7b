"""Intake: what universities and providers keep in spreadsheets, read once and brought in."""
