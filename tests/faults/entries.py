"""Every place where somebody can write to the bot, and what is to be kept of it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.nasty import BIDI

JSON = dict[str, Any]
KEPT_MARKS = "\u200e\u200f\u061c"
HIDDEN = set(BIDI) - set(KEPT_MARKS)


@dataclass(frozen=True)
class Entry:
    """A place to write. `flow` and `answers` open the conversation; `keeps` is the answer that holds the words."""

    name: str
    flow: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    keeps: str = ""
    most: int = 60
    shape: str = "text"
    before: str = ""
    stranger: bool = False


_SETUP = {"name": "Sumberagung", "code": "33.01.02.2099", "zone": "Asia/Jakarta", "dusun": ["Krajan"], "rt": [3]}
_JOIN = {"village": 1, "name": "Sari", "dusun": 1, "rt": "01", "sex": "P", "born": 1985}
_POLL = {"village": 1, "numbers": [1, 2], "page": 0, "ok": True, "most": 1, "closes": 1772550000000}
_PROPOSE = {"village": 1, "words": "Jalan rusak", "dusun": 1, "rt": "01", "benefit": "anak"}


def _until(answers: Mapping[str, Any], *gone: str) -> JSON:
    """The answers without those that are asked from here on."""
    return {key: value for key, value in answers.items() if key not in gone}


ENTRIES = (
    Entry("village's name", "setup", {}, "name", stranger=True),
    Entry("village's code", "setup", _until(_SETUP, "code", "zone", "dusun", "rt"), stranger=True),
    Entry("zone", "setup", _until(_SETUP, "zone", "dusun", "rt"), stranger=True),
    Entry("list of dusun", "setup", _until(_SETUP, "dusun", "rt"), stranger=True),
    Entry("number of RT", "setup", _until(_SETUP, "rt"), stranger=True),
    Entry("operator's name", "setup", _SETUP, "operator", stranger=True),
    Entry("set-up, sure", "setup", {**_SETUP, "operator": "Joko"}, stranger=True),
    Entry("which village", "join", {}, stranger=True),
    Entry("own name", "join", {"village": 1}, "name", stranger=True),
    Entry("own dusun", "join", {"village": 1, "name": "Sari"}, stranger=True),
    Entry("own RT", "join", _until(_JOIN, "rt", "sex", "born"), stranger=True),
    Entry("sex", "join", _until(_JOIN, "sex", "born"), stranger=True),
    Entry("year of birth", "join", _until(_JOIN, "born"), stranger=True),
    Entry("joining, sure", "join", _JOIN, stranger=True),
    Entry("a stranger's sentence", keeps="words", most=4096, stranger=True),
    Entry("a sentence", keeps="words", most=4096),
    Entry("one more sentence", "maybe", {"words": "Jalan rusak"}),
    Entry("the proposal", "propose", {"village": 1}, "words", most=4096),
    Entry("its dusun", "propose", {"village": 1, "words": "Jalan rusak"}),
    Entry("its RT", "propose", _until(_PROPOSE, "rt", "benefit")),
    Entry("its benefit", "propose", _until(_PROPOSE, "benefit"), "benefit", most=200),
    Entry("proposal, sure", "propose", _PROPOSE),
    Entry("numbers for a poll", "poll", {"village": 1, "numbers": [], "page": 0}),
    Entry("how many picks", "poll", _until(_POLL, "most", "closes")),
    Entry("when it closes", "poll", _until(_POLL, "closes")),
    Entry("poll, sure", "poll", _POLL),
    Entry("/usul", keeps="words", most=4096, before="/usul "),
    Entry("/usulan", before="/usulan "),
    Entry("/start", before="/start "),
    Entry("/start warga_", before="/start warga_", stranger=True),
    Entry("/start pasang_", before="/start pasang_", stranger=True),
    Entry("/start tugas_", before="/start tugas_"),
    Entry("any command", before="/"),
    Entry("caption", shape="photo"),
    Entry("edited message", shape="edited"),
    Entry("name at Telegram", shape="named", stranger=True),
    Entry("group's title", shape="titled"),
    Entry("/usul in a group", shape="group", before="/usul "),
    Entry("button's data", shape="press"),
)  # fmt: skip


def stripped(words: str, entry: Entry) -> str:
    """What is announced to be kept of a text; written here anew, not asked from the product."""
    words = "".join("?" if 0xD800 <= ord(c) < 0xE000 else c for c in words)
    if entry.most < 4096:
        words = " ".join(
            "".join(" " if c in "\n\r\t" else c for c in words if c in "\n\r\t" or _shown(c, True)).split()
        )
        words = " ".join(unicodedata.normalize("NFC", words).split())
    else:
        words = unicodedata.normalize("NFC", "".join(c for c in words if c == "\n" or _shown(c, False)))
    words = words.strip()[: entry.most]
    return words.strip() if entry.most < 4096 else words


def _shown(char: str, name: bool) -> bool:
    gone = {"Cc", "Cs", "Co", "Cn"} if name else {"Cc", "Cs"}
    return unicodedata.category(char) not in gone and char not in HIDDEN


def update(number: int, entry: Entry, person: JSON, group: JSON, words: str) -> JSON:
    who = {key: person[key] for key in ("id", "is_bot", "first_name")}
    here = {"id": who["id"], "type": "private", "first_name": who["first_name"]}
    message: JSON = {"message_id": number, "date": 1772416800, "chat": here, "from": who}
    said = entry.before + words
    match entry.shape:
        case "photo":
            message |= {
                "photo": [{"file_id": "foto", "file_unique_id": "foto", "width": 90, "height": 60}],
                "caption": said,
            }
        case "edited":
            return {"update_id": number, "edited_message": {**message, "text": said}}
        case "named":
            message |= {"from": {**who, "first_name": words, "last_name": words}, "text": "/start"}
        case "titled":
            message |= {"chat": {**group, "title": words}, "text": "/usulan"}
        case "group":
            message |= {"chat": group, "text": said}
        case "press":
            query = {"id": "1", "from": who, "message": message, "chat_instance": "1", "data": words}
            return {"update_id": number, "callback_query": query}
        case _:
            message["text"] = said
    return {"update_id": number, "message": message}
