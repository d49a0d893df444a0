"""The client's own exceptions stop here."""

from __future__ import annotations

import functools
from typing import Any, Callable, TypeVar

from ._say import say_once

_Method = TypeVar("_Method", bound=Callable[..., Any])


def never_raises(method: _Method) -> _Method:
    """A method of a run that returns None, and says why once, where it would have raised into the training."""

    @functools.wraps(method)
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            what = f"{method.__name__}() failed: {type(error).__name__}: {error}"
            say_once(f"{self.id} {what}"[:400], f"{what}. Training goes on.")
            return None

    return guarded  # type: ignore[return-value]
