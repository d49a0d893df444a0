"""``python -m runstone run [--experiment E] [--name N] [--param k=v] -- COMMAND...``: tracks any command."""

from __future__ import annotations

import argparse
import sys

from ._command import run_command
from ._scalar import parse_param


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m runstone", description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True)
    run = commands.add_parser("run", help="run a command and record it")
    run.add_argument("--experiment")
    run.add_argument("--name")
    run.add_argument("--param", action="append", default=[], metavar="KEY=VALUE", type=parse_param)
    run.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    given = parser.parse_args()
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if not command:
        parser.error("there is no command to run; write it after --")
    return run_command(command, given.experiment, given.name, dict(given.param))


if __name__ == "__main__":
    sys.exit(main())
