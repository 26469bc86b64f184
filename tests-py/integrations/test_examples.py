"""The examples of `examples/frameworks` run, and print what they should."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "frameworks"
PRINTED = {
    "langchain_agent.py": [
        "error: EXECUTION_ERROR at 1:21: TypeError: cannot read property 'toFixed' of undefined",
        'success: "Rome"',
        'It is warmest in "Rome".',
    ],
    "mcp_both_ways.py": ["['shop:run_code', 'shop:search_tools']", "[['stock'], '200']"],
    "openai_agents_agent.py": ["VALIDATION_ERROR at 1:8: `tickets` is not declared", "3", "That is all."],
    "plain_functions.py": [
        "model:   return (await tools.price({ fruit: 'apple' })) + (await tools.prize({ fruit: 'pear' }))",
        "enclave: VALIDATION_ERROR at 1:63: there is no tool `tools.prize`",
        "model:   return (await tools.price({ fruit: 'apple' })) + (await tools.price({ fruit: 'pear' }))",
        "enclave: 7",
    ],
    "pydantic_ai_agent.py": [
        "VALIDATION_ERROR at 1:29: `orders` takes no `costumer`",
        "750",
        "Ana spent 750 cents.",
    ],
}


def test_every_example_is_run():
    assert sorted(file.name for file in FOLDER.glob("*.py")) == sorted(PRINTED)


@pytest.mark.parametrize("name", PRINTED)
def test_the_example_prints_what_it_should(name: str):
    done = subprocess.run([sys.executable, FOLDER / name], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stderr, done.stdout.splitlines()) == ("", PRINTED[name])
