"""Signatures: fresh proof bound to what was shown, a meaning as a sentence, and a seal that tells of any change."""
