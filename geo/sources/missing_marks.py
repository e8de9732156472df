"""What stands in a cell of numbers that has none: —, 暂无, n/a, 保密, what Excel leaves."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from geo.problems import Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.problems import Place

_WORDS = """
    n/a na n.a. #n/a nan null nil none nodata unknown notavailable tbd tba confidential
    无 暂无 暂无数据 无数据 暂缺 缺 缺失 待定 待补充 待补 待填 待核实 未知 不详 不明 未公布 未公开
    未披露 未统计 未提供 保密 不适用 空 無 暫無 無數據 待補 未知數 不詳 未公佈
    なし 無し データなし 非公開 未定 該当なし 없음 미상 미정 비공개 해당없음
    k.a. k.a keineangabe keineangaben unbekannt nc n.c. nd n.d. s/d s.d. s/o inconnu nonrenseigné
    sindato sindatos nodisponible desconocido нет нетданных
    #ref! #value! #div/0! #name? #num! #null! #spill!
"""
MARKS = frozenset(_WORDS.split())
"""Words, folded as :func:`is_mark` folds: NFKC, without case and spaces."""
_NO_NAMES = """
    unnamed noname nameless untitled nonamed withoutname sinnombre sin_nombre sinnom semnome sansnom
    senzanome ohnename namenlos unbenannt namnlös uten-navn zondernaam beznazwy безназвания
    безимени безымянный безымянная без_названия 未命名 无名称 暂无名称 名称なし 名称不明 名前なし
    이름없음 무명 tanpanama chưađặttên بدوناسم بلااسم ללאשם
"""
NO_NAMES = frozenset(_NO_NAMES.split())
"""What says that a thing has no name, folded as marks are."""
_STROKES = frozenset("-‐‑‒–—―ー─/\\.…·*?~_ ")


def is_mark(text: str) -> bool:
    """Whether a cell says that there is no value: a word for it, or strokes alone."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if not folded:
        return False
    return "".join(folded.split()).strip("()[]") in MARKS or _STROKES.issuperset(folded)


def says_no_name(text: str) -> bool:
    """Whether a text stands where a name should and says that there is none: SIN NOMBRE."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded in NO_NAMES or is_mark(text)


def marks_among(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Give the cells that say that there is no value, each once, in the order of the column."""
    distinct = dict.fromkeys(text for text in texts if text)
    return tuple(text for text in distinct if is_mark(text))


def without_marks(texts: list[str | None]) -> list[str | None]:
    """Give a column with nothing where a cell says that there is nothing."""
    marks = frozenset(marks_among(texts))
    return [None if text in marks else text for text in texts] if marks else texts


def marks_told(place: Place, column: str, counts: Mapping[str, int]) -> Problem:
    """Tell that cells of a column of numbers count as empty.

    Parameters
    ----------
    place
        The first of them, or the file.
    column
        Its heading.
    counts
        How many there are of each mark.
    """
    marks = " ".join(sorted(counts))
    params = {"column": column, "count": sum(counts.values()), "marks": marks}
    quoted = {name: printable(value) for name, value in params.items()}
    return Problem("cells-without-value", place, quoted)
