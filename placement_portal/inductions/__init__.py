"""What a student is shown in the first days at a setting: ticked by the student, confirmed by who was there."""
