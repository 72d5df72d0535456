"""How a council gets the words of its key, types them back, and opens the box with them. No word is ever kept."""

from actions import council_key, key_watch, open_box, rights
from actions.letters import Button, Fact, Letter, moment, raw, text
from handlers import flow
from handlers.chat import Answer, Talk, Toast
from handlers.flow import Answers, Flow, Question, Said, Step, Taken
from village import keywords
from village.councilkey import CouncilKey, KeyState, Share
from village.people import Office

FEW = 3
"""Fewer words than this are no key: "batal" and "menu" do what they always do."""


def typed(talk: Talk, words: str) -> bool:
    """Words of a key go nowhere but to the open question about it; where there is none, they are forgotten."""
    if len(keywords.said(words)) < FEW:
        return False
    if flow.open_flow(talk) in (BACK.name, OPEN.name):
        return flow.typed(talk, words)
    if not talk.private or not keywords.likely(words):
        return False
    talk.say("key.not_now", buttons=[[Button("button.key_desk", "kc")]] if _may(talk) else [])
    return True


def _may(talk: Talk) -> bool:
    return talk.person is not None and bool(talk.person.offices & {Office.BPD_KETUA, Office.BPD_ANGGOTA})


# what stands


def offer(talk: Talk) -> list[list[Button]]:
    """On the council's desk, as long as there is a key that somebody holds or should hold."""
    _, village = talk.resident()
    return [[Button("button.key_desk", "kc")]] if talk.work.shares.standing(village.id) else []


def show(talk: Talk) -> None:
    """Where each key of the council stands, and what this member can do now."""
    person, village = talk.resident()
    rights.require(talk.work, open_box.RIGHT, person, village)
    keys = talk.work.shares.standing(village.id)
    if not keys:
        talk.say("key.none")
    for key in keys:
        talk.say(f"key.{key.state.value}", _facts(talk, key), _rows(talk, key))


def _facts(talk: Talk, key: CouncilKey) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"closes_at": moment(key.closes_at), "missing": {"list": _missing(talk, key)}}
    if key.state is not KeyState.MAKING:
        facts |= {"ordinal": open_box.ordinal(talk.work, key), "n": len(talk.work.shares.held(key))}
    return facts


def _missing(talk: Talk, key: CouncilKey) -> list[Fact]:
    """By name: who still has to type theirs back."""
    people = [talk.work.residents.get(s.resident_id) if s.resident_id else None for s in key.waits_for]
    return [person.name if person else text("key.the_paper") for person in people]


def _rows(talk: Talk, key: CouncilKey) -> list[list[Button]]:
    person, _ = talk.resident()
    mine = key.of(person.id)
    if key.state is KeyState.MAKING:
        rows = [
            [Button("button.key_show", "kcs", (key.id, s.place))]
            for s in key.waits_for
            if key.to_write(person.id, s.place)
        ]
        return [*rows, [Button("button.key_drop", "kcd", (key.id,))]] if person.id == key.officer_id else rows
    rows = [[Button("button.key_type", "kco", (key.id,))]] if key.state is KeyState.WAITING else []
    if mine is not None:
        rows.append([Button("button.key_lost", "kcl", (key.id, 0))])
    if Office.BPD_KETUA in person.offices:
        rows.append([Button("button.key_paper_lost", "kcl", (key.id, 1))])
    return rows


def asked(talk: Talk, key: CouncilKey) -> None:
    """To the officer who wants to open the poll: who has to do what before it opens."""
    person, _ = talk.resident()
    own = [s for s in key.waits_for if s.paper and key.to_write(person.id, s.place)]
    rows = [[Button("button.key_show", "kcs", (key.id, s.place))] for s in own]
    if person.id == key.officer_id:
        rows.append([Button("button.key_drop", "kcd", (key.id,))])
    talk.say("key.making", _facts(talk, key), rows)


def drop(talk: Talk, key_id: str) -> Answer:
    officer, village = talk.resident()
    council_key.drop(talk.work, officer, village, int(key_id))
    return Answer(redraw=talk.letter("key.dropped_you"))


# writing down and typing back


def take(talk: Talk, key_id: str) -> Answer:
    """An officer of another office is ready to write the paper."""
    officer, village = talk.resident()
    key = council_key.take(talk.work, officer, village, int(key_id))
    return words(talk, str(key.id), str(key.paper.place))


