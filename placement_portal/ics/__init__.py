"""iCalendar files: what is planned, and how it is written so that calendars take it over."""
