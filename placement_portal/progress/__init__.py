"""The rules of a stage evaluated over what was logged, and the totals kept from it."""
