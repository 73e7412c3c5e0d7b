"""Finding people, settings and placements by their names, as far as one may see them."""
