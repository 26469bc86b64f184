"""The Python of the README runs as shown, and prints what its comments say."""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"<!-- run: python -->\n```python\n(.*?)```", README.read_text(), re.S)
    assert len(blocks) == 1
    script = tmp_path / "readme.py"
    script.write_text(blocks[0])
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "acme: Ana, Bo",
        "VALIDATION_ERROR",
        "error[UNKNOWN_TOOL] at 1:13: there is no tool `tools.users.lst`",
        "  1 | tools.users.lst({})",
        "    |             ^^^",
        "  help: did you mean `tools.users.list`?",
        "42",
    ]


def test_the_demo_runs() -> None:
    demo = README.parent / "examples" / "demo.py"
    done = subprocess.run([sys.executable, demo], capture_output=True, text=True, timeout=60, check=True)
    assert "  active: 42\n" in done.stdout
    assert "UNKNOWN_TOOL" in done.stdout
