"""Values as the texts that a reader sees of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from geo.sources.category_columns import in_words
from geo.sources.wording import LONGEST_NAME, short_text, shortened


def said_names(values: pd.Series) -> pd.Series:
    """Give names as texts to be read; those that programs write with low lines as people do."""
    texts = spoken(values)
    return texts.map(in_words, na_action="ignore") if texts.str.contains("_").any() else texts


def spoken(values: pd.Series) -> pd.Series:
    """Give values as texts to be read, without HTML; of a long one the beginning."""
    texts = text_series(values)
    is_long = texts.str.len() > LONGEST_NAME
    if is_long.any():
        texts = texts.where(~is_long.fillna(value=False), texts.map(shortened, na_action="ignore"))
    is_marked = texts.str.contains("[<&]", regex=True, na=False)
    if not is_marked.any():
        return texts
    return texts.where(
        ~is_marked, pd.Series(map(short_text, texts), index=texts.index, dtype="str")
    )


def text_series(values: pd.Series) -> pd.Series:
    """Give values as texts, letter by letter; none where there is nothing."""
    if values.dtype == "str":
        return values
    texts = [None if value is None or value is pd.NA else _text(value) for value in values]
    return pd.Series(texts, dtype="str")


def _text(value: Any) -> str | None:
    if isinstance(value, float):
        return None if np.isnan(value) else f"{value:.15g}"
    return str(value)
