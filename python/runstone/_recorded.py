"""Params and summary as mappings that record what is put into them."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any, Callable, Dict

from ._say import say_once
from ._values import Scalar, to_params


class RecordedValues(MutableMapping):
    """Setting an entry records it; nested mappings are flattened. Reading gives what was recorded."""

    def __init__(self, what: str, record: Callable[[Dict[str, Scalar]], None]) -> None:
        self._what = what
        self._values: Dict[str, Scalar] = {}
        self._record = record

    def __getitem__(self, key: str) -> Scalar:
        return self._values[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.update({key: value})

    def __delitem__(self, key: Any) -> None:
        say_once(f"delete {self._what}", f"what is in {self._what} is recorded and stays.")

    def __iter__(self) -> Iterator:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)

    def update(self, values: Any = (), /, **more: Any) -> None:
        """Records a mapping, an object with attributes such as argparse's namespace, or keywords. Never raises."""
        try:
            new = {**(to_params(values) if values != () else {}), **to_params(more)}
            if new:
                self._record(new)
                self._values.update(new)
        except Exception as error:
            say_once(f"{self._what} {error}", f"{self._what} cannot be recorded: {type(error).__name__}: {error}. Training goes on.")
