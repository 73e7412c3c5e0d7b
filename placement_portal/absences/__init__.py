"""Days on which a student is away: what the student noted, whom they told, what they make up and when."""
