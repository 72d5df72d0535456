"""Help a neighbour without a phone: who, for what, do they agree, the number on the paper, then the act itself."""

from dataclasses import replace
from typing import Any

from actions import aid, fresh, media, neighbours, objection, support
from actions.letters import Button, Fact, raw, text
from handlers import behalf, carry, flow, propose, redo, sentence, similar
from handlers.chat import Answer, Talk, Toast
from handlers.enrol import JOIN, ask_rt, take_rt
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.aid import AREA, most, slip
from village.people import Resident, Sex, State
from village.place import local
from village.refusal import Refusal
from village.words import clipped

LATEST = 10
NOBODY = 0
PROPOSAL = "p"
SUPPORT = "s"
_JOINING = {step.name: step.take for step in JOIN.steps}
UNASKED = {"rt": "", "sex": "", "born": 0}


def desk(talk: Talk) -> None:
    """What this kader has done for others lately, and how many more are possible."""
    helper, village = talk.resident()
    aid.require(talk.work, helper, village)
    done = talk.work.aids.done_by(helper.id, LATEST)
    lines: list[Fact] = []
    for one in done:
        name = objection.name_of(talk.work, one.resident_id)
        state = text(f"aid.state.{one.state}")
        lines.append(text("aid.line", what=objection.what(talk.work, one), name=name, slip=one.slip, state=state))
    cap = most(village.settings, local(talk.work.now, village.zone).year)
    facts: dict[str, Fact] = {"most": cap, "lines": {"lines": lines} if lines else text("aid.none_yet")}
    talk.say("aid.desk", facts, [[Button("button.aid_begin", "bwb")]])


def begin(talk: Talk) -> None:
    helper, village = talk.resident()
    aid.require(talk.work, helper, village)
    flow.begin(talk, AID, {"village": village.id, "dusun": helper.dusun_id})


def begin_support(talk: Talk, number: str) -> None:
    """A kader looks at a proposal that a neighbour without a phone wants to stand behind."""
    helper, village = talk.resident()
    proposal = support.helped_with(talk.work, helper, village, int(number))
    about = {"what": SUPPORT, "number": proposal.number}
    flow.begin(talk, AID, {"village": village.id, "dusun": helper.dusun_id, **about})


def _ask_person(talk: Talk, answers: Answers) -> Question:
    if "typed" not in answers:
        return Question("aid.ask_who")
    found = [p for p in (talk.work.residents.get(number) for number in answers["found"]) if p is not None]
    rows = [[Choice("button.aid_person", p.id, {"name": p.name, "rt": p.rt or "-"})] for p in found]
    rows.append([Choice("button.aid_new", NOBODY)])
    return Question("aid.ask_which" if found else "aid.ask_nobody", {"name": answers["typed"]}, rows)


def _person(talk: Talk, answers: Answers, said: Said) -> Taken:
    helper, village = talk.resident()
    if said.value is None:
        name = clipped(said.text, 60)
        if len(name) < 2 or not any(c.isalpha() for c in name):
            raise Refusal("join.refused.name")
        found = [p.id for p in aid.search(talk.work, helper, village, name)]
        return Taken({**answers, "typed": name, "found": found})
    if said.value == str(NOBODY) and answers.get("what") == SUPPORT:
        raise Refusal("aid.refused.support_waits", name=answers["typed"])
    if said.value == str(NOBODY):
        home = {} if helper.offices & AREA else {"rt": helper.rt}
        return Taken(_only_proposal(talk, {**answers, **home, "person": NOBODY, "name": answers["typed"]}))
    if answers.get("what") == SUPPORT:
        person, _ = support.helpable(talk.work, helper, village, int(said.value), answers["number"])
    else:
        person = aid.helpable(talk.work, helper, village, int(said.value))
    return Taken(_only_proposal(talk, {**answers, **UNASKED, "person": person.id, "name": person.name}))


def _only_proposal(talk: Talk, answers: Answers) -> Answers:
    """Where no ballot is open for this neighbour there is nothing to choose."""
    return answers if "what" in answers or _polls(talk, answers) else {**answers, "what": PROPOSAL}


def _polls(talk: Talk, answers: Answers) -> list[Any]:
    _, village = talk.resident()
    person = talk.work.residents.get(answers["person"]) if answers["person"] else None
    return aid.polls_for(talk.work, village, person) if person else []


