"""Personal therapy of students: how much they attest, never what it was about or with whom."""
