"""The repository's own map project, held against what it must contain."""
