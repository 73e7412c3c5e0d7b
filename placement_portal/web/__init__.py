"""What every page shares: fields, labels, formats, assets; it knows no room."""
