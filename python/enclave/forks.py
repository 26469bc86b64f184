"""What a forked process must make anew: it has none of its parent's threads, and a lock may be held by one of them."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Renewed(Protocol):
    """Something with threads or locks."""

    def renew(self) -> None:
        """Forgets the threads and locks of another process. Called in a child, before anything else runs there."""


_renewed: weakref.WeakSet[Renewed] = weakref.WeakSet()


def renew_in_forks(renewed: Renewed) -> None:
    """Has it made anew in each process that is forked from this one, as long as it lives."""
    _renewed.add(renewed)


def _renew() -> None:
    for renewed in list(_renewed):
        renewed.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
