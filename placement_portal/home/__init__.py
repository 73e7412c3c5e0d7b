"""One home for each person, with everything that is theirs; what a provider hosts; help."""
