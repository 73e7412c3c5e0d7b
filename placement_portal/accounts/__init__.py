"""People, their addresses, credentials and sessions: who is at the door, and how we know."""
