"""The last look before a proposal goes out, with the village's proposals that are like it: one tap to stand behind one.

Nothing is held up: whoever says that theirs is another need, sends it.
"""

from collections import Counter
from collections.abc import Sequence

from actions import alike, support
from actions.ground import without_links
from actions.letters import Fact, raw, text
from actions.neighbours import place
from handlers import behalf, flow, sentence
from handlers.carry import MEDIA
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.media import OPEN, Kind
from village.people import verified
from village.proposal import SUPPORTABLE, Benefit, Proposal
from village.refusal import Refusal

ALIKE = "alike"
"""Among the answers: the numbers of the proposals that are like this one, best first."""
SEND, CHANGE, STOP, PLACE, SAME = 1, 0, 2, 3, "s"


def benefit_words(benefit: str) -> Fact:
    return text(f"benefit.{benefit}") if benefit in set(Benefit) else benefit


def found(talk: Talk, answers: Answers) -> Answers:
    """The answers with what is like them now."""
    village = sentence.village_of(talk, answers)
    like = alike.alike(talk.work, village, answers["words"], answers["dusun"] or None, answers["rt"] or None)
    return {**answers, ALIKE: [proposal.number for proposal in like]}


def ask(talk: Talk, answers: Answers) -> Question:
    village = sentence.village_of(talk, answers)
    facts: dict[str, Fact] = {
        "words": without_links(answers["words"]),
        "place": place(village, answers["dusun"] or None, answers["rt"] or None),
        "benefit": benefit_words(answers["benefit"]),
        "behalf": behalf.said(answers.get("behalf", "")),
        "media": along(talk, answers),
    }
    elsewhere = [[Choice("button.elsewhere", PLACE)]] if sentence.PRESUMED in answers else []
    facts["home"] = text("propose.at_home") if elsewhere else None
    group = behalf.button(answers)
    last = [Choice("button.change", CHANGE), Choice("button.cancel", STOP)]
    like = talk.work.proposals.chosen(village.id, answers.get(ALIKE, ()))
    if not like:
        return Question("propose.ask_sure", facts, [[Choice("button.yes_send", SEND)], *elsewhere, group, last])
    same = _same(talk, like)
    wait = text("propose.alike_wait") if same and not _known(talk) else None
    facts |= {"lines": {"lines": [_line(talk, p) for p in like]}, "wait": wait}
    rows = [*same, [Choice("button.yes_send_other", SEND)], *elsewhere, group, last]
    return Question("propose.ask_similar", facts, rows)


def along(talk: Talk, answers: Answers) -> Fact:
    """What goes along with the words: so many photos, voice notes, a place."""
    kinds = Counter(one.kind for number in answers.get(MEDIA, ()) if (one := talk.work.media.get(number)) is not None
                    and one.state in OPEN)  # fmt: skip
    told: list[Fact] = [text(f"media.along.{kind}", n=kinds[kind]) for kind in Kind if kinds[kind]]
    return text("propose.along", what={"list": told}) if told else None


def _own(talk: Talk, proposal: Proposal) -> bool:
    return talk.person is not None and proposal.author_id == talk.person.id


def _line(talk: Talk, proposal: Proposal) -> Fact:
    where = place(talk.work.villages.get(proposal.village_id), proposal.dusun_id, proposal.rt)
    key = "propose.alike_own" if _own(talk, proposal) else "propose.alike"
    return text(key, number=raw(proposal.number), title=proposal.title, place=where)


def _same(talk: Talk, like: Sequence[Proposal]) -> list[list[Choice]]:
    """One tap for each that this person may stand behind, now or once they are known."""
    others = [p.number for p in like if not _own(talk, p) and p.status in SUPPORTABLE]
    key = "button.same" if len(others) == 1 else "button.same_as"
    return [[Choice(key, f"{SAME}{number}", {"number": raw(number)})] for number in others]


def _known(talk: Talk) -> bool:
    return talk.village is not None and verified(talk.person, talk.village.id)


def same(talk: Talk, answers: Answers, value: str | None) -> int | None:
    """The number of the proposal that the tapped button takes for the same.

    Refuses whoever is not known yet: the draft stays, and is offered again with the news that they are.
    """
    known = {f"{SAME}{number}": number for number in answers.get(ALIKE, ())}
    number = known.get(value or "")
    if number is not None and not _known(talk):
        raise Refusal("propose.refused.same_waits")
    return number


def supported(talk: Talk, answers: Answers) -> None:
    """Stand behind the one that is the same; what was written waits beside it and may still be sent."""
    person, village = talk.resident()
    proposal = support.give(talk.work, person, village, answers["same"])
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title}
    if answers.get(flow.REST):
        talk.say("propose.supported", {**facts, "words": without_links(answers["words"])})
        return
    draft = {name: value for name, value in answers.items() if name not in ("sure", "same", flow.LATER)}
    flow.begin(talk, ASIDE, {**draft, "same": proposal.number})


def _ask_aside(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    proposal = talk.work.proposals.numbered(village.id, answers["same"])
    assert proposal is not None
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "words": without_links(answers["words"]),
    }  # fmt: skip
    return Question(
        "propose.aside", facts, [[Choice("button.send_too", "1")], [Choice("button.enough", "0")]]
    )  # fmt: skip


def _aside(talk: Talk, answers: Answers, said: Said) -> Taken:
    """A new sentence is a new matter; the draft goes on waiting behind it."""
    if said.value not in ("0", "1") and not said.text.strip():
        raise Refusal("talk.refused.tap")
    if said.value is None:
        words = flow.joined(answers.get(flow.LATER, ""), answers["words"])
        return Taken({**answers, "send": said.text, flow.LATER: words})
    return Taken({**answers, "send": said.value == "1"})


def _aside_over(talk: Talk, answers: Answers) -> None:
    from handlers import propose  # which leads here
    from handlers.whether import maybe

    if isinstance(answers["send"], str):
        maybe(talk, answers["send"])
    elif answers["send"]:
        propose.send(talk, answers)
    else:
        talk.say("propose.aside_done", menu=True)


ASIDE = flow.register(Flow("aside", (Step("send", _ask_aside, _aside),), _aside_over, waits=True))
