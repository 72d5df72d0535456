"""A proposal by a plain sentence: what, where, for whom; at most six taps and one text."""

from actions import enrol, hear, propose, rights
from actions.letters import Button, Fact, Letter, raw, text
from handlers import complain, flow
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.people import State
from village.place import Village
from village.proposal import NEXT, PUBLIC, Benefit, Proposal, Status
from village.refusal import Refusal
from village.words import clipped, kept

PAGE = 8
WHOLE_VILLAGE = 0
SHORTEST = 4


def begin(talk: Talk, words: str = "") -> None:
    """Start a proposal, with the sentence if there is one. Strangers join first; their sentence is kept."""
    author, village = talk.resident()
    rights.require(talk.work, "propose_own", author, village)
    propose.refuse_unless_room(talk.work, author, village)
    answers: dict[str, object] = {"village": village.id}
    words = kept(words)
    flow.begin(talk, PROPOSE, _read(village, {**answers, "words": words}) if len(words) >= SHORTEST else answers)


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
        return Question("propose.ask_words")
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
            "place": enrol.place(_village(talk, answers), answers["dusun"] or None, answers["rt"] or None),
            "benefit": benefit_words(answers["benefit"]),
        },
        [[Choice("button.yes_send", 1)], [Choice("button.change", 0), Choice("button.cancel", 2)]],
    )


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "1":
        return Taken({**answers, "sure": True})
    if said.value == "0":
        begun = {name: answers[name] for name in ("village", flow.LATER) if name in answers}
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


def _maybe(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "yes": said.value == "1", "complaint": said.value == "2"})
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
    else:
        talk.say("talk.not_a_proposal", menu=True)


MAYBE = flow.register(
    Flow(
        "maybe",
        (
            Step(
                "yes",
                lambda t, a: Question(
                    "propose.ask_whether",
                    {"words": a["words"]},
                    [
                        [Choice("button.yes_proposal", 1)],
                        [Choice("button.no_proposal", 0)],
                        [Choice("button.complaint", 2)],
                    ],
                ),
                _maybe,
            ),
        ),
        _maybe_finish,
    )
)


def benefit_words(benefit: str) -> Fact:
    return text(f"benefit.{benefit}") if benefit in set(Benefit) else benefit


def listed(talk: Talk, offset: int = 0) -> None:
    letter = _page(talk, offset)
    talk.work.outbox.post(letter)


def page(talk: Talk, offset: str) -> Answer:
    """Another page of the list, in the same message."""
    return Answer(redraw=_page(talk, int(offset)))


def _page(talk: Talk, offset: int) -> Letter:
    village = talk.published()
    proposals, total = talk.work.proposals.listed(village.id, offset, PAGE)
    if not total:
        return talk.letter("proposal.none")
    lines = {"lines": [text("proposal.line", number=raw(p.number), title=p.title) for p in proposals]}
    turn = []
    if offset > 0:
        turn.append(Button("button.newer", "pl", (max(0, offset - PAGE),)))
    if offset + PAGE < total:
        turn.append(Button("button.older", "pl", (offset + PAGE,)))
    return talk.letter(
        "proposal.list", {"village": village.name, "total": total, "lines": lines}, [turn] if turn else []
    )


def show(talk: Talk, number: int) -> None:
    """One proposal by its number: words, place, for whom, and where it stands."""
    village = talk.published()
    proposal = talk.work.proposals.numbered(village.id, number)
    if proposal is None or (proposal.status not in PUBLIC and not _own(talk, proposal)):
        raise Refusal("proposal.refused.number", number=raw(number))
    history = [
        text("proposal.step", status=text(f"status.{status}"), at={"at": at, "as": "date"})
        for status, at in talk.work.proposals.history(proposal.id)
    ]
    talk.say(
        "proposal.show",
        {
            "number": raw(proposal.number),
            "title": proposal.title,
            "place": enrol.place(village, proposal.dusun_id, proposal.rt),
            "benefit": benefit_words(proposal.benefit),
            "status": text(f"status.{proposal.status}"),
            "helped": text("proposal.helped") if talk.work.aids.proposed_by(proposal.id) else None,
            "lines": {"lines": history},
        },
        [[Button("button.withdraw", "pw", (proposal.number,))]] if _may_withdraw(talk, proposal) else [],
    )


def _may_withdraw(talk: Talk, proposal: Proposal) -> bool:
    return talk.private and _own(talk, proposal) and Status.DICABUT in NEXT[proposal.status]


def ask_withdraw(talk: Talk, number: str) -> Answer:
    """Somebody wants to take the proposal back: ask once."""
    author, village = talk.resident()
    proposal = propose.own(talk.work, author, village, int(number))
    facts = {"number": raw(proposal.number), "title": proposal.title}
    talk.say(
        "proposal.ask_withdraw",
        facts,
        [[Button("button.yes_withdraw", "pd", (proposal.number,)), Button("button.cancel", "pk", (proposal.number,))]],
    )
    return Answer()


def keep(talk: Talk, number: str) -> Answer:
    """The proposer has thought again: nothing is withdrawn."""
    return Answer(redraw=talk.letter("proposal.kept", {"number": raw(int(number))}))


def withdraw(talk: Talk, number: str) -> Answer:
    author, village = talk.resident()
    proposal = propose.withdraw(talk.work, author, village, int(number))
    return Answer(redraw=talk.letter("proposal.withdrawn", {"number": raw(proposal.number), "title": proposal.title}))


def _own(talk: Talk, proposal: Proposal) -> bool:
    return talk.person is not None and talk.person.id == proposal.author_id


def in_group(talk: Talk, words: str) -> None:
    """`/usul` in the group: go on in private, where nobody looks on. The sentence waits there."""
    assert talk.account is not None
    if words and hear.meaning(words) is None:
        flow.wait(talk, words)
    talk.say("propose.in_private", buttons=[[Button("button.go_on", url="bot:usul_")]])
