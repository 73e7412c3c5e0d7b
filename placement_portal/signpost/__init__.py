"""Worried about a child or an adult? Whom to ring, write to and tell; and, if a student wishes, that they did."""
