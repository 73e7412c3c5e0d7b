"""One page for a person, whatever they are to the viewer; the supervisors of a provider; who is at a setting when."""
