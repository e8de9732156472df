"""The page's Content-Security-Policy: what it may run and whom it may ask."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field


@dataclass
class Policy:
    """What a page needs; everything else is refused.

    Parameters
    ----------
    scripts, styles
        Texts of all inline scripts and styles, exactly as they stand between their tags.
    script_sources
        Addresses of scripts linked by added folium elements.
    style_sources
        Addresses of style sheets linked by added folium elements.
    image_origins
        Where pictures (tiles) come from.
    font_origins
        Where linked style sheets find their fonts.
    connect
        What the page may fetch: nothing, or ``'self'`` for the live preview.
    loose_styles
        Whether markup of added folium elements carries style attributes, which hashes cannot cover.
    frames
        Whether added folium elements show documents of their own.
    """

    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    script_sources: list[str] = field(default_factory=list)
    style_sources: list[str] = field(default_factory=list)
    image_origins: list[str] = field(default_factory=list)
    font_origins: list[str] = field(default_factory=list)
    connect: list[str] = field(default_factory=list)
    loose_styles: bool = False
    frames: bool = False

    def text(self) -> str:
        """Write the policy as the attribute ``content`` of its ``<meta>`` has it."""
        # A hash would make browsers ignore 'unsafe-inline'.
        styles = ["'unsafe-inline'"] if self.loose_styles else _hashes(self.styles)
        directives = {
            "default-src": ["'none'"],
            "script-src": [*_hashes(self.scripts), *_sources(self.script_sources)],
            "style-src": [*styles, *_sources(self.style_sources)],
            "img-src": ["data:", "blob:", *_sources(self.image_origins)],
            "font-src": _sources(self.font_origins),
            "connect-src": self.connect,
            "frame-src": ["data:"] if self.frames else [],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }
        return "; ".join(" ".join([name, *values]) for name, values in directives.items() if values)


def _hashes(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(f"'sha256-{_digest(text)}'" for text in texts))


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _sources(addresses: list[str]) -> list[str]:
    # A semicolon or comma would end the directive, a space the source.
    return sorted(
        {
            address.replace(";", "%3B").replace(",", "%2C").replace(" ", "%20")
            for address in addresses
        }
    )
