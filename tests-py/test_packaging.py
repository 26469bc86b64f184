"""What a package brings besides its modules."""

import os
import subprocess
import sys
from pathlib import Path

import enclave


def test_the_worker_program_comes_along():
    program = Path(enclave.__file__).parent / "enclave-worker"
    if sys.platform == "win32":
        assert not program.exists()
        return
    assert os.access(program, os.X_OK)
    alone = subprocess.run([program], capture_output=True, text=True)
    assert alone.returncode == 2
    assert alone.stderr == "This program is started by Enclave; it is of no use by itself\n"
