"""Supervision: sessions written down by one side and confirmed by the other, and what of them counts."""