def _ask_sex(talk: Talk, answers: Answers) -> Question:
    return Question("aid.ask_sex", {"name": answers["name"]}, [[Choice("sex.p", "P"), Choice("sex.l", "L")]])


def _ask_what(talk: Talk, answers: Answers) -> Question:
    polls = [Choice("button.aid_vote", p.id, {"at": {"at": p.closes_at, "as": "date"}}) for p in _polls(talk, answers)]
    rows = [[Choice("button.aid_propose", PROPOSAL)], *[[choice] for choice in polls]]
    return Question("aid.ask_what", {"name": answers["name"]}, rows)


def _what(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == PROPOSAL:
        return Taken({**answers, "what": PROPOSAL})
    poll = next((p.id for p in _polls(talk, answers) if said.value == str(p.id)), None)
    if poll is None:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "what": poll})


def _ask_consent(talk: Talk, answers: Answers) -> Question:
    choices = [[Choice("button.agrees", 1)], [Choice("button.agrees_not", 0)]]
    facts: dict[str, Fact] = {"name": answers["name"]}
    if answers["what"] == SUPPORT:
        _, village = talk.resident()
        proposal = support.public(talk.work, village, answers["number"])
        facts |= {"number": raw(proposal.number), "title": proposal.title}
        return Question("aid.ask_consent_support", facts, choices)
    return Question("aid.ask_consent" if answers["what"] == PROPOSAL else "aid.ask_consent_vote", facts, choices)


