"""Files as others may meet them: replaced whole, by one at a time, together or not at all."""

from geo.files.replacing import write_atomically

__all__ = ["write_atomically"]
