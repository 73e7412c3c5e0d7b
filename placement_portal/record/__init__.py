"""The pages that say what counts: the week, the list of hours, an entry, a placement, a student."""
