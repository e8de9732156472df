"""How fast and how large: ours and the peers, on the same sites, in one run.

Run with ``make bench``. Nothing here is asserted: it measures and prints.
"""
