"""What a programme looks at in its students: domains, competencies, levels and what is expected in each year."""
