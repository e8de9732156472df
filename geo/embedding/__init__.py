"""Embedding: what other pages paste, and what stands beside the page for them."""

from geo.embedding.site_pages import site_page_address, write_site_page
from geo.embedding.snippets import (
    ELEMENT_FILE,
    OEMBED_FILE,
    PICTURE_FILE,
    PICTURE_SIZE,
    Wanted,
    check_address,
    embed_snippets,
    head_links,
    is_web_address,
    oembed,
    snippets,
    write_element,
    write_oembed,
)

__all__ = [
    "ELEMENT_FILE",
    "OEMBED_FILE",
    "PICTURE_FILE",
    "PICTURE_SIZE",
    "Wanted",
    "check_address",
    "embed_snippets",
    "head_links",
    "is_web_address",
    "oembed",
    "site_page_address",
    "snippets",
    "write_element",
    "write_oembed",
    "write_site_page",
]
