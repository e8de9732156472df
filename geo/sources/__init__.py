"""Sources: files as they are, with the place of everything in them."""
