"""Files as others may meet them: replaced whole, by one at a time, together or not at all."""
