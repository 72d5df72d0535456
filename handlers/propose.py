"""A proposal by a plain sentence: what, where, for whom; at most six taps and one text."""

from actions import hear, media, propose, rights
from actions.letters import Button, Fact, raw, text
from actions.neighbours import place
from handlers import carry, complain, flow, season
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.people import State
from village.place import Village
from village.proposal import Benefit
from village.refusal import Refusal
from village.words import clipped, kept

WHOLE_VILLAGE = 0
SHORTEST = 4
PROPOSAL, QUESTION, COMPLAINT, NEITHER = "1", "t", "2", "0"
ASKING = ("tanya", "bertanya", "mau tanya", "pertanyaan", "ini pertanyaan", "hanya bertanya", "cuma tanya")
"""How somebody types that it was a question."""


def begin(talk: Talk, words: str = "") -> None:
    """Start a proposal, with the sentence if there is one. Strangers join first; their sentence is kept."""
    author, village = talk.resident()
    rights.require(talk.work, "propose_own", author, village)
    propose.refuse_unless_room(talk.work, author, village)
    answers: dict[str, object] = {"village": village.id}
    words = kept(words)
    flow.begin(talk, PROPOSE, _read(village, {**answers, "words": words}) if len(words) >= SHORTEST else answers)


def go_on(talk: Talk, words: str) -> None:
    """What somebody had written before joining: it waited for this, unless it only asked something."""
    (maybe if hear.asks(words) else begin)(talk, words)


def maybe(talk: Talk, words: str) -> None:
    """A sentence outside any conversation: perhaps a proposal. Ask; never ignore."""
    assert talk.account is not None
    talk.work.conversations.begin(talk.account.id, MAYBE.name, {"words": kept(words)})
    flow.ask_again(talk)


def _read(village: Village, answers: Answers) -> Answers:
    """Fill in what the sentence itself says: dusun and RT need not be asked again."""
    dusun, rt = propose.place_named(village, answers["words"])
    known = dict(answers)
    if dusun is not None:
        known["dusun"] = dusun
    if rt is not None:
        known["rt"] = rt
    return _alone(village, known)


def _alone(village: Village, answers: Answers) -> Answers:
    """Where there is only one dusun, or one RT, there is nothing to ask."""
    known = dict(answers)
    if len(village.dusun) == 1:
        known.setdefault("dusun", village.dusun[0].id)
    hamlet = village.hamlet(known.get("dusun"))
    if hamlet is not None and len(hamlet.rts) == 1:
        known.setdefault("rt", "")
    return known


def _village(talk: Talk, answers: Answers) -> Village:
    return talk.work.villages.get(answers["village"])


def _ask_words(talk: Talk, answers: Answers) -> Question:
    """What was written before a change can be kept with one tap."""
    old = answers.get(flow.OLD)
    if not old:
        return Question("propose.ask_words", {"until": season.until(talk, _village(talk, answers))})
    return Question("propose.ask_words_again", {"words": old}, [[Choice("button.keep_words", 1)]])


def _words(talk: Talk, answers: Answers, said: Said) -> Taken:
    known = {name: value for name, value in answers.items() if name != flow.OLD}
    if said.value is not None:
        return Taken(_alone(_village(talk, answers), {**known, "words": answers[flow.OLD]}))
    words = kept(said.text)
    if len(words) < SHORTEST:
        raise Refusal("propose.refused.short")
    return Taken(_read(_village(talk, answers), {**known, "words": words}))


def _ask_dusun(talk: Talk, answers: Answers) -> Question:
    hamlets = list(_village(talk, answers).dusun)
    home = talk.person.dusun_id if talk.person else None
    hamlets.sort(key=lambda d: d.id != home)
    choices = [Choice("button.name", d.id, {"name": d.name}) for d in hamlets]
    rows = [choices[i : i + 2] for i in range(0, len(choices), 2)]
    return Question("propose.ask_dusun", choices=[*rows, [Choice("button.whole_village", WHOLE_VILLAGE)]])


def _dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    village = _village(talk, answers)
    if said.value == str(WHOLE_VILLAGE):
        return Taken({**answers, "dusun": WHOLE_VILLAGE, "rt": ""})
    dusun = int(said.value) if said.value else hear.dusun(village, said.text)
    if dusun is None and talk.person and hear.mine(said.text):
        dusun = talk.person.dusun_id
    if village.hamlet(dusun) is None:
        raise Refusal("join.refused.dusun", list={"list": [d.name for d in village.dusun]})
    return Taken(_alone(village, {**answers, "dusun": dusun}))


def _ask_rt(talk: Talk, answers: Answers) -> Question:
    hamlet = _village(talk, answers).hamlet(answers["dusun"])
    assert hamlet is not None
    choices = [Choice("button.rt", rt, {"rt": rt}) for rt in hamlet.rts]
    rows = [choices[i : i + 4] for i in range(0, len(choices), 4)]
    return Question("propose.ask_rt", {"dusun": hamlet.name}, [*rows, [Choice("button.whole_dusun", "-")]])


