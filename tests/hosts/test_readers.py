"""What the map gives away, held against other people's validators and opened in their programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.exporting import export
from geo.joining import join
from geo.project import open_project
from tests.hosts import installing

if TYPE_CHECKING:
    from tests.hosts.looking import Witness

_KML = """
import sys
from pathlib import Path

import fastkml
from lxml import etree

schema = etree.XMLSchema(etree.parse(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"))
schema.assertValid(etree.parse(sys.argv[1]))
"""
# schema.org's own words are a closed list in rdflib; its context stands in for the one online.
_LINKED_DATA = """
import sys
from pathlib import Path

import extruct
from pyld import jsonld
from rdflib.namespace import SDO

def load(url, options):
    assert url.rstrip("/") == "https://schema.org", url
    context = {"@vocab": str(SDO), "url": {"@type": "@id"}, "@version": 1.1}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": {"@context": context}}

def terms(value):
    if isinstance(value, list):
        for one in value:
            yield from terms(one)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "@type":
                yield from inner
            elif not key.startswith("@"):
                yield key
            yield from terms(inner)

text = Path(sys.argv[1]).read_text(encoding="utf-8")
(found,) = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
expanded = jsonld.expand(found, {"documentLoader": load})
used = {str(term) for term in terms(expanded)}
unknown = [term for term in used if term not in SDO]
assert used and not unknown, unknown
types = [kind.rpartition("/")[2] for one in expanded for kind in one["@type"]]
print(types.count("Dataset"), "Dataset and", types.count("Place"), "places,", len(used), "terms")
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    layer = join(open_project("data"))
    for suffix in (".csv", ".xlsx", ".gpkg", ".parquet", ".kml"):
        export(layer, folder / f"sites{suffix}")
    return folder


@pytest.mark.host("OGC KML 2.2 schema")
def test_kml_is_valid_by_the_schema_of_ogc(exported: Path, witness: Witness) -> None:
    tools = installing.python_tools("fastkml", "lxml")
    installing.run(tools / "python", "-c", _KML, exported / "sites.kml")
    version = installing.python_version("fastkml")
    witness.saw("OGC KML 2.2 schema", "`export -o x.kml`", f"fastkml {version}", "valid")


@pytest.mark.host("GDAL validate_gpkg")
def test_the_geopackage_is_conformant(exported: Path, witness: Witness) -> None:
    python = installing.debian("ogrinfo", "gdal-bin", "python3-gdal")
    module = "osgeo_utils.samples.validate_gpkg"
    told = installing.run("/usr/bin/python3", "-m", module, exported / "sites.gpkg")
    assert "arning" not in told, told
    told = installing.run(python, "-so", exported / "sites.gpkg", "sites")
    assert "Feature Count: 37" in told
    version = installing.debian_version("gdal-bin")
    witness.saw("GDAL validate_gpkg", "`export -o x.gpkg`", version, "conformant", "no warning")


@pytest.mark.host("geoparquet-validator")
def test_the_parquet_file_is_conformant(exported: Path, witness: Witness) -> None:
    tools = installing.python_tools("geoparquet-validator")
    told = installing.run(tools / "geoparquet-validator", "check", exported / "sites.parquet")
    classes = [line.split()[1].rstrip(":") for line in told.splitlines() if "=>" in line]
    assert classes == ["core", "covering", "distribution"]
    assert told.count(": conformant") == 3
    version = installing.python_version("geoparquet-validator")
    witness.saw("geoparquet-validator", "`export -o x.parquet`", version,
                "core, covering and distribution conformant")  # fmt: skip


@pytest.mark.host("LibreOffice")
def test_libreoffice_reads_the_tables(exported: Path, witness: Witness, tmp_path: Path) -> None:
    office = installing.debian("soffice", "libreoffice-calc-nogui")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    expected = list(csv.reader((exported / "sites.csv").open(encoding="utf-8-sig", newline="")))
    # 44: comma, 34: quote, 76: UTF-8, as its dialogue for opening a file offers them.
    for name, read_as in (("sites.csv", ["--infilter=CSV:44,34,76,1"]), ("sites.xlsx", [])):
        out = tmp_path / name
        write_as = "csv:Text - txt - csv (StarCalc):44,34,76,1"
        words = ["--headless", "--convert-to", write_as, "--outdir", str(out)]
        installing.run(office, profile, *words, *read_as, exported / name, timeout=300)
        with (out / "sites.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert rows[0] == expected[0]
        at = expected[0].index("name")
        assert [row[at] for row in rows] == [row[at] for row in expected]
    version = installing.debian_version("libreoffice-calc-nogui")
    witness.saw("LibreOffice", "`export -o x.csv` and `x.xlsx`", version,
                "every row, Chinese as written")  # fmt: skip


@pytest.mark.host("schema.org")
def test_the_linked_data_has_words_of_schema_org(built_map: Path, witness: Witness) -> None:
    tools = installing.python_tools("extruct", "pyld", "rdflib")
    told = installing.run(tools / "python", "-c", _LINKED_DATA, built_map).strip()
    version = installing.python_version("rdflib")
    witness.saw("schema.org", "JSON-LD in the page", f"rdflib {version}", told, "all known")


@pytest.mark.host("frictionless")
def test_frictionless_validates_the_package(witness: Witness) -> None:
    tools = installing.python_tools("frictionless[json]")
    words = (tools / "frictionless", "validate", "--json", "data/datapackage.json")
    report = json.loads(installing.run(*words))
    assert report["valid"]
    tables = len(report["tasks"])
    version = installing.python_version("frictionless")
    witness.saw("frictionless", "`validate data/datapackage.json`", version, f"{tables} valid")


@pytest.mark.host("check-jsonschema")
def test_the_schemas_for_editors_pass_a_strict_validator(witness: Witness, tmp_path: Path) -> None:
    tools = installing.python_tools("check-jsonschema")
    check = tools / "check-jsonschema"
    schemas = Path("geo/schemas")
    installing.run(check, "--schemafile", schemas / "sites.schema.json", "data/sites.geojson")
    installing.run(check, "--schemafile", schemas / "map.schema.json", "data/map.toml")
    wrong = tmp_path / "map.toml"
    wrong.write_text('[categories.park]\nsymbol = "nope"\n', encoding="utf-8")
    with pytest.raises(AssertionError, match="nope"):
        installing.run(check, "--schemafile", schemas / "map.schema.json", wrong)
    version = installing.python_version("check-jsonschema")
    witness.saw("check-jsonschema", "the schemas of `geo/schemas`", version,
                "data/ accepted, a symbol that does not exist refused")  # fmt: skip
