"""The register: one list of everybody a provider hosts, who is here today, what ends when, and who looked."""