def _consent(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "1":
        helper, village = talk.resident()
        aid.refuse_unless_room(talk.work, helper, village, _round(talk, answers))
        return Taken({**answers, "consent": True})
    if said.value == "0":
        return Taken({**answers, "consent": False, "slip": ""})
    raise Refusal("talk.refused.tap")


def _round(talk: Talk, answers: Answers) -> str:
    _, village = talk.resident()
    if answers["what"] == SUPPORT:
        return support.round_of(talk.work, village)
    return aid.round_of(talk.work, village, None if answers["what"] == PROPOSAL else answers["what"])


def _slip(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    number = slip(said.text)
    aid.refuse_unless_free(talk.work, village, _round(talk, answers), number)
    return Taken({**answers, "slip": number})


def _finish(talk: Talk, answers: Answers) -> None:
    helper, village = talk.resident()
    if not answers["consent"]:
        talk.say("aid.no_consent", {"name": answers["name"]}, menu=True)
        return
    if answers["what"] == PROPOSAL:
        kept = ("person", "name", "slip", "sex", "born")
        whom = {name: answers[name] for name in kept} | {"home": answers["rt"]}
        flow.begin(talk, PROPOSE_FOR, {"village": village.id, "for": whom})
        return
    if answers["what"] == SUPPORT:
        given = (answers["person"], answers["number"], answers["slip"])
        proposal, person = support.for_neighbour(talk.work, helper, village, *given)
        facts: dict[str, Fact] = {"name": person.name, "number": raw(proposal.number), "title": proposal.title}
        talk.say("aid.support_done", facts, menu=True)
        return
    opened = aid.open_ballot(talk.work, helper, village, answers["person"], answers["what"], answers["slip"])
    talk.work.outbox.post(aid.ballot(talk.chat.id, opened))


AID = flow.register(
    Flow(
        "aid",
        (
            Step("person", _ask_person, _person),
            Step("rt", ask_rt, take_rt),
            Step("sex", _ask_sex, lambda t, a, s: _JOINING["sex"](t, a, s)),
            Step(
                "born",
                lambda t, a: Question("aid.ask_born", {"name": a["name"]}),
                lambda t, a, s: _JOINING["born"](t, a, s),
            ),
            Step("what", _ask_what, _what),
            Step("consent", _ask_consent, _consent, may_return=False),
            Step("slip", lambda t, a: Question("aid.ask_slip", {"name": a["name"]}), _slip),
        ),
        _finish,
    )
)


# A proposal for somebody: the same questions as for one's own, and another last one.


def _ask_words(talk: Talk, answers: Answers) -> Question:
    first = propose.ASKED[0]
    return (
        first.ask(talk, answers)
        if answers.get(flow.OLD)
        else Question("aid.ask_words", {"name": answers["for"]["name"]})
    )


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    facts: dict[str, Fact] = {
        "name": answers["for"]["name"],
        "slip": answers["for"]["slip"],
        "words": answers["words"],
        "place": neighbours.place(village, answers["dusun"] or None, answers["rt"] or None),
        "benefit": propose.benefit_words(answers["benefit"]),
        "behalf": behalf.said(answers.get("behalf", "")),
        "media": similar.along(talk, answers),
    }
    rows = [
        [Choice("button.yes_send", 1)],
        behalf.button(answers),
        [Choice("button.change", 0), Choice("button.cancel", 2)],
    ]
    return Question("aid.ask_sure", facts, rows)


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    answers = {name: value for name, value in answers.items() if name not in (redo.REDO, behalf.ASKED)}
    if said.value == str(behalf.GROUP):
        return behalf.chosen(answers)
    if said.value == "1":
        return Taken({**answers, "sure": True})
    if said.value == "0":
        return redo.chosen(answers)
    if said.value == "2":
        return Taken({**answers, "sure": False})
    raise Refusal("talk.refused.tap")


def _proposed(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("talk.stopped", {"words": answers["words"]}, menu=True)
        return
    helper, village = talk.resident()
    whom = answers["for"]
    who = whom["person"] or aid.Newcomer(whom["name"], whom["home"], Sex(whom["sex"]), whom["born"])
    proposal, person, later = aid.submit(
        talk.work, helper, village, who, whom["slip"], answers["words"], answers["dusun"] or None,
        answers["rt"] or None, answers["benefit"], answers.get("behalf", ""),
    )  # fmt: skip
    media.attach(talk.work, helper, proposal, answers.get(carry.MEDIA, ()))
    facts: dict[str, Fact] = {"name": person.name, "number": raw(proposal.number), "title": proposal.title}
    facts |= {"later": text("aid.next_season") if later else None, "second": _second(person)}
    talk.say("aid.proposal_done", facts, menu=True)


def _second(person: Resident) -> Fact:
    return text("aid.second_waits", name=person.name) if person.state is State.ASKED else None


PROPOSE_FOR = flow.register(
    Flow(
        "propose_for",
        (
            Step("words", _ask_words, propose.ASKED[0].take),
            *propose.ASKED[1:],
            Step("sure", _ask_sure, _sure),
            redo.STEP,
            behalf.STEP,
        ),
        _proposed,
        keeps=True,
        ready=sentence.read,
        more=sentence.more,
    )
)


# A ballot for somebody.


def cast(talk: Talk, aid_id: str, option: str, into: str) -> Answer:
    helper, village = talk.resident()
    if into == str(fresh.ASK):
        return _take_out(talk, aid_id, option)
    done = aid.cast(talk.work, helper, village, int(aid_id), int(option), into == "1")
    return Answer(Toast("aid.toast.kept"), fresh.helped(talk.work, aid.ballot(talk.chat.id, done)))


def _take_out(talk: Talk, aid_id: str, option: str) -> Answer:
    """The only pick was tapped again, perhaps by a finger that tapped twice: nothing changes before a yes."""
    helper, village = talk.resident()
    done = aid.mine(talk.work, helper, village, int(aid_id))
    ballot = fresh.helped(talk.work, aid.ballot(talk.chat.id, done))
    if ballot is None or aid.picks(talk.work, done) != {int(option)}:
        return Answer(redraw=ballot)
    rows = [[Button("button.yes_empty", "bwv", (done.id, int(option), 0)),
             Button("button.keep_vote", "bwv", (done.id, int(option), 1))]]  # fmt: skip
    return Answer(redraw=replace(ballot, key="aid.ask_empty", fresh="", buttons=rows))


def seal(talk: Talk, aid_id: str) -> Answer:
    """The kader is done with this neighbour's ballot; the message forgets what was picked."""
    helper, village = talk.resident()
    done = aid.seal(talk.work, helper, village, int(aid_id))
    facts: dict[str, Fact] = {"name": objection.name_of(talk.work, done.resident_id), "slip": done.slip}
    return Answer(Toast("aid.toast.sealed"), talk.letter("aid.sealed", facts))


def not_me(talk: Talk, aid_id: str) -> Answer:
    """Somebody says of what was done in their name: that was not me."""
    person, village = talk.resident()
    objection.object_(talk.work, person, village, int(aid_id))
    return Answer(Toast("aid.toast.objected"), talk.letter("aid.objected"))
