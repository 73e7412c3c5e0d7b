"""What life changes about a placement: amendments from a day on, stops, closed days, who is away and who covers."""
