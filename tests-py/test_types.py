"""The face is typed strictly."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_pyright_finds_nothing():
    checked = subprocess.run(
        [sys.executable, "-m", "pyright", "--project", str(ROOT)], capture_output=True, text=True, check=False
    )
    assert checked.stdout.splitlines()[-1:] == ["0 errors, 0 warnings, 0 informations"], checked.stdout
