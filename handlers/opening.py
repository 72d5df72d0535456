"""The talk in which an officer opens a poll: over what, how many picks, until when."""

from actions import vote
from actions.letters import moment, raw, text
from handlers import council_key, flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import typed
from village.place import at_hour, local
from village.poll import MOST_OPTIONS, refuse_unless_ballot
from village.proposal import Proposal
from village.refusal import Refusal

EVENING = 20
PER_PAGE = 8
OFFERED_DAYS = (1, 3, 7)
OFFERED_PICKS = (1, 2, 3, 5)
COUNCIL, SERVER = "council", "server"
"""Who holds the key of the box."""
ONLY = "only"
"""Among the answers: there was nothing to choose."""


def candidates(talk: Talk, village: int) -> list[Proposal]:
    running = {o.number for poll in talk.work.polls.running(village) for o in poll.options}
    return [p for p in talk.work.proposals.eligible(village) if p.number not in running]


def _ask_numbers(talk: Talk, answers: Answers) -> Question:
    proposals = candidates(talk, answers["village"])
    page, picked = answers["page"], answers["numbers"]
    shown = proposals[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows = [
        [
            Choice(
                "button.picked" if p.number in picked else "button.unpicked",
                f"t{p.number}",
                {"number": raw(p.number), "title": p.title},
            )
        ]
        for p in shown
    ]
    turn = []
    if page > 0:
        turn.append(Choice("button.newer", f"g{page - 1}"))
    if (page + 1) * PER_PAGE < len(proposals):
        turn.append(Choice("button.older", f"g{page + 1}"))
    if turn:
        rows.append(turn)
    if not picked and len(proposals) <= MOST_OPTIONS:
        rows.append([Choice("button.pick_all", "all", {"n": len(proposals)})])
    if len(picked) >= 2:
        rows.append([Choice("button.done_picking", "ok", {"n": len(picked)})])
    return Question("poll.ask_numbers", {"n": len(picked)}, rows)


def _numbers(talk: Talk, answers: Answers, said: Said) -> Taken:
    """Toggle one, turn the page, take all, or be done. Typed numbers ("1, 4, 7") do as well."""
    known = {p.number for p in candidates(talk, answers["village"])}
    value = said.value or ""
    picked = [n for n in answers["numbers"] if n in known]
    if value == "all":
        return Taken({**answers, "numbers": sorted(known), "ok": True}, told=True)
    if value == "ok":
        return Taken({**answers, "numbers": picked, "ok": True})
    if value.startswith("g"):
        return Taken({**answers, "page": int(value[1:])}, again=True)
    wanted = [int(value[1:])] if value.startswith("t") else [
        n for n in map(typed.number, said.text.replace(",", " ").split()) if n is not None
    ]  # fmt: skip
    wanted = [n for n in wanted if n in known]
    if not wanted:
        raise Refusal("poll.refused.numbers")
    for number in wanted:
        picked = [n for n in picked if n != number] if number in picked else [*picked, number]
    if len(picked) > MOST_OPTIONS:
        raise Refusal("poll.refused.many", most=MOST_OPTIONS)
    return Taken({**answers, "numbers": sorted(picked)}, again=True)


def _ask_most(talk: Talk, answers: Answers) -> Question:
    count = len(answers["numbers"])
    choices = [Choice("button.picks", n, {"n": n}) for n in OFFERED_PICKS if n <= count]
    return Question("poll.ask_most", {"n": count}, [choices])


def _most(talk: Talk, answers: Answers, said: Said) -> Taken:
    most = typed.number(said.value or said.text)
    if most is None or not 1 <= most <= len(answers["numbers"]):
        raise Refusal("poll.refused.picks", most=len(answers["numbers"]))
    return Taken({**answers, "most": most})


def _ask_closes(talk: Talk, answers: Answers) -> Question:
    village = talk.work.villages.get(answers["village"])
    moments = [at_hour(talk.work.now, village.zone, days, EVENING) for days in OFFERED_DAYS]
    return Question("poll.ask_closes", choices=[[Choice("button.moment", at, {"at": moment(at)})] for at in moments])


def _closes(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "closes": int(said.value)})
    village = talk.work.villages.get(answers["village"])
    now = local(talk.work.now, village.zone)
    assert now.tzinfo is not None
    found = typed.moment(said.text, now, now.tzinfo)
    if found is None:
        raise Refusal("poll.refused.moment")
    at = int(found.at.timestamp() * 1000)
    if not found.time_given:
        at = at_hour(at, village.zone, 0, EVENING)
    refuse_unless_ballot(len(answers["numbers"]), answers["most"], talk.work.now, at)
    return Taken({**answers, "closes": at})


def _ask_holder(talk: Talk, answers: Answers) -> Question:
    return Question(
        "poll.ask_key", {}, [[Choice("button.key_council", COUNCIL)], [Choice("button.key_server", SERVER)]]
    )


def _holder(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in (COUNCIL, SERVER):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "holder": said.value})


def _ready(talk: Talk, answers: Answers) -> Answers:
    """Where too few of the council are here, there is nothing to ask: the server keeps the key."""
    if "holder" in answers or council_key.ask_key(talk, answers["village"]):
        return answers
    return {**answers, "holder": SERVER, ONLY: True}


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    proposals = talk.work.proposals.chosen(answers["village"], answers["numbers"])
    return Question(
        "poll.ask_sure",
        {
            "lines": {"lines": [text("proposal.line", number=raw(p.number), title=p.title) for p in proposals]},
            "most": answers["most"],
            "closes_at": moment(answers["closes"]),
            "held": text(f"poll.will_hold_{answers['holder']}"),
        },
        [[Choice("button.open_now", 1)], [Choice("button.start_over", 0), Choice("button.cancel", 2)]],
    )


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "1":
        return Taken({**answers, "sure": True})
    if said.value == "0":
        waiting = {name: answers[name] for name in ("village", flow.LATER) if name in answers}
        return Taken({**waiting, "numbers": [], "page": 0})
    if said.value == "2":
        return Taken({**answers, "sure": False})
    raise Refusal("talk.refused.tap")


def _opened(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("talk.stopped", {"words": None}, menu=True)
        return
    if answers["holder"] == COUNCIL:
        council_key.prepared(talk, answers)
        return
    officer, village = talk.resident()
    poll = vote.open_poll(talk.work, officer, village, answers["numbers"], answers["most"], answers["closes"])
    voters = talk.work.residents.electorate(village.id, local(poll.opens_at, village.zone).year - poll.age)
    groups = len(talk.work.chats.groups(village.id))
    talk.say(
        "poll.done" if groups else "poll.done_no_group",
        {"voters": voters, "closes_at": moment(poll.closes_at)},
        menu=True,
    )


POLL = flow.register(
    Flow(
        "poll",
        (
            Step("ok", _ask_numbers, _numbers),
            Step("most", _ask_most, _most),
            Step("closes", _ask_closes, _closes),
            Step("holder", _ask_holder, _holder, fits=lambda answers: ONLY not in answers),
            Step("sure", _ask_sure, _sure),
        ),
        _opened,
        ready=_ready,
    )
)
