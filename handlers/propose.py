"""A proposal by a plain sentence or by taps: what, where, for whom; only what is missing is asked."""

from actions import hear, media, propose, rights
from actions.ground import without_links
from actions.letters import Button, raw
from handlers import alarm, behalf, carry, everyday, flow, redo, season, sentence, similar, whether
from handlers.chat import Talk
from handlers.flow import LEFT, REST, Answers, Choice, Flow, Question, Said, Step, Taken
from handlers.sentence import WHOLE_VILLAGE, village_of
from handlers.similar import benefit_words
from village.people import State
from village.proposal import Benefit
from village.refusal import Refusal
from village.words import clipped, kept

__all__ = ["ASKED", "PROPOSE", "begin", "benefit_words", "go_on", "in_group", "send"]

SHORTEST = 2
ONE = "1"


def begin(talk: Talk, words: str = "", known: Answers | None = None, sure: bool = False) -> None:
    """Start a proposal, with the sentence if there is one; `sure`: it has been said that it is one.

    Strangers join first; their sentence is kept.
    """
    author, village = talk.resident()
    rights.require(talk.work, "propose_own", author, village)
    propose.refuse_unless_room(talk.work, author, village)
    answers: dict[str, object] = {"village": village.id, **sentence.carried(known or {})}
    words = kept(words)
    if len(words) < SHORTEST:
        flow.begin(talk, PROPOSE, answers)
    elif not sure and whether.odd(talk, village, words):
        whether.maybe(talk, words, answers)
    else:
        flow.begin(talk, PROPOSE, {**answers, "words": words})


def go_on(talk: Talk, words: str) -> None:
    """What somebody had written before joining: it waited for this, unless it only asked something."""
    urgent = alarm.sound(talk, words)
    (whether.maybe if urgent or hear.asks(words) else begin)(talk, words)


def _ask_words(talk: Talk, answers: Answers) -> Question:
    """What was written before a change can be kept with one tap."""
    if (listed := everyday.ask(answers)) is not None:
        return listed
    old = answers.get(flow.OLD)
    if not old:
        until = season.until(talk, village_of(talk, answers))
        return Question("propose.ask_words", {"until": until}, [[Choice("button.pick_kind", everyday.LIST)]])
    return Question("propose.ask_words_again", {"words": without_links(old)}, [[Choice("button.keep_words", ONE)]])


def _words(talk: Talk, answers: Answers, said: Said) -> Taken:
    if (listed := everyday.taken(answers, said)) is not None:
        return Taken(_at_home(talk, listed))
    gone = (flow.OLD, everyday.KIND, *sentence.OF_WORDS)
    begun = {name: value for name, value in answers.items() if name not in gone}
    if said.value == ONE and flow.OLD in answers:
        whole = {"words": answers[flow.OLD], sentence.READ: True}
        return Taken(sentence.alone(village_of(talk, answers), {**begun, **whole}))
    words = kept(said.text)
    if len(words) < SHORTEST:
        raise Refusal("propose.refused.short")
    return Taken({**begun, "words": words})


def _at_home(talk: Talk, answers: Answers) -> Answers:
    """What was tapped from the list is near the proposer's home, as long as they do not say otherwise."""
    home, hamlet = talk.person, village_of(talk, answers).hamlet(talk.person.dusun_id if talk.person else None)
    if "words" not in answers or home is None or hamlet is None or "dusun" in answers or home.rt not in hamlet.rts:
        return answers
    return {**answers, "dusun": hamlet.id, "rt": home.rt, sentence.PRESUMED: True}


def _own_words(talk: Talk, answers: Answers, said: Said) -> Taken:
    """What reads as something else than a proposal is asked about first."""
    taken = _words(talk, answers, said)
    words = taken.answers.get("words")
    if said.value is None and words and whether.odd(talk, village_of(talk, answers), words):
        return Taken({**taken.answers, LEFT: True})
    return taken


def _ask_exact(talk: Talk, answers: Answers) -> Question:
    words = without_links(answers["words"])
    key = "propose.ask_goods" if answers[sentence.VAGUE] == sentence.GOODS else "propose.ask_exact"
    return Question(key, {"words": words}, [[Choice("button.as_it_is", ONE)]])


