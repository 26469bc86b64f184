"""Without a framework: a loop around any model. The model here is a list of what it would say."""

from enclave import Enclave
from enclave.integrations.run_code import RunCode

PRICES = {"apple": 3, "pear": 4}


def price(fruit: str) -> int:
    """The price of a fruit, in cents."""
    return PRICES[fruit]


SAYS = iter(
    [
        "return (await tools.price({ fruit: 'apple' })) + (await tools.prize({ fruit: 'pear' }))",
        "return (await tools.price({ fruit: 'apple' })) + (await tools.price({ fruit: 'pear' }))",
    ]
)


def model(conversation: list[str]) -> str:
    """Stands for a call of a language model."""
    return next(SAYS)


def main() -> None:
    run_code = RunCode(Enclave(tools=[price]))
    conversation = [run_code.description, "What do an apple and a pear cost together?"]
    while True:
        code = model(conversation)
        answer = run_code.run_sync(code)
        print(f"model:   {code}")
        print(f"enclave: {answer.text.splitlines()[0]}")
        if answer.ok:
            break
        conversation += [code, answer.text]


if __name__ == "__main__":
    main()
