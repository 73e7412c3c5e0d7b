"""The hours a student logs: entries, their versions, and the decisions taken about them."""
