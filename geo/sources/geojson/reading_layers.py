"""Reading a file of GeoJSON, whatever is in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from geo.files.reading import read_file
from geo.problems import Place, Problem, reason_of
from geo.problems.texts import Text, printable
from geo.sources.encodings import decode_json
from geo.sources.geojson.decoded_twice import ENCODINGS, twice_decoded
from geo.sources.geojson.decoding import Decoding
from geo.sources.geojson.gathering import gather
from geo.sources.geojson.layer_document import LayerDocument
from geo.sources.geojson.other_formats import other_format
from geo.sources.geojson.packed_outlines import unpack_outlines
from geo.sources.geojson.plain import MOST_FEATURES, read_plain, too_many_features
from geo.sources.geojson.property_places import place_by_properties
from geo.sources.geojson.script_text import blank_script, is_program
from geo.sources.geojson.syntax import Finding, replace_lone_surrogates, syntax_findings
from geo.sources.geojson.text_findings import (
    constants_as_one,
    encoding_findings,
    repeated_keys,
)
from geo.sources.recognised import pair
from geo.sources.tables.real_kinds import OtherKindError, require_real_kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


MOST_PROPERTIES = 2000
"""Each is a column of the layer, whatever it holds."""


def read_layer(path: Path, shown_as: str) -> LayerDocument:
    """Read a GeoJSON file, whatever is in it.

    Parameters
    ----------
    path
        The file.
    shown_as
        Its path as the user would type it, for problems.

    Returns
    -------
    LayerDocument
        Never fails for what the file contains: that becomes problems of the document.
    """
    try:
        data = read_file(path)
        require_real_kind(path)
    except OtherKindError as error:
        return _refused(path, shown_as, error.code, **error.params)
    except OSError as error:
        nothing = Text(path, "", "utf-8", bom=False, newline="\n")
        problem = Problem("file-unreadable", Place(shown_as), {"reason": reason_of(error)})
        return LayerDocument(path, shown_as, nothing, None, [problem], is_json=False)
    return parse_layer(path, shown_as, data)


def parse_layer(path: Path, shown_as: str, data: bytes) -> LayerDocument:
    """Decode a GeoJSON file's bytes, as :func:`read_layer` does."""
    source, guessed = decode_json(path, data)
    if source.encoding != "utf-8":
        data = source.text.encode(errors="surrogatepass")
    if (count := too_many_features(data)) > 0:
        return _refused(path, shown_as, "too-many-features", count=count, most=MOST_FEATURES)
    document = _parsed(source, shown_as, data, encoding_findings(source, guessed))
    if (count := len(document.property_names)) > MOST_PROPERTIES:
        return _refused(path, shown_as, "layer-too-wide", count=count, most=MOST_PROPERTIES)
    if document.plain is not None and source.encoding == "utf-8":
        # Of a sound layer of points nobody may ever ask for the characters.
        document.fold(data)
    return document


def _refused(path: Path, shown_as: str, code: str, **params: object) -> LayerDocument:
    """Give no layer, and why: it is none, or would take all there is of time and memory."""
    problem = Problem(code, Place(shown_as, 1, 1), params)
    nothing = Text(path, "", "utf-8", bom=False, newline="\n")
    return LayerDocument(path, shown_as, nothing, None, [problem])


def _parsed(
    source: Text, shown_as: str, data: bytes, findings_of_text: Iterable[Finding]
) -> LayerDocument:
    text, findings = source.text, list(findings_of_text)
    twice = twice_decoded(text) if source.malformed is None else None
    if twice is not None:
        read_as = ENCODINGS[twice.encoding]
        told = {"words": twice.words, "meant": twice.meant, "encoding": read_as}
        findings.append(Finding("encoding-twice", twice.offset, told))
    is_sound = source.malformed is None and twice is None
    plain = read_plain(data, text) if is_sound else None
    if plain is not None and plain.is_unplaced and pair(plain.properties):
        # Where they are the columns may say.
        plain = None
    decoding, decoded, blanked = Decoding(), None, None
    if plain is None:
        if "\\u" in text:
            text, lone = replace_lone_surrogates(text)
            findings += lone
        decoded = decoding.decode(text)
        blanked = None if decoding.is_json else blank_script(text)
    is_code = blanked is None and not decoding.is_json and is_program(text)
    if blanked is not None:
        text, decoding = blanked.text, Decoding()
        decoded = decoding.decode(text)
    if is_code:
        findings.append(Finding("javascript-program", 0, {}))
    elif not decoding.is_json and (other := other_format(text)):
        findings.append(other)
    elif decoding.is_faulty:
        faults = syntax_findings(text, decoding.sound(text)) or decoding.fallback()
        findings += constants_as_one(faults)
    document = LayerDocument(
        source.path, shown_as, source, decoded,
        is_json=decoding.is_json, plain=plain, blanked=blanked,
        decoded_twice_as=twice.encoding if twice else "",
    )  # fmt: skip
    for code, offset, params in blanked.findings if blanked else ():
        place = Place(shown_as, *source.lines.at(offset))
        quoted = {name: printable(param) for name, param in params.items()}
        document.problems.append(Problem(code, place, quoted))
    document.problems += [
        Problem(
            code,
            document.place_at(offset),
            {name: printable(param) for name, param in params.items()},
        )
        for code, offset, params in findings
    ]
    document.problems += repeated_keys(document, decoding.repeated)
    return document if plain is not None or not decoding.is_json else _gathered(document)


def _gathered(document: LayerDocument) -> LayerDocument:
    """Give the same layer with its features as one collection of positions, where they are not."""
    unpacked = unpack_outlines(document.decoded)
    if unpacked is not None:
        finding, where = unpacked
        document.problems.append(document.problem(finding.code, where, **finding.params))
        return replace(document, is_unpacked=True)
    found = gather(document.value) or place_by_properties(document.value)
    if found is None:
        return document
    # That values follow each other, and so were made a list, has been told.
    is_told = document.blanked is not None and document.blanked.is_list
    shown = PurePath(document.shown_as)
    files: dict[str, Any] = {"file": document.shown_as, "folder": shown.parent.as_posix()}
    told = [
        document.problem(finding.code, where, **finding.params, **files)
        for finding, where in zip(found.findings, found.where, strict=True)
        if not (is_told and finding.code == "features-within")
    ]
    # What is wrong with the text has its place already, but its features have other numbers now.
    problems = [replace(problem, feature=None, index=None) for problem in document.problems]
    return LayerDocument(
        document.path, document.shown_as, document.source, document.decoded, [*problems, *told],
        blanked=document.blanked, gathered=found, decoded_twice_as=document.decoded_twice_as,
    )  # fmt: skip
