"""The error for a framework that is not installed."""

from __future__ import annotations


def missing(extra: str, error: ImportError) -> ImportError:
    """What to raise when a framework cannot be imported; the message names the extra that installs it."""
    return ImportError(
        f"this needs `enclave[{extra}]`: run `pip install 'enclave[{extra}]'` ({error})",
        name=error.name,
        path=error.path,
    )
