"""Changing a project's files: one feature or one cell, and every other byte stays."""
