"""Trains what ships with the local reader anew, with its scores; nothing that runs needs this.

    python -m quipu.extraction.training CORPORA --out FOLDER [--parts names syntax gate]

CORPORA is a folder with the files that `manifest.toml` and `treebanks.toml` name; the gate learns
from clauses that were judged by hand, in `tests/quality` of a checkout. No library beyond those
that Quipu itself needs. The same files give the same weights on the same machine.

names: the head of names; a quarter of an hour on two cores and 3 GB of memory.
syntax: tags and syntax of English; an hour and a half of one core. Half of it with --steps 10000;
        --minutes ends it by the clock, --go-on starts from what is shipped.
gate:  what is worth keeping; a minute.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from quipu.extraction.training.gate import train_gate
from quipu.extraction.training.manifest import SHIPPED_MANIFEST, checked, corpora_of
from quipu.extraction.training.names import ROUNDS, SEED, train_names
from quipu.extraction.training.syntax import STEPS, Budget, train_syntax
from quipu.extraction.training.treebanks import treebanks_of

PARTS = ("names", "syntax", "gate")
_JUDGED = Path("tests/quality/gate_turns.jsonl")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: corpora in, a folder for each part out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, help="the folder that holds the corpora")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--manifest", type=Path, default=SHIPPED_MANIFEST)
    parser.add_argument("--judged", type=Path, default=_JUDGED, help="the judged clauses")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of names")
    parser.add_argument("--steps", type=int, default=STEPS, help="of syntax")
    parser.add_argument("--minutes", type=float, help="after which syntax ends with its best")
    parser.add_argument("--go-on", action="store_true", help="syntax: from the shipped weights")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if "names" in chosen.parts:
        corpora = corpora_of(chosen.manifest)
        for corpus in corpora:
            checked(corpus, chosen.corpora)
        out = chosen.out / "names"
        train_names(corpora, chosen.corpora, out, rounds=chosen.rounds, seed=chosen.seed)
    if "syntax" in chosen.parts:
        banks, out = treebanks_of(), chosen.out / "en"
        budget = Budget(chosen.steps, chosen.minutes)
        train_syntax(
            banks, chosen.corpora, out, budget=budget, seed=chosen.seed, goes_on=chosen.go_on
        )
    if "gate" in chosen.parts:
        train_gate(chosen.judged, chosen.out / "gate", chosen.seed)


if __name__ == "__main__":
    main()
