"""Who supervises for a provider and what they bring, and the provider's passport that its universities read."""