def words(talk: Talk, key_id: str, place: str) -> Answer:
    """The words, in the message that was pressed: they leave from memory and are stored nowhere."""
    person, village = talk.resident()
    share, told, anew = council_key.show(talk.work, person, village, int(key_id), int(place))
    facts: dict[str, Fact] = {"words": {"lines": [_line(n, word) for n, word in enumerate(told, 1)]}}
    if anew:
        talk.say("key.anew")
    rows = [[Button("button.key_written", "kcw", (int(key_id), int(place)))]]
    return Answer(redraw=talk.letter(_kind("key.words", share), facts, rows))


def _line(place: int, word: str) -> Fact:
    return text("key.word_line", place=raw(place), word=word)


def _kind(key: str, share: Share) -> str:
    return f"{key}_paper" if share.paper else key


def written(talk: Talk, key_id: str, place: str) -> Answer:
    """They are written down: the message is emptied, and they are typed back from the paper."""
    person, village = talk.resident()
    share, _, anew = council_key.show(talk.work, person, village, int(key_id), int(place))
    if anew:
        return words(talk, key_id, place)
    flow.begin(talk, BACK, {"key": int(key_id), "place": int(place)})
    rows = [[Button("button.key_show_again", "kcs", (int(key_id), int(place)))]]
    return Answer(redraw=talk.letter(_kind("key.hidden", share), {}, rows))


def _ask_back(talk: Talk, answers: Answers) -> Question:
    return Question("key.ask_back", {"words": keywords.WORDS})


def _back(talk: Talk, answers: Answers, said: Said) -> Taken:
    """What is typed is compared at once, and only what came of it is among the answers."""
    person, village = talk.resident()
    came = council_key.give_back(talk.work, person, village, answers["key"], answers["place"], said.text)
    return Taken({**answers, "came": came})


def _returned(talk: Talk, answers: Answers) -> None:
    talk.say(f"key.back_{answers['came']}", menu=True)


# opening


def begin(talk: Talk, key_id: str) -> None:
    member, village = talk.resident()
    open_box.waiting(talk.work, member, village, int(key_id))
    flow.begin(talk, OPEN, {"key": int(key_id)})


def _ask_words(talk: Talk, answers: Answers) -> Question:
    person, _ = talk.resident()
    chair = Office.BPD_KETUA in person.offices
    return Question("key.ask_words_chair" if chair else "key.ask_words", {"words": keywords.WORDS})


def _words(talk: Talk, answers: Answers, said: Said) -> Taken:
    member, village = talk.resident()
    return Taken({**answers, "came": open_box.give(talk.work, member, village, answers["key"], said.text)})


def _given(talk: Talk, answers: Answers) -> None:
    rows = [[Button("button.key_type", "kco", (answers["key"],))]] if answers["came"] in ("forged", "other") else []
    talk.say(f"key.gave_{answers['came']}", buttons=rows)


# lost words


def ask_lost(talk: Talk, key_id: str, paper: str) -> Answer:
    member, village = talk.resident()
    _, share = key_watch.held_by(talk.work, member, village, int(key_id), paper == "1")
    rows = [
        [Button("button.key_lost_yes", "kcy", (int(key_id), int(paper)))],
        [Button("button.key_lost_no", "kcn", (int(key_id),))],
    ]
    return Answer(redraw=_look(talk, _kind("key.ask_lost", share), rows))


def _look(talk: Talk, key: str, rows: list[list[Button]]) -> Letter:
    return talk.letter(key, {}, rows)


def lost(talk: Talk, key_id: str, paper: str) -> Answer:
    member, village = talk.resident()
    came = key_watch.lose(talk.work, member, village, int(key_id), paper == "1")
    return Answer(redraw=_look(talk, f"key.lost_{came}", []))


def keep_looking(talk: Talk, key_id: str) -> Answer:
    """Not lost yet. The message offers again what it did."""
    member, village = talk.resident()
    key, _ = key_watch.held_by(talk.work, member, village, int(key_id), False)
    rows = _rows(talk, key)
    return Answer(Toast("key.toast.look"), _look(talk, "key.look", rows))


def being_made(talk: Talk) -> bool:
    """Is there a poll whose key is being made? Then that is shown instead of beginning another one."""
    _, village = talk.resident()
    if (key := council_key.making(talk.work, village)) is None:
        return False
    asked(talk, key)
    return True


def ask_key(talk: Talk, village: int) -> bool:
    """Can the council of this village hold the key?"""
    return council_key.can_hold(talk.work, talk.work.villages.get(village))


def prepared(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    key = council_key.ask(
        talk.work, officer, village, answers["numbers"], answers["most"], answers["closes"]
    )  # fmt: skip
    asked(talk, key)


BACK = flow.register(Flow("key_back", (Step("came", _ask_back, _back),), _returned, waits=True))
OPEN = flow.register(Flow("key_open", (Step("came", _ask_words, _words),), _given, waits=True))
