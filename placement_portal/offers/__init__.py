"""Placement offers: what providers have places for, who sees them, who holds one until when, who has one."""
