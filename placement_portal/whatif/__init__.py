"""What if…? A year as it is going, and as it would go otherwise, judged by the same rules; nothing is saved."""
