"""Where a student stands in a course, and what follows for placements and people; adjustments; promotion."""
