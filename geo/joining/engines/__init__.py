"""Who computes a table's join and aggregates, where it is not held in memory as a whole."""
