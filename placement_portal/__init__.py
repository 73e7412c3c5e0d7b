"""Placement Portal: universities, their students and their supervisors on one honest record of placement."""
