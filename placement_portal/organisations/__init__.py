"""Universities and providers, who belongs to them and in which role, and how people are invited."""
