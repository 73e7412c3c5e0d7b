"""Calendars: who is where on which day, as a month, as a week, and as a private feed for one's own calendar."""
