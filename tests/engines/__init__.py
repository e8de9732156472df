"""One tour of the page in three engines: Chromium, Firefox and WebKit."""