def _exact(talk: Talk, answers: Answers, said: Said) -> Taken:
    """What is said now stands behind what was said first."""
    known = {**answers, "exact": True}
    if said.value is not None:
        return Taken(known)
    if not said.text.strip():
        raise Refusal("talk.refused.tap")
    whole = sentence.longer(known, said.text)
    if whole is None:
        raise Refusal("talk.refused.tap")
    return Taken(whole)


def _ask_split(talk: Talk, answers: Answers) -> Question:
    parts = {"lines": [without_links(part) for part in answers[sentence.PARTS]]}
    return Question(
        "propose.ask_split",
        {"n": len(answers[sentence.PARTS]), "parts": parts},
        [[Choice("button.split", ONE, {"n": len(answers[sentence.PARTS])})], [Choice("button.one", "0")]],
    )


def _split(talk: Talk, answers: Answers, said: Said) -> Taken:
    """Each part gets its own place from its own words, else that of the whole message."""
    if said.value not in ("0", ONE):
        raise Refusal("talk.refused.tap")
    known = {name: value for name, value in answers.items() if name != sentence.PARTS} | {"split": False}
    if said.value == "0":
        return Taken(known)
    village = village_of(talk, answers)
    whole = {name: answers[name] for name in ("dusun", "rt") if name in answers}
    first, *rest = [
        {"words": words, "split": False, **(sentence.placed(village, sentence.reading(talk, village, words)) or whole)}
        for words in answers[sentence.PARTS]
    ]
    left = {name: value for name, value in known.items() if name not in ("dusun", "rt", "benefit", sentence.READ)}
    return Taken({**left, **first, REST: [*rest, *answers.get(REST, ())]})


def _ask_dusun(talk: Talk, answers: Answers) -> Question:
    hamlets = list(village_of(talk, answers).dusun)
    home = talk.person.dusun_id if talk.person else None
    hamlets.sort(key=lambda d: d.id != home)
    choices = [Choice("button.name", d.id, {"name": d.name}) for d in hamlets]
    rows = [choices[i : i + 2] for i in range(0, len(choices), 2)]
    return Question("propose.ask_dusun", choices=[*rows, [Choice("button.whole_village", WHOLE_VILLAGE)]])


def _dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    village = village_of(talk, answers)
    if said.value == str(WHOLE_VILLAGE):
        return Taken({**answers, "dusun": WHOLE_VILLAGE, "rt": ""})
    dusun = int(said.value) if said.value else hear.dusun(village, said.text)
    if dusun is None and talk.person and hear.mine(said.text):
        dusun = talk.person.dusun_id
    hamlet = village.hamlet(dusun)
    if hamlet is None:
        raise Refusal("join.refused.dusun", list={"list": [d.name for d in village.dusun]})
    known = {**answers, "dusun": hamlet.id}
    if said.value is None:
        _, rt = propose.place_named(village, said.text)
        known = {**sentence.with_more(talk, known, said.text), **({"rt": rt} if rt and "rt" not in known else {})}
    return Taken(sentence.alone(village, known))


def _ask_rt(talk: Talk, answers: Answers) -> Question:
    hamlet = village_of(talk, answers).hamlet(answers["dusun"])
    assert hamlet is not None
    choices = [Choice("button.rt", rt, {"rt": rt}) for rt in hamlet.rts]
    rows = [choices[i : i + 4] for i in range(0, len(choices), 4)]
    return Question("propose.ask_rt", {"dusun": hamlet.name}, [*rows, [Choice("button.whole_dusun", "-")]])


def _rt(talk: Talk, answers: Answers, said: Said) -> Taken:
    hamlet = village_of(talk, answers).hamlet(answers["dusun"])
    assert hamlet is not None
    own = talk.person.rt if talk.person and talk.person.dusun_id == hamlet.id and hear.mine(said.text) else None
    rt = "" if said.value == "-" else propose.rt_of(hamlet, said.value or own or said.text)
    known = {**answers, "rt": rt}
    return Taken(known if said.value else sentence.with_more(talk, known, said.text))


