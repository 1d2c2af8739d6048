"""Copies of an events corpus in which other states do what happens, so that a network learns the telling and not who.

    python tools/swap_states.py corpus/events/events.jsonl > corpus/events/swapped.jsonl

Every second text is copied. Names, adjectives and capitals of the states that the corpus tells of most, and the names
of their leaders, are replaced throughout, each by that of another state; all places move along.
"""

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

# Of each state that is replaced: names, adjectives, capitals and seats, leader in full, leader's family name.
OURS = {
    "north-korea": (
        ("North Korea", "N. Korea", "N Korea", "DPRK", "the North", "The North"),
        ("North Korean", "N. Korean"), ("Pyongyang",), ("Kim Jong Un", "Kim Jong-un"), ("Kim",),
    ),
    "russia": (
        ("Russia", "Russian Federation"), ("Russian",), ("Moscow", "the Kremlin", "The Kremlin", "Kremlin"),
        ("Vladimir Putin",), ("Putin",),
    ),
    "iran": (("Iran", "Islamic Republic"), ("Iranian",), ("Tehran",), ("Ali Khamenei",), ("Khamenei",)),
    "ukraine": (("Ukraine",), ("Ukrainian",), ("Kyiv", "Kiev"), ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
                ("Zelensky", "Zelenskyy")),
}  # fmt: skip
OTHERS = (
    ("Sudan", "Sudanese", "Khartoum", "Osman Idris", "Idris"),
    ("Egypt", "Egyptian", "Cairo", "Hany Mansour", "Mansour"),
    ("Pakistan", "Pakistani", "Islamabad", "Asif Rana", "Rana"),
    ("Turkey", "Turkish", "Ankara", "Cem Aydin", "Aydin"),
    ("Serbia", "Serbian", "Belgrade", "Goran Petric", "Petric"),
    ("Ethiopia", "Ethiopian", "Addis Ababa", "Dawit Bekele", "Bekele"),
    ("Libya", "Libyan", "Tripoli", "Salem Bishr", "Bishr"),
    ("Algeria", "Algerian", "Algiers", "Karim Haddad", "Haddad"),
    ("Belarus", "Belarusian", "Minsk", "Pavel Sidor", "Sidor"),
    ("India", "Indian", "New Delhi", "Arun Desai", "Desai"),
    ("Eritrea", "Eritrean", "Asmara", "Tesfay Haile", "Haile"),
    ("Azerbaijan", "Azerbaijani", "Baku", "Rashid Aslan", "Aslan"),
    ("Syria", "Syrian", "Damascus", "Nabil Qasim", "Qasim"),
    ("Venezuela", "Venezuelan", "Caracas", "Rafael Ortega", "Ortega"),
    ("Vietnam", "Vietnamese", "Hanoi", "Tran Van Duc", "Tran"),
    ("Mali", "Malian", "Bamako", "Moussa Keita", "Keita"),
    ("Rwanda", "Rwandan", "Kigali", "Jean Habimana", "Habimana"),
    ("Armenia", "Armenian", "Yerevan", "Aram Sarkis", "Sarkis"),
)


def copied(row: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """One text with its states replaced, and every place moved along."""
    others = chance.sample(OTHERS, len(OURS))
    words = {
        f: new[n] for ours, new in zip(OURS.values(), others, strict=True) for n, fs in enumerate(ours) for f in fs
    }
    ranked = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ranked))})(?!\w)")
    found = list(pattern.finditer(row["text"]))
    text = pattern.sub(lambda m: words[m.group()], row["text"])

    def moved(place: int, end: bool) -> int:
        shift = 0
        for match in found:
            new = len(words[match.group()])
            if match.end() <= place:
                shift += new - len(match.group())
            elif match.start() < place:
                # Inside of what was replaced: all of it.
                return match.start() + shift + (new if end else 0)
        return place + shift

    def places(given: Any) -> Any:
        if isinstance(given, list) and len(given) == 2 and all(isinstance(n, int) for n in given):
            return [moved(given[0], end=False), moved(given[1], end=True)]
        if isinstance(given, list):
            # Two words of a name that was replaced are one now.
            found = [places(one) for one in given]
            return [one for n, one in enumerate(found) if one not in found[:n] or isinstance(one, dict)]
        return {name: places(value) for name, value in given.items()} if isinstance(given, dict) else given

    rest = {name: places(value) for name, value in row.items() if name not in ("doc_id", "text")}
    return {"doc_id": f"{row['doc_id']}-swapped", "text": text, **rest}


def swapped(lines: Iterable[str]) -> Iterator[str]:
    chance = random.Random(0)
    for number, line in enumerate(lines):
        if number % 2:
            yield json.dumps(copied(json.loads(line), chance), ensure_ascii=False)


if __name__ == "__main__":
    for made in swapped(Path(sys.argv[1]).read_text("utf-8").splitlines()):
        print(made)
