"""``python -m geo`` is ``parkmap``."""

from geo.cli import main

raise SystemExit(main())
