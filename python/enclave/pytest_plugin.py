"""The fixture `enclave_cassette`: tests record their tools once, and are answered from a cassette afterwards.

Example:
    async def test_the_report_names_the_admin(enclave_cassette):
        agent = enclave_cassette(enclave)
        result = await agent.run("return (await tools.users.list({ role: 'admin' }))[0].name")
        assert result.unwrap() == "Ana"
"""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from .cassette import CassetteWarning
from .enclave import Enclave
from .recording import Player

Mode = Literal["none", "once", "all"]

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST_NAME = 100
_MOST_SHOWN = 10


class EnclaveCassette:
    """What the fixture gives. Calling it with an `Enclave` gives one that records or replays."""

    def __init__(self, path: Path, mode: Mode, test: str) -> None:
        self.path = path
        """The cassette of the test; further ones of the same test have their names in front of `.json`."""
        self.mode: Mode = mode
        self._test = test
        self._made: dict[Path, tuple[Enclave, bool, bool]] = {}

    def __call__(
        self,
        enclave: Enclave,
        *,
        name: str | None = None,
        redact: Iterable[str] = (),
        allow_repeat: bool = False,
        strict: bool = False,
    ) -> Enclave:
        """An `Enclave` like the given one that records or replays, as the mode and the file say.

        Args:
            enclave: Whose tools are called while recording.
            name: Tells the cassettes of one test apart.
            redact: As for `Enclave.record`.
            allow_repeat: As for `Enclave.replay`.
            strict: Whether recorded calls that were not made fail the test, in place of a warning.

        Raises:
            ValueError: the test has a cassette of that name already.
            CassetteError: the cassette cannot be read, or there is none and the mode is `none`.
        """
        path = self.path if name is None else self.path.with_suffix(f".{_file_name(name)}.json")
        if path in self._made:
            raise ValueError(f"this test uses {path.name} already; tell its cassettes apart by `name`")
        replays = self.mode == "none" or (self.mode == "once" and path.exists())
        if replays:
            again = f"`pytest --enclave-record=all '{self._test}'`"
            taped = enclave._taped(Player(path, allow_repeat, again))  # pyright: ignore[reportPrivateUsage]
        else:
            taped = enclave.record(path, redact=redact)
        self._made[path] = taped, replays, strict
        return taped

    def finish(self) -> list[tuple[str, bool]]:
        """Writes what was recorded; says of what was replayed which calls were not made, and whether that fails."""
        findings: list[tuple[str, bool]] = []
        for path, (taped, replays, strict) in self._made.items():
            taped.close()
            unused = taped.cassette.unused if replays else ()
            if unused:
                shown = [f"  {call}" for call in unused[:_MOST_SHOWN]]
                if len(unused) > _MOST_SHOWN:
                    shown.append(f"  … {len(unused) - _MOST_SHOWN} more")
                head = f"{path}: recorded calls that were not made ({len(unused)}):"
                findings.append(("\n".join([head, *shown]), strict))
        return findings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("enclave").addoption(
        "--enclave-record",
        choices=("none", "once", "all"),
        default=None,
        help="Cassettes: `none` only replays, `once` records what is missing, `all` records everything again. "
        "Default: `once`, or `none` where the variable CI is set.",
    )


@pytest.fixture
def enclave_cassette(request: pytest.FixtureRequest) -> Iterator[EnclaveCassette]:
    """Records the tools of an `Enclave` into `cassettes/<module>/<test>.json`, or answers from there."""
    failed = request.session.testsfailed
    test = request.path.stem, request.node.nodeid.partition("::")[2].replace("::", ".")
    folder = request.path.parent / "cassettes" / _file_name(test[0])
    cassette = EnclaveCassette(folder / f"{_file_name(test[1])}.json", _mode(request.config), request.node.nodeid)
    yield cassette
    findings = cassette.finish()
    if request.session.testsfailed != failed:
        # A test that failed may well have made fewer calls.
        return
    for text, strict in findings:
        if not strict:
            warnings.warn(CassetteWarning(text), stacklevel=1)
    failures = [text for text, strict in findings if strict]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


def _mode(config: pytest.Config) -> Mode:
    chosen: Mode | None = config.getoption("--enclave-record")
    return chosen or ("none" if os.environ.get("CI") else "once")


def _file_name(name: str) -> str:
    """The name as part of a path. Two that would become the same stay apart."""
    safe = _UNSAFE.sub("-", name)
    if safe == name and len(name) <= _LONGEST_NAME and name.strip("."):
        return name
    return f"{safe[:_LONGEST_NAME]}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
