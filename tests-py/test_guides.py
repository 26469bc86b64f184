"""The Python of the guides runs as shown, and prints what its comments say.

The blocks of a guide are one script. `print(…)  # text` says what is printed; `# …` stands for any lines, commas between
words of a loop for several.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDES = Path(__file__).parent.parent / "docs" / "guides"
WITH_PYTHON = sorted(path for path in GUIDES.glob("*.md") if "```python\n" in path.read_text())


def expected(code: str) -> re.Pattern[str]:
    """What the comments say that a script prints."""
    lines = [*re.findall(r"^ *print\(.*\) +# (.*)$|^# (.*)$", code, re.M)]
    patterns: list[str] = []
    for beside, alone in lines:
        told = beside or alone
        if told == "…":
            patterns.append("(.*\n)+?")
        elif re.fullmatch(r"\w+(, \w+)+", told):
            patterns += [f"{re.escape(word)}\n" for word in told.split(", ")]
        else:
            patterns.append(f"{re.escape(told)}\n")
    return re.compile("".join(patterns))


@pytest.mark.parametrize("guide", WITH_PYTHON, ids=lambda path: path.stem)
def test_the_guide_runs(guide: Path, tmp_path: Path) -> None:
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", guide.read_text(), re.S | re.M))
    script = tmp_path / "guide.py"
    script.write_text(code)
    run = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=120, cwd=tmp_path, env={**os.environ}
    )
    assert run.returncode == 0, run.stderr
    assert expected(code).fullmatch(run.stdout), f"printed:\n{run.stdout}"
