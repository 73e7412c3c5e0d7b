"""A setting or a provider that somebody proposes, and a setting that one provider would pass to another."""
