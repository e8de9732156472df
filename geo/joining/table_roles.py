"""What a table is for, told by its columns: figures, facts, relations, sources, or just rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.contract.head_types import TableRole

# Which columns may play which part of a table, best first.
_PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "figures": {
        "key": ("key", "code", "代号"),
        "theme": ("theme", "主题"),
        "group": ("group", "分组"),
        "label": ("indicator", "label", "name", "item", "指标"),
        "value": ("value", "amount", "数值"),
        "unit": ("unit", "单位"),
        "flag": ("flag", "qualifier", "限定"),
        "change": ("change", "增减"),
        "change_unit": ("change_unit", "增减单位"),
        "change_text": ("change_text",),
        "year": ("year", "date", "period", "年份"),
        "kind": ("kind", "status", "性质"),
        "note": ("note", "notes", "remark", "备注"),
        "source": ("source", "sources", "来源"),
    },
    "facts": {
        "label": ("fact", "label", "item", "key", "property", "name", "项目"),
        "value": ("value", "内容"),
        "unit": ("unit", "单位"),
        "source": ("source", "sources", "来源"),
    },
    "relations": {
        "relation": ("relation", "kind", "type", "关系"),
        "other": ("other_id", "other", "to", "target_id"),
        "note": ("note", "notes", "备注"),
        "source": ("source", "sources", "来源"),
    },
    "sources": {
        "id": ("id",),
        "title": ("title", "name", "标题"),
        "publisher": ("publisher", "author", "发布者"),
        "date": ("date", "year", "日期"),
        "url": ("url", "link", "网址"),
        "locator": ("locator", "page", "出处"),
        "licence": ("licence", "license", "许可"),
    },
    "rows": {},
}
# The page calls the first part of a figure by the table's usual name for it.
_RENAMED = {("figures", "label"): "indicator"}


def role_of(name: str, columns: set[str], *, reference: bool) -> TableRole:
    """Tell the role of a table nobody gave one.

    Parameters
    ----------
    name
        The table's.
    columns
        Their names.
    reference
        Whether other tables refer to it, instead of its rows to sites.
    """

    def plays(role: str, part: str) -> bool:
        return not columns.isdisjoint(_PARTS[role][part])

    if reference:
        is_sources = name == "sources" or ("id" in columns and plays("sources", "title"))
        return "sources" if is_sources else "rows"
    if plays("relations", "other") and plays("relations", "relation"):
        return "relations"
    if plays("figures", "value"):
        if plays("figures", "label") and any(
            plays("figures", part) for part in ("unit", "change", "year")
        ):
            return "figures"
        if plays("facts", "label"):
            return "facts"
    return "rows"


def parts_of(role: str, columns: list[str]) -> dict[str, str]:
    """Name the column that plays each part of a role."""
    parts = {}
    for part, names in _PARTS[role].items():
        column = next((name for name in names if name in columns), None)
        if column is not None:
            parts[_RENAMED.get((role, part), part)] = column
    return parts
