"""Live preview, and editing on the map (``parkmap serve``)."""

from geo.serving.http import serve

__all__ = ["serve"]
