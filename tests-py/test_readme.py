"""The Python of the README and of the guides runs as shown, and prints what is shown.

In a page, `<!-- run: python -->` before a block runs it, and a block of `text` right behind is what it prints.
`<!-- file: NAME -->` before a block makes the file that the blocks of the page find.

The blocks of a page without such marks are one script: `print(…)  # text` says what is printed, a comment of its own at
the line's beginning one more line; `…` stands for any lines, and words with commas for one line each.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
_BLOCK = re.compile(r"(?:<!-- (?P<kind>run|file): (?P<name>\S+) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)```", re.S)


class Block(NamedTuple):
    kind: str | None
    """`run` or `file`."""
    name: str | None
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [
        Block(*match.group("kind", "name", "language", "text")) for match in _BLOCK.finditer(page.read_text("utf-8"))
    ]


def run(code: str, folder: Path) -> str:
    """What a program prints, that is run where nothing else is."""
    script = folder / "shown.py"
    script.write_text(code, "utf-8")
    # `python` in a page is the one that runs the tests.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def expected(code: str) -> re.Pattern[str]:
    """What the comments say that a script prints."""
    patterns: list[str] = []
    for beside, alone in re.findall(r"^ *print\(.*\) +# (.*)$|^# (.*)$", code, re.M):
        told = beside or alone
        if told == "…":
            patterns.append("(.*\n)+?")
        elif re.fullmatch(r"\w+(, \w+)+", told):
            patterns += [f"{re.escape(word)}\n" for word in told.split(", ")]
        else:
            patterns.append(f"{re.escape(told)}\n")
    return re.compile("".join(patterns))


def test_the_readme_runs(tmp_path: Path) -> None:
    (code,) = [block.text for block in blocks(ROOT / "README.md") if block[:2] == ("run", "python")]
    assert run(code, tmp_path).splitlines() == [
        "acme: Ana, Bo",
        "VALIDATION_ERROR",
        "error[UNKNOWN_TOOL] at 1:13: there is no tool `tools.users.lst`",
        "  1 | tools.users.lst({})",
        "    |             ^^^",
        "  help: did you mean `tools.users.list`?",
        "42",
    ]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_the_guide_runs(page: Path, tmp_path: Path) -> None:
    shown = blocks(page)
    if not any(block.kind for block in shown):
        code = "\n".join(block.text for block in shown if block.language == "python")
        printed = run(code, tmp_path)
        assert expected(code).fullmatch(printed), f"printed:\n{printed}"
        return
    unmarked = [block.text for block in shown if block.kind is None and block.language in ("python", "json")]
    assert unmarked == []
    for block in shown:
        if block.kind == "file" and block.name is not None:
            (tmp_path / block.name).write_text(block.text, "utf-8")
    for block, behind in zip(shown, [*shown[1:], None], strict=True):
        if block[:2] == ("run", "python"):
            printed = behind.text if behind is not None and behind.language == "text" else ""
            assert run(block.text, tmp_path) == printed


def test_the_demo_runs() -> None:
    demo = ROOT / "examples" / "demo.py"
    done = subprocess.run([sys.executable, demo], capture_output=True, text=True, timeout=60, check=True)
    assert "  active: 42\n" in done.stdout
    assert "UNKNOWN_TOOL" in done.stdout
