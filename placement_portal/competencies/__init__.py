"""How student and supervisor see what the student can do: rated apart, then looked at side by side."""
