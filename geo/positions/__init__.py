"""Positions: datums, coordinates as people write them, and the links of map services."""
