"""Files in, values with their places out: the layer, tables, data package and settings."""
