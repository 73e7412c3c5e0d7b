"""What waits for one person across all placements, cleared in one sitting."""
