"""The village's dictionary at the desk: its own words and places, taught as people say them."""

from actions import hear, rights, teach
from actions.letters import Button, Fact, text
from handlers import flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import lexicon
from village.lexicon import Entry
from village.place import Village
from village.refusal import Refusal

SHOWN = 40
OFFERED = 8


def show(talk: Talk) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "teach_words", person, village)
    entries = talk.work.lexicon.of(village.id)
    lines: list[Fact] = [_line(village, entry) for entry in entries[:SHOWN]]
    facts: dict[str, Fact] = {"n": len(entries), "lines": {"lines": lines}}
    remove = [[Button("button.word_remove", "kmh")]] if entries else []
    talk.say("words.show" if entries else "words.none", facts, [[Button("button.word_add", "kma")], *remove])


def _line(village: Village, entry: Entry) -> Fact:
    if entry.means is not None:
        return text("words.line", word=entry.word, means=entry.means)
    return text("words.place_line", word=entry.word, dusun=_name(village, entry.dusun_id))


def _name(village: Village, dusun_id: int | None) -> str:
    hamlet = village.hamlet(dusun_id)
    return hamlet.name if hamlet else ""


def add(talk: Talk) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "teach_words", person, village)
    flow.begin(talk, TEACH, {"village": village.id})


def remove(talk: Talk) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "teach_words", person, village)
    flow.begin(talk, FORGET, {"village": village.id})


def _village(talk: Talk, answers: Answers) -> Village:
    return talk.work.villages.get(answers["village"])


def _word(talk: Talk, answers: Answers, said: Said) -> Taken:
    """ "kreteg = jembatan", "musola Al Ikhlas di Ngasem", or the word alone."""
    told = lexicon.told(said.text)
    if told is None:
        raise Refusal("words.refused.form")
    known = {**answers, "word": teach.word_of(talk.work, _village(talk, answers), told.word)}
    if told.means is not None:
        return Taken({**known, "means": teach.meaning_of(told.means), "dusun": 0})
    if told.place_in is not None and (dusun := hear.dusun(_village(talk, answers), told.place_in)):
        return Taken({**known, "means": "", "dusun": dusun})
    return Taken(known)


def _ask_means(talk: Talk, answers: Answers) -> Question:
    return Question("words.ask_means", {"word": answers["word"]}, [[Choice("button.word_place", 0)]])


def _means(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "means": ""})
    return Taken({**answers, "means": teach.meaning_of(said.text), "dusun": 0})


def _ask_dusun(talk: Talk, answers: Answers) -> Question:
    choices = [Choice("button.name", d.id, {"name": d.name}) for d in _village(talk, answers).dusun]
    rows = [choices[i : i + 2] for i in range(0, len(choices), 2)]
    return Question("words.ask_dusun", {"word": answers["word"]}, rows)


def _dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    village = _village(talk, answers)
    dusun = int(said.value) if said.value else hear.dusun(village, said.text)
    if village.hamlet(dusun) is None:
        raise Refusal("join.refused.dusun", list={"list": [d.name for d in village.dusun]})
    return Taken({**answers, "dusun": dusun})


def _taught(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    word = lexicon.key(answers["word"])
    if answers["means"]:
        teach.teach(talk.work, person, village, word, answers["means"])
        line = text("words.line", word=word, means=lexicon.key(answers["means"]))
    else:
        teach.locate(talk.work, person, village, word, answers["dusun"])
        line = text("words.place_line", word=word, dusun=_name(village, answers["dusun"]))
    talk.say("words.taught", {"line": line}, [[Button("button.word_again", "kma"), Button("button.words", "km")]])


TEACH = flow.register(
    Flow(
        "teach",
        (
            Step("word", lambda talk, answers: Question("words.ask_word"), _word),
            Step("means", _ask_means, _means),
            Step("dusun", _ask_dusun, _dusun),
        ),
        _taught,
    )
)


def _ask_which(talk: Talk, answers: Answers) -> Question:
    entries = talk.work.lexicon.of(answers["village"])[:OFFERED]
    choices = [Choice("button.name", entry.id, {"name": entry.word}) for entry in entries]
    return Question("words.ask_which", choices=[choices[i : i + 2] for i in range(0, len(choices), 2)])


def _which(talk: Talk, answers: Answers, said: Said) -> Taken:
    entries = talk.work.lexicon.of(answers["village"])
    chosen = next((entry.word for entry in entries if said.value == str(entry.id)), None)
    typed = None if said.value is not None else lexicon.told(said.text)
    word = chosen or (typed.word if typed else None)
    if word is None or all(entry.word != word for entry in entries):
        raise Refusal("words.refused.unknown", word=said.text or "…")
    return Taken({**answers, "gone": word})


def _forgotten(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    entry = teach.forget(talk.work, person, village, answers["gone"])
    talk.say("words.forgotten", {"line": _line(village, entry)}, [[Button("button.words", "km")]])


FORGET = flow.register(Flow("forget_word", (Step("gone", _ask_which, _which),), _forgotten))
