"""Agreements of three: student, provider and university agree on a placement, and each signs the same text."""
