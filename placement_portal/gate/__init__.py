"""The gate where placements are: who may start, who can mend what is missing, exceptions of two, what a lapse asks."""
