"""What can be found for the register: people and how they stand, who is here today, what ends, who looked."""