def _rt(talk: Talk, answers: Answers, said: Said) -> Taken:
    hamlet = _village(talk, answers).hamlet(answers["dusun"])
    assert hamlet is not None
    own = talk.person.rt if talk.person and talk.person.dusun_id == hamlet.id and hear.mine(said.text) else None
    rt = "" if said.value == "-" else propose.rt_of(hamlet, said.value or own or said.text)
    return Taken({**answers, "rt": rt})


def _ask_benefit(talk: Talk, answers: Answers) -> Question:
    choices = [Choice(f"benefit.{b}", b.value) for b in Benefit]
    return Question("propose.ask_benefit", choices=[choices[i : i + 2] for i in range(0, len(choices), 2)])


def _benefit(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "benefit": Benefit(said.value).value})
    words = clipped(said.text, 200)
    if not words or "?" in words:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "benefit": words})


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    return Question(
        "propose.ask_sure",
        {
            "words": answers["words"],
            "place": place(_village(talk, answers), answers["dusun"] or None, answers["rt"] or None),
            "benefit": benefit_words(answers["benefit"]),
        },
        [[Choice("button.yes_send", 1)], [Choice("button.change", 0), Choice("button.cancel", 2)]],
    )


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "1":
        return Taken({**answers, "sure": True})
    if said.value == "0":
        begun = {name: answers[name] for name in ("village", flow.LATER, carry.MEDIA) if name in answers}
        return Taken({**begun, flow.OLD: answers["words"]})
    if said.value == "2":
        return Taken({**answers, "sure": False})
    raise Refusal("talk.refused.tap")


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("talk.stopped", {"words": answers["words"]}, menu=True)
        return
    author, village = talk.resident()
    proposal, next_season = propose.submit(
        talk.work, author, village, answers["words"], answers["dusun"] or None, answers["rt"] or None,
        answers["benefit"],
    )  # fmt: skip
    media.attach(talk.work, author, proposal, answers.get(carry.MEDIA, ()))
    talk.say(
        "propose.done_next_season" if next_season else "propose.done",
        {"number": raw(proposal.number), "title": proposal.title},
        menu=True,
    )
    if author.state is State.ASKED:
        talk.say("propose.waiting")


PROPOSE = flow.register(
    Flow(
        "propose",
        (
            Step("words", _ask_words, _words),
            Step("dusun", _ask_dusun, _dusun),
            Step("rt", _ask_rt, _rt),
            Step("benefit", _ask_benefit, _benefit),
            Step("sure", _ask_sure, _sure),
        ),
        _finish,
        keeps=True,
    )
)


def _ask_whether(talk: Talk, answers: Answers) -> Question:
    """Whoever seems to ask something is not taken for a proposer, and not turned away either."""
    words = {"words": answers["words"]}
    if not hear.asks(answers["words"]):
        choices = [
            [Choice("button.yes_proposal", PROPOSAL)],
            [Choice("button.no_proposal", NEITHER)],
            [Choice("button.complaint", COMPLAINT)],
        ]
        return Question("propose.ask_whether", words, choices)
    which = [Choice("button.is_proposal", PROPOSAL), Choice("button.is_question", QUESTION)]
    return Question(
        "propose.ask_which", words, [which, [Choice("button.complaint", COMPLAINT)], [Choice("button.cancel", NEITHER)]]
    )


def _maybe(talk: Talk, answers: Answers, said: Said) -> Taken:
    value = QUESTION if said.value is None and said.text.strip().casefold() in ASKING else said.value
    if value is not None:
        return Taken({**answers, "yes": value == PROPOSAL, "asks": value == QUESTION, "complaint": value == COMPLAINT})
    if not said.text.strip():
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "words": kept(f"{answers['words']}\n{said.text}")}, again=True)


def _maybe_finish(talk: Talk, answers: Answers) -> None:
    if answers.get("complaint"):
        complain.begin(talk, answers["words"])
    elif answers["yes"] and talk.person is None:
        from handlers.enrol import begin as join  # joining leads back here

        join(talk, answers["words"])
    elif answers["yes"]:
        begin(talk, answers["words"])
        carry.add(talk, answers.get(carry.MEDIA, ()))
    elif answers["asks"]:
        talk.say("talk.question", {"words": answers["words"]}, menu=True)
    else:
        talk.say("talk.not_a_proposal", menu=True)


MAYBE = flow.register(
    Flow(
        "maybe",
        (Step("yes", _ask_whether, _maybe),),
        _maybe_finish,
    )
)


def benefit_words(benefit: str) -> Fact:
    return text(f"benefit.{benefit}") if benefit in set(Benefit) else benefit


def in_group(talk: Talk, words: str) -> None:
    """`/usul` in the group: go on in private, where nobody looks on. The sentence waits there."""
    assert talk.account is not None
    if words and hear.meaning(words) is None:
        flow.wait(talk, words)
    talk.say("propose.in_private", buttons=[[Button("button.go_on", url="bot:usul_")]])
