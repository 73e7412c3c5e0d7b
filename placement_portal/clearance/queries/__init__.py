"""What can be found of checks."""
