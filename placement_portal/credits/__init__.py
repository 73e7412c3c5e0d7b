"""What counts without having been logged, what may be done later, and a plan of a student's own."""
