"""Properties as they are meant, whatever programs have wrapped, nested or written them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.sources.geojson.decoded_twice import mended
from geo.sources.geojson.html_facts import unwrapped, with_facts
from geo.sources.geojson.listed_facts import with_listed_facts
from geo.sources.geojson.nested_names import with_nested_names
from geo.sources.geojson.osm_tags import tagged_by_relations, unfold_tags

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_meant(own: Sequence[dict[str, Any]], decoded_twice_as: str) -> list[dict[str, Any]]:
    """Take properties out of what they stand in.

    Parameters
    ----------
    own
        Of each feature, as the file has them.
    decoded_twice_as
        The encoding that texts in UTF-8 were read in before they were written, or "".

    Returns
    -------
    list of dict
        The same objects wherever nothing had to be done.
    """
    if decoded_twice_as:
        own = [mended(entry, decoded_twice_as) for entry in own]
    found = tagged_by_relations(unfold_tags(list(own)))
    return with_facts(unwrapped(with_nested_names(with_listed_facts(found))))
