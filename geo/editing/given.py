"""What an operation gives, before it is told in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired

from geo.contract.edit_types import Gives

if TYPE_CHECKING:
    from geo.contract.edit_types import ProblemPlace
    from geo.problems import Problem


class Given(Gives):
    """Of one operation.

    ``fields`` says which property or cell a problem is about, by the problem's number.
    """

    saved: NotRequired[bool]
    problems: NotRequired[list[Problem]]
    fields: NotRequired[dict[int, ProblemPlace]]
