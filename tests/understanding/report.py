"""`python -m tests.understanding.report [FILE.jsonl …]`: every figure of the reading of messages, by set and by tongue.

Without files: the committed sets. Next to a file lies its `.village.json`. `--wrong` names the messages that differ.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.understanding.measuring import Case, Figure, by_language, cases, figures, sets, unfound
from tests.understanding.weigh import learnt_without


def table(columns: dict[str, list[Figure]]) -> str:
    """Rows are metrics, columns sets or tongues; ✗ marks a bar that is missed."""
    names = list(columns)
    lines = [f"| Metric | Bar | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for row in zip(*columns.values(), strict=True):
        bar = "" if row[0].bar is None else f"{'≤' if row[0].most else '≥'} {row[0].bar:.2f}"
        lines.append(f"| {row[0].name} | {bar} | {' | '.join(map(_cell, row))} |")
    return "\n".join(lines)


def _cell(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return f"{figure.value:.2f} ({figure.hits}/{figure.of}){'' if figure.holds else ' ✗'}"


def wrong(of: Sequence[Case]) -> list[str]:
    """Messages of which something measured differs."""
    lines = []
    for one in of:
        label, said = one.label, one.said
        fields = [f for f in ("route", "reject_reason") if label[f] != said[f]]
        if not label["reject"]:
            fields += ["dusun"] * bool(label["dusun"] and label["dusun"] != said["dusun"])
            fields += ["n_usulan"] * (label["n_usulan"] != said["n_usulan"])
        told = [f"{field} {label[field]} → {said[field]}" for field in fields]
        if label["sub_bidang_ok"] and not label["reject"] and said["sub_bidang"] not in label["sub_bidang_ok"]:
            told.append(f"sub bidang {label['sub_bidang_ok']} → {said['kegiatan']}")
        again = label["duplicate_of"]
        if label["route"] == "ralat" and said["ralat_of"] != again:
            told.append(f"ralat {again} → {said['ralat_of']}")
        elif label["route"] != "ralat" and not label["reject"]:
            if again and again not in said["similar"]:
                told.append(f"same as {again} → {said['similar']}")
            if not again and said["similar"]:
                told.append(f"new → {said['similar']}")
        if lost := {kind for kind in label["pii"] if unfound(kind, one)}:
            told.append(f"not redacted: {', '.join(sorted(lost))}")
        if told:
            lines.append(f"- {label['id']}: {'; '.join(told)}: {label['text'][:160]}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.understanding.report")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--cross", action="store_true", help="each set with weights learnt without it")
    parser.add_argument("--wrong", action="store_true", help="name the messages that differ")
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    files = chosen.files or sets()
    read = {file.stem: cases(file, learnt_without(file) if chosen.cross else None) for file in files}
    took = time.perf_counter() - began
    every = [one for of in read.values() for one in of]
    overall = figures(every)
    say = sys.stdout.write
    say(f"{table({'all': overall, **{name: figures(of) for name, of in read.items()}})}\n\n")
    say(f"{table({tongue: figures(of) for tongue, of in by_language(every).items()})}\n\n")
    say(f"{len(every)} messages, {took / len(every) * 1000:.1f} ms each.\n")
    if chosen.wrong:
        say("\n" + "\n".join(wrong(every)) + "\n")
    return 0 if all(figure.holds for figure in overall) else 1


if __name__ == "__main__":
    sys.exit(main())