def _ask_benefit(talk: Talk, answers: Answers) -> Question:
    choices = [Choice(f"benefit.{b}", b.value) for b in Benefit]
    return Question("propose.ask_benefit", choices=[choices[i : i + 2] for i in range(0, len(choices), 2)])


def _benefit(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "benefit": Benefit(said.value).value})
    words = clipped(said.text, 200)
    if not words or "?" in words or sentence.tells_on(talk, answers, said.text):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "benefit": words})


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    answers = {name: value for name, value in answers.items() if name not in (redo.REDO, behalf.ASKED)}
    if said.value == str(similar.SEND):
        return Taken({**answers, "sure": True})
    if said.value == str(behalf.GROUP):
        return behalf.chosen(answers)
    if said.value == str(similar.CHANGE):
        return redo.chosen(answers)
    if said.value == str(similar.PLACE) and sentence.PRESUMED in answers:
        return redo.place(answers)
    if said.value == str(similar.STOP):
        return Taken({**answers, "sure": False})
    if (number := similar.same(talk, answers, said.value)) is not None:
        return Taken({**answers, "sure": False, "same": number})
    raise Refusal("talk.refused.tap")


def _ready(talk: Talk, answers: Answers) -> Answers:
    known = sentence.read(talk, answers)
    return similar.found(talk, known) if PROPOSE.step(known) is _LAST else known


def _finish(talk: Talk, answers: Answers) -> None:
    if LEFT in answers:
        whether.maybe(talk, answers["words"], answers)
        return
    if "same" in answers:
        similar.supported(talk, answers)
    elif answers["sure"]:
        send(talk, answers)
    else:
        talk.say("talk.stopped", {"words": without_links(answers["words"])}, menu=True)
    _next(talk, answers)


def send(talk: Talk, answers: Answers) -> None:
    author, village = talk.resident()
    proposal, next_season = propose.submit(
        talk.work, author, village, answers["words"], answers["dusun"] or None, answers["rt"] or None,
        answers["benefit"], answers.get("behalf", ""),
    )  # fmt: skip
    media.attach(talk.work, author, proposal, answers.get(carry.MEDIA, ()))
    talk.say(
        "propose.done_next_season" if next_season else "propose.done",
        {"number": raw(proposal.number), "title": proposal.title},
        menu=True,
    )
    if author.state is State.ASKED:
        talk.say("propose.waiting")


def _next(talk: Talk, answers: Answers) -> None:
    """The next part of the same message follows by itself, as long as this person may propose."""
    if not (rest := answers.get(REST)):
        return
    first, *more = rest
    author, village = talk.resident()
    words = {"words": without_links(first["words"])}
    try:
        propose.refuse_unless_room(talk.work, author, village)
    except Refusal as no:
        talk.say(no.key, no.facts)
        talk.say("propose.rest_kept", words)
        return
    talk.say("propose.next", words)
    flow.begin(talk, PROPOSE, {"village": village.id, **first, REST: more})


_LAST = Step("sure", similar.ask, _sure)
ASKED = (
    Step("words", _ask_words, _words),
    Step("dusun", _ask_dusun, _dusun),
    Step("rt", _ask_rt, _rt, fits=lambda answers: answers["dusun"] != WHOLE_VILLAGE),
    Step("benefit", _ask_benefit, _benefit),
)
"""What every proposal must say."""
PROPOSE = flow.register(
    Flow(
        "propose",
        (
            Step("words", _ask_words, _own_words),
            Step("exact", _ask_exact, _exact, may_return=False, needs=sentence.VAGUE),
            Step("split", _ask_split, _split, may_return=False, needs=sentence.PARTS),
            *ASKED[1:],
            _LAST,
            redo.STEP,
            behalf.STEP,
        ),
        _finish,
        keeps=True,
        ready=_ready,
        more=sentence.more,
    )
)


def in_group(talk: Talk, words: str) -> None:
    """`/usul` in the group: go on in private, where nobody looks on. The sentence waits there."""
    assert talk.account is not None
    if words and hear.meaning(words) is None:
        flow.wait(talk, words)
    talk.say("propose.in_private", buttons=[[Button("button.go_on", url="bot:usul_")]])
