"""Speed as ratios in one run: the portal beside a bare floor of its own, on the same server settings and data."""
