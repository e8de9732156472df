"""``python -m tests.problem_page`` writes geo/problems/README.md from the catalogue."""

from __future__ import annotations

from pathlib import Path

from geo.problems import catalogue

PAGE = Path(__file__).parent.parent / "geo" / "problems" / "README.md"

SUBJECTS = {
    "importing": "Bringing files in",
    "geojson": "The layer's text and structure",
    "sites": "Sites",
    "tables": "Tables and data package",
    "settings": "Settings (`map.toml`)",
    "project": "The project’s folder",
    "rendering": "Settings and base map against the data",
}

HEAD = """# Problems

Every problem `parkmap check` can report, by its code. The code is stable; the sentences may
improve. A problem prints as `path:line:column: error[code]: what is wrong`, then an indented
`fix: what to do`. With an error nothing is built (or, with `--keep-going`, what it concerns is left
out); a warning only tells. This page is made by `python -m tests.problem_page`.

本页列出 `parkmap check` 的全部问题。`--lang zh` 显示中文。
"""


def problem_page() -> str:
    """The page's text."""
    parts = [HEAD]
    subject = None
    for code in catalogue().values():
        if code.subject != subject:
            subject = code.subject
            parts.append(f"\n## {SUBJECTS.get(subject, subject.capitalize())}\n")
        parts.append(
            f"\n### `{code.name}` ({code.severity})\n\n"
            f"{code.message['en']}. *Fix:* {code.fix['en']}.\n\n"
            f"{code.message['zh']}。*改法：*{code.fix['zh']}。\n"
        )
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(problem_page(), encoding="utf-8", newline="\n")
