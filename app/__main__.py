"""Starts Perceptron Lab: `perceptron-lab [FILE.json] [--play] [--seconds S] [--screenshot PNG] [--size WxH]`."""

from __future__ import annotations

import multiprocessing
import sys

from app import bootstrap


def main() -> int:
    """Run the program; returns the exit status."""
    multiprocessing.freeze_support()
    try:
        bootstrap.before_application()
        from app import launch  # after the bootstrap: it imports Qt and NumPy

        return launch.run(sys.argv[1:])
    except Exception as error:
        from app.trouble import start_failure

        return start_failure.tell(error)


if __name__ == "__main__":
    sys.exit(main())
