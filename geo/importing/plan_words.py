"""How an import is told: what the columns were taken for, what comes of it, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from geo.importing.import_plan import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.importing import ImportPlan
    from geo.importing.import_plan import ColumnGuess
    from geo.problems import Language

MOST_COLUMNS = 60
MOST_TOLD = 20
WIDEST = 40

WORDS: dict[str, dict[str, str]] = {
    "rows": {"en": "{rows} rows", "zh": "{rows} 行"},
    "column": {"en": "column", "zh": "列"},
    "taken": {"en": "taken as", "zh": "作为"},
    "because": {"en": "because of", "zh": "依据"},
    "heading": {"en": "its heading", "zh": "列名"},
    "values": {"en": "its values", "zh": "内容"},
    "said": {"en": "what you said", "zh": "你的指定"},
    "format": {"en": "the file's format", "zh": "文件格式"},
    "more": {"en": "… and {count} further columns as table columns",
             "zh": "……另有 {count} 列作为表格列"},
    "new": {"en": "new", "zh": "新增"},
    "changed": {"en": "changed", "zh": "更改"},
    "same": {"en": "same", "zh": "相同"},
    "missing": {"en": "missing", "zh": "文件中已无"},
    "conflict": {"en": "conflict", "zh": "冲突"},
    "left": {"en": "left out", "zh": "略去"},
    "unlocated": {"en": "{count} not located", "zh": "{count} 个尚未定位"},
    "categories": {"en": "categories added to map.toml: {names}",
                   "zh": "已加入 map.toml 的类别：{names}"},
    "wrote": {"en": "wrote {files}", "zh": "已写入 {files}"},
    "would": {"en": "would write {files} (--dry-run: nothing is changed)",
              "zh": "将写入 {files}（--dry-run：未做任何更改）"},
    "nothing": {"en": "nothing to change", "zh": "没有需要更改的内容"},
    "left_row": {"en": "left out: {place}, {name}", "zh": "略去：{place}，{name}"},
}  # fmt: skip
NOTES: dict[str, dict[str, str]] = {
    "encoding": {"en": "encoding {encoding}{doubt}", "zh": "编码 {encoding}{doubt}"},
    "title": {"en": "the headings stand in row {row}; above them: {text}",
              "zh": "列名在第 {row} 行；其上为：{text}"},
    "sheets": {"en": "other sheets, not read (--sheet): {others}",
               "zh": "未读取的其他工作表（--sheet）：{others}"},
    "hidden": {"en": "hidden sheets, not read: {names}", "zh": "未读取的隐藏工作表：{names}"},
    "layers": {"en": "other layers, not read (--layer): {others}",
               "zh": "未读取的其他图层（--layer）：{others}"},
    "datum": {"en": "positions{order}: {datum}, from {how}",
              "zh": "位置{order}：{datum}，依据{how}"},
    "empty": {"en": "left out: the column “{column}” is empty", "zh": "略去：“{column}”列是空的"},
    "left": {"en": "left out: {text}", "zh": "略去：{text}"},
}  # fmt: skip
HOWS: dict[str, dict[str, str]] = {
    "said": {"en": "what you said", "zh": "你的指定"},
    "heading": {"en": "the heading", "zh": "列名"},
    "file": {"en": "the name of the file or sheet", "zh": "文件名或工作表名"},
    "rows": {"en": "each row's own link or datum", "zh": "各行自带的链接或坐标系"},
    "places": {"en": "places the project knows", "zh": "项目中已知的地点"},
    "format": {"en": "the file itself", "zh": "文件本身"},
    "assumed": {"en": "nothing: it is assumed", "zh": "无依据，仅为假定"},
}
DOUBT = {
    "en": " (not certain; if it does not read “{words}”, add --encoding)",
    "zh": "（不确定；若“{words}”不对，请加 --encoding）",
}


def plan_lines(plan: ImportPlan, language: Language) -> list[str]:
    """Say what a plan has guessed: a table of the columns, then whatever else was done."""
    lines = [f"{plan.source}: {WORDS['rows'][language].format(rows=plan.rows)}"]
    shown = [guess for guess in plan.guesses if guess.role != "fact"]
    facts = [guess for guess in plan.guesses if guess.role == "fact"]
    told = [*shown, *facts[: max(0, MOST_COLUMNS - len(shown))]]
    order = {guess.column: at for at, guess in enumerate(plan.guesses)}
    told.sort(key=lambda guess: order[guess.column])
    rows = [[WORDS[word][language] for word in ("column", "taken", "because")]]
    rows += [_column(guess, language) for guess in told]
    if plan.guesses:
        lines += table_lines(rows)
    if len(plan.guesses) > len(told):
        lines.append("  " + WORDS["more"][language].format(count=len(plan.guesses) - len(told)))
    lines += [line for name, params in plan.notes if (line := note_line(name, params, language))]
    return lines


def note_line(name: str, params: dict[str, Any], language: Language) -> str:
    """Say one of a plan's notes; empty for one that says nothing to a user."""
    form = NOTES.get(name)
    if form is None:
        return ""
    values = dict(params)
    if name == "encoding":
        values["encoding"] = values["encoding"].upper()
        values["doubt"] = "" if params["certain"] else DOUBT[language].format(**params)
    if name == "datum":
        values["how"] = HOWS[params["how"]][language]
        values["order"] = f" ({params['order']})" if params["order"] else ""
    return form[language].format(**values)


def outcome_line(plan: ImportPlan, language: Language) -> str:
    """Say how many rows become what."""
    counts = plan.counts
    told = [
        f"{counts[action]} {WORDS[action][language]}"
        for action in ("new", "changed", "same", "missing", "conflict")
    ]
    if counts["left"]:
        told.append(f"{counts['left']} {WORDS['left'][language]}")
    if plan.unlocated:
        told.append(WORDS["unlocated"][language].format(count=plan.unlocated))
    comma = "，" if language == "zh" else ", "
    return comma.join(told)


def _column(guess: ColumnGuess, language: Language) -> list[str]:
    taken = ROLES[guess.role][language]
    if guess.role == "figure":
        detail = guess.detail
        parts = [detail["indicator"], str(detail["year"]), detail["unit"]]
        taken += " " + ", ".join(filter(None, parts))
    elif guess.target and guess.role not in {"fact", guess.target}:
        taken += f" {guess.target}"
    why = WORDS[guess.why][language] if guess.why else ""
    return [guess.column, taken, why]


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns; Chinese characters take two places."""
    cut = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cut, strict=True)]
    lines = []
    for row in cut:
        cells = [
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= WIDEST else plain[: WIDEST - 1] + "…"
