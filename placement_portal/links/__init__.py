"""Links in mail: 256 random bits, stored hashed, one purpose, expiring, used up by a POST."""
