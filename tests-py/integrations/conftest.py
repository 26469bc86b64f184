"""What the tests of all frameworks need."""

from collections.abc import Iterator

import pytest
from enclave import Enclave


@pytest.fixture
def busy_enclave() -> Iterator[Enclave]:
    """One that has no worker left, so that a run ends for a reason that no other script would mend."""
    with Enclave(isolation="process", pool={"max_workers": 1, "max_queue": 0}, tools={"wait": lambda: 1}) as enclave:
        session = enclave.start("await callTool('wait', {})")
        assert session.pending
        yield enclave
