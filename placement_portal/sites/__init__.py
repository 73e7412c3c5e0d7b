"""The settings where students meet clients, and the days on which each is closed."""
