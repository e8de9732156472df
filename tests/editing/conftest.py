"""Orders and outcomes of these tests are those of the contract."""

from tests.edit_contract import _orders_and_outcomes_as_the_contract_has_them
from tests.editing.a_park import editor

__all__ = ["_orders_and_outcomes_as_the_contract_has_them", "editor"]
