"""How often a placement is supervised: what is agreed, what is planned next, and the clock that runs in between."""
