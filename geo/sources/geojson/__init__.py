"""GeoJSON as text: read fast, with line and column of every member."""
