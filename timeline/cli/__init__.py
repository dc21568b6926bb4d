"""The command line: each command calls one function.

Standard output is for results, standard error for sentences to the person. Exit codes: 0 done, 1 bad input, 2 wrong usage, 130 stopped.
A command imports what it needs when it runs: `timeline read` must not wait for Flask and SQLAlchemy.
"""

from __future__ import annotations

import os
import sys

import click

from timeline import __version__
from timeline.cli.keeping import backup, check, export, import_, seed
from timeline.cli.options import database_option
from timeline.cli.reading import read
from timeline.cli.serving import assets, formats, serve
from timeline.errors import BadRows, TimelineError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="timeline", message="%(prog)s %(version)s")
@database_option
def cli() -> None:
    """Builds timelines of conflict events out of texts full of dates said in words."""


for command in (read, import_, export, seed, serve, backup, check, formats, assets):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Never a traceback: whatever goes wrong becomes one sentence and an exit code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    try:
        left = cli.main(arguments, prog_name="timeline", standalone_mode=False)
        sys.stdout.flush()
        return left if isinstance(left, int) else 0  # what Exit(1) left with
    except BrokenPipeError:
        return _nobody_listens()
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except BadRows as wrong:
        return _refuse("\n".join((*wrong.rows, f"{wrong.sentence} With --skip-bad the others are taken.")), wrong.exit_code)
    except TimelineError as wrong:
        return _refuse(wrong.sentence, wrong.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _refuse("Stopped. What was done before is whole; what was under way was not kept.", 130)
    except MemoryError:
        return _refuse("There is not enough memory for this; give less at once.", 1)
    except Exception as wrong:
        return _refuse(f"The program failed, which is its own fault: {type(wrong).__name__}: {' '.join(str(wrong).split())[:300]}", 1)


def _refuse(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _nobody_listens() -> int:
    """As with `timeline read ... | head`: what is left to be written goes nowhere, without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
