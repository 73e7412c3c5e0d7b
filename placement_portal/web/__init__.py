"""What every page shares: fields, labels, formats, assets, errors, headers; it knows no room."""
