"""Real hosts, started for real: notebooks, generators, frameworks, WordPress, other programs.

Not part of ``make test``: ``make test-hosts`` installs each host into a cache folder outside the
repository, puts the map in, looks at it in a browser, and writes what was seen into
``results.json`` and the table of ``maps/README.md``. A host that cannot be installed is told.
"""
