"""What every long run shares: how it tells what it came to, and the code it ends with."""

import argparse
import contextlib
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

MOST_EXAMPLES = 5
Piece = TypeVar("Piece")
Result = TypeVar("Result")


def line(harness: str, seconds: float, wrong: Sequence[str], **counts: Any) -> str:
    """One line of JSON; whatever is wrong makes it red."""
    distinct = list(dict.fromkeys(wrong))
    told = {"harness": harness, **counts, "seconds": round(seconds, 1), "wrong": len(distinct)}
    return json.dumps(
        {**told, "examples": distinct[:MOST_EXAMPLES], "verdict": "red" if distinct else "green"}, ensure_ascii=False
    )


def close(told: str) -> int:
    """Print the line, alone on the standard output; gives the exit code."""
    sys.stdout.write(told + os.linesep)
    return 0 if json.loads(told)["verdict"] == "green" else 1


def command(
    plan: Callable[..., Any],
    run: Callable[[Any, Path], str],
    about: str,
    many: str,
    twins: Collection[str],
    brief: int,
) -> int:
    """The command line of a run that goes through `many` things in pieces; gives the exit code.

    `plan` takes what was asked for, and its own attributes are what is done unasked. A twin's run is `brief`.
    """
    parser = argparse.ArgumentParser(description=about)
    for name in (many, "seed", "jobs"):
        parser.add_argument(f"--{name}", type=int, default=getattr(plan, name))
    parser.add_argument("--twin", choices=tuple(twins), default="", help="the product built wrongly; must be red")
    given = vars(parser.parse_args())
    if given["twin"]:
        given[many] = brief
    with scratch() as folder:
        return close(run(plan(**given), folder))


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards; in memory where there is such a place, for runs that need no power cut."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def shared(jobs: int, work: Callable[[Piece], Result], pieces: Sequence[Piece], name: str = "") -> Iterator[Result]:
    """Each piece's result as it comes, worked through by so many processes; forked, so `work` knows what we know."""
    if jobs < 2:
        yield from map(work, pieces)
        return
    every = max(1, len(pieces) // 20)
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for done, result in enumerate(pool.imap_unordered(work, pieces), 1):
            if name and done % every == 0:
                progress(f"{name}: {100 * done // len(pieces)} %")
            yield result


def progress(words: str) -> None:
    """Where a long run stands, for whoever waits."""
    sys.stderr.write(words + os.linesep)
    sys.stderr.flush()
