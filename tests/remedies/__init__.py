"""Remedies, each followed as it is written."""
