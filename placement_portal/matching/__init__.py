"""Matching: students say what they would like, people decide who goes where, and a proposal can be asked for."""
