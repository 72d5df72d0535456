"""What a villager's own sentence says, so that only the rest is asked; and sentences that come one after the other."""

from collections.abc import Mapping

from actions import ground, hear
from actions.ground import Missing, Reading
from handlers import flow
from handlers.chat import Talk
from handlers.flow import Answers
from village.place import Village
from village.words import kept

WHOLE_VILLAGE = 0
CARRIED = ("media",)
"""Answers that belong to the proposal whatever becomes of its words."""
READ = "read"
"""Have the present words been read? What was answered since then stands."""
ANEW = "anew"
"""The words were written anew: what they say counts more than what was answered before."""
PRESUMED = "presumed"
"""The place was not said: it is where the proposer lives."""
GOODS = "goods"
"""A thing was asked for, and nobody knows for whom or what for."""
VAGUE, PARTS = "vague", "parts"
OF_WORDS = (READ, VAGUE, PARTS, "exact", "split")
"""Answers that speak of the present words."""
FEW = 8
"""Words. Who writes more has said something, if in a tongue that we do not read."""
BARE = 3
"""Words. "Minta kambing" names a thing and nothing else."""
MOST, MANY = 4096, 600
"""Signs: how many are kept, and after how many nothing that is added tells where or for whom."""


def village_of(talk: Talk, answers: Answers) -> Village:
    return talk.work.villages.get(answers["village"])


def carried(answers: Answers) -> Answers:
    return {name: answers[name] for name in CARRIED if name in answers}


def reading(talk: Talk, village: Village, words: str) -> Reading:
    return ground.reading(talk.work, village, words, talk.person)


def read(talk: Talk, answers: Answers) -> Answers:
    """The answers with what the words themselves say; what has been answered is left as it is."""
    if "words" not in answers or answers.get(READ):
        return answers
    village = village_of(talk, answers)
    found = reading(talk, village, answers["words"])
    said = dict(placed(village, found))
    if answers.get(ANEW):
        answers = {name: value for name, value in answers.items() if name not in (ANEW, *_moved(said, answers))}
    if "dusun" in answers and said.get("dusun") != answers["dusun"]:
        said.pop("rt", None)
    if (benefit := ground.for_whom(talk.work, village, answers["words"])) is not None:
        said["benefit"] = benefit
    known = {**said, **answers, READ: True}
    if vague := _vague(found, answers["words"]):
        known[VAGUE] = vague
    if len(found.parts) > 1:
        known[PARTS] = list(found.parts)
    return alone(village, known)


def _moved(said: Answers, answers: Answers) -> set[str]:
    """What the new words say otherwise than the answers; an RT goes with its dusun."""
    gone = {name for name in said if name in answers}
    return gone | {"rt"} if "dusun" in said and said["dusun"] != answers.get("dusun") else gone


def placed(village: Village, found: Reading) -> Mapping[str, object]:
    """Dusun and RT as far as the words tell them; where only the sender's home is known, it is asked."""
    if not any(claim.startswith("dusun: ") and words for claim, words in found.why):
        return {}
    if found.whole_village:
        return {"dusun": WHOLE_VILLAGE, "rt": ""}
    hamlet = village.hamlet(found.dusun if isinstance(found.dusun, int) else None)
    if hamlet is None:
        return {}
    known = found.rt and (not hamlet.rts or found.rt in hamlet.rts)
    return {"dusun": hamlet.id, "rt": found.rt} if known else {"dusun": hamlet.id}


def corrected(village: Village, found: Reading, dusun: int | None) -> Mapping[str, object]:
    """The place that a correction tells; an RT alone stays in the dusun that was told before."""
    told = placed(village, found)
    hamlet = village.hamlet(dusun)
    named = [word for claim, words in found.why if claim.startswith("dusun: ") for word in words]
    if hamlet is None or not told or any(not word.casefold().startswith("rt") for word in named):
        return told
    known = found.rt and (not hamlet.rts or found.rt in hamlet.rts)
    return {"dusun": hamlet.id, "rt": found.rt} if known else {}


def alone(village: Village, answers: Answers) -> Answers:
    """Where there is only one dusun, or one RT, there is nothing to ask."""
    known = dict(answers)
    if len(village.dusun) == 1:
        known.setdefault("dusun", village.dusun[0].id)
    hamlet = village.hamlet(known.get("dusun"))
    if hamlet is not None and len(hamlet.rts) == 1:
        known.setdefault("rt", "")
    return known


def _vague(found: Reading, words: str) -> str:
    """What nobody would know: what to do, or what a thing is for; "" where it is clear.

    Long words in a tongue that we do not read are left to people.
    """
    many = len(hear.words_of(words))
    if many < 2 or (many <= FEW and found.says_nothing):
        return "what"
    return GOODS if many <= BARE and Missing.KENAPA in found.missing else ""


def longer(answers: Answers, text: str) -> Answers | None:
    """The answers with this sentence joined to their words; None where there is no room.

    The words are read anew, until they are many. What has been said word for word is not said twice.
    """
    said = kept(text)
    if said in answers["words"].split("\n"):
        return answers
    if len(answers["words"]) + len(said) >= MOST:
        return None
    known = answers if len(answers["words"]) > MANY else {n: v for n, v in answers.items() if n != READ}
    return {**known, "words": flow.joined(answers["words"], said)}


def with_more(talk: Talk, answers: Answers, text: str) -> Answers:
    """An answer that says more than was asked: the rest of it is not lost."""
    if not ground.adds(talk.work, village_of(talk, answers), text):
        return answers
    return longer(answers, text) or answers


def tells_on(talk: Talk, answers: Answers, text: str) -> bool:
    """Somebody was asked for whom it is, and goes on about what it is."""
    village = village_of(talk, answers)
    if len(hear.words_of(text)) < flow.SENTENCE or ground.for_whom(talk.work, village, text) is not None:
        return False
    return ground.tells_on(talk.work, village, text)


def more(talk: Talk, answers: Answers, text: str) -> Answers | None:
    """Somebody goes on writing while a question is open: the same matter is joined to the words, another one waits."""
    if "words" not in answers or "?" in text:
        return None
    village = village_of(talk, answers)
    found = reading(talk, village, text)
    benefit = ground.for_whom(talk.work, village, text)
    if not found.corrects and benefit is None and not ground.adds(talk.work, village, text):
        return None
    if not found.corrects and ground.another(talk.work, village, answers["words"], text):
        talk.say("talk.kept_for_later", {"words": ground.without_links(kept(text))})
        return {**answers, flow.LATER: flow.joined(answers.get(flow.LATER, ""), text)}
    whole = longer(answers, text)
    if whole is None:
        return None
    if found.corrects:
        whole = {**whole, **corrected(village, found, answers.get("dusun"))}
    if benefit is not None:
        whole = {**whole, "benefit": benefit}
    talk.say("propose.added", {"words": ground.without_links(kept(text))})
    return whole
