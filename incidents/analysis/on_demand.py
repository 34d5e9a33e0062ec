"""A mapping whose values are worked out when somebody first asks for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class OnDemand(Mapping[str, Value]):
    """``keys`` in their order, each with ``make(key)``, which must be pure: it is called once a key, if at all.

    Chains of single channels are looked at one at a time, if ever; the chain over all channels must not wait for them.
    """

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]) -> None:
        self._made: dict[str, Value | None] = dict.fromkeys(keys)
        self._make = make

    def __getitem__(self, key: str) -> Value:
        value = self._made[key]
        if value is None:
            value = self._made[key] = self._make(key)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, key: object) -> bool:
        return key in self._made
