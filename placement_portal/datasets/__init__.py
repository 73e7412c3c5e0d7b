"""Datasets: a whole installation as one JSON file, read strictly and loaded in bulk."""
