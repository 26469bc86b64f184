"""The command line: `enclave`, or `python -m enclave`."""

import signal
import sys

from ._native import command_line


def main() -> int:
    """Run the command line with the arguments of this process; gives its exit code."""
    # The command computes outside of the interpreter, which would see Ctrl-C only behind its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
