"""Look through the proposals: the list in one message, filters by buttons, words typed behind /usulan."""

from collections import Counter
from dataclasses import replace

from actions import carry_over
from actions.letters import Button, Fact, Letter, raw, text
from actions.propose import behalf_words
from handlers import behalf, flow, outcome, season
from handlers.chat import Answer, Talk, pairs
from handlers.flow import Answers, Flow, Question, Said, Step, Taken
from village.browse import EVERYTHING, Stage, Topic, Wanted, Whose, unpacked, with_words
from village.kelompok import LETTERS, OWN_NAME, letter
from village.place import Village
from village.proposal import Proposal
from village.refusal import Refusal

PAGE = 8
BY_DUSUN, BY_STAGE, BY_TOPIC, BY_GROUP = "d", "k", "b", "g"


def listed(talk: Talk, wanted: Wanted = EVERYTHING) -> None:
    talk.work.outbox.post(_page(talk, 0, wanted))


def page(talk: Talk, offset: str, packed: str = "") -> Answer:
    """Another page of the list, or another list, in the same message."""
    return Answer(redraw=_page(talk, max(0, int(offset)), unpacked(packed)))


def found(talk: Talk, words: str) -> None:
    """What was typed behind /usulan, or after [Cari]."""
    wanted = with_words(EVERYTHING, words)
    if not wanted.words:
        raise Refusal("browse.refused.words")
    listed(talk, wanted)


def mine(talk: Talk, words: str) -> None:
    """ "usulan saya": one's own, with where each stands. In a group nobody is shown what is whose."""
    talk.resident()
    listed(talk, Wanted(Whose.MINE))


def of(talk: Talk, wanted: Wanted, offset: int) -> tuple[list[Proposal], int]:
    return talk.work.proposals.found(talk.published().id, wanted, *_whose(talk, wanted), offset, PAGE)


def _whose(talk: Talk, wanted: Wanted) -> tuple[int | None, int]:
    """(dusun, person) that it looks for."""
    village = talk.published()
    hamlet = village.dusun[wanted.dusun - 1].id if 0 < wanted.dusun <= len(village.dusun) else None
    return hamlet, talk.resident()[0].id if wanted.whose is not Whose.ALL else 0


def _page(talk: Talk, offset: int, wanted: Wanted) -> Letter:
    village = talk.published()
    if not talk.private:
        wanted = replace(wanted, whose=Whose.ALL)
    proposals, total = of(talk, wanted, offset)
    if not total:
        return _nothing(talk, village, wanted)
    facts: dict[str, Fact] = {
        "village": village.name,
        "total": total,
        "lines": {"lines": _lines(talk, proposals, wanted)},
    }
    if wanted.everything:
        facts["until"] = season.until(talk, village)
        return talk.letter("proposal.list", facts, _buttons(talk, proposals, total, offset, wanted))
    facts["what"] = {"list": _told(village, wanted)}
    return talk.letter("browse.list", facts, _buttons(talk, proposals, total, offset, wanted))


def _lines(talk: Talk, proposals: list[Proposal], wanted: Wanted) -> list[Fact]:
    ages = carry_over.ages(talk.work, talk.published(), proposals)
    return [carry_over.aged(_line(p, wanted), ages.get(p.id)) for p in proposals]


def _line(proposal: Proposal, wanted: Wanted) -> Fact:
    number, title = raw(proposal.number), proposal.title
    if wanted.whose is Whose.ALL:
        return behalf.lined(text("proposal.line", number=number, title=title), proposal)
    status = text(f"status.{proposal.status}")
    return behalf.lined(text("browse.line", number=number, title=title, status=status), proposal)


def _nothing(talk: Talk, village: Village, wanted: Wanted) -> Letter:
    if wanted.everything:
        return talk.letter("proposal.none", {"until": season.until(talk, village)})
    key = {Whose.MINE: "browse.none_mine", Whose.SUPPORTED: "browse.none_supported"}.get(wanted.whose, "browse.none")
    everything = [[Button("button.everything", "pl", (0,))]]
    return talk.letter(key, {"what": {"list": _told(village, wanted)}}, everything)


def _told(village: Village, wanted: Wanted) -> list[Fact]:
    """The filters in words."""
    told: list[Fact] = []
    if wanted.words:
        told.append(text("browse.words", words=" ".join(wanted.words)))
    if wanted.whose is not Whose.ALL:
        told.append(text(f"browse.whose.{wanted.whose}"))
    if wanted.stage is not Stage.ALL:
        told.append(text(f"browse.stage.{wanted.stage}"))
    if wanted.topic is not Topic.ALL:
        told.append(_topic(wanted.topic))
    if wanted.group:
        told.append(_group(wanted.group))
    if 0 < wanted.dusun <= len(village.dusun):
        told.append(text("place.dusun", dusun=village.dusun[wanted.dusun - 1].name))
    return told


def _topic(topic: Topic) -> Fact:
    return text(f"bidang.{topic.bidang}") if topic.bidang else text("browse.no_topic")


def _group(letter: str) -> Fact:
    return text("browse.group_other") if letter == OWN_NAME else behalf_words(LETTERS[letter])


def _buttons(
    talk: Talk, proposals: list[Proposal], total: int, offset: int, wanted: Wanted
) -> list[list[Button]]:  # fmt: skip
    rows: list[list[Button]] = []
    if talk.private:
        numbers = [Button("button.show_one", "pb", (p.number,), {"number": raw(p.number)}) for p in proposals]
        rows += [numbers[i : i + 4] for i in range(0, len(numbers), 4)]
    turn = []
    if offset > 0:
        turn.append(_to("button.newer", wanted, max(0, offset - PAGE)))
    if offset + PAGE < total:
        turn.append(_to("button.older", wanted, offset + PAGE))
    rows += [turn] if turn else []
    if talk.private and (total > PAGE or not wanted.everything):
        rows.append([Button("button.find", "pi"), Button("button.filter", "pf", ("", wanted.packed()))])
    if talk.private and wanted.everything:
        rows += outcome.ways(talk)
    return rows


def _to(key: str, wanted: Wanted, offset: int = 0, facts: dict[str, Fact] | None = None) -> Button:
    return Button(key, "pl", (offset, wanted.packed()), facts or {})


def filters(talk: Talk, by: str, packed: str) -> Answer:
    """The choices by which the list can be made shorter."""
    village, wanted = talk.published(), unpacked(packed)
    if by == BY_DUSUN:
        choices = [
            _to("button.name", replace(wanted, dusun=n), facts={"name": d.name})
            for n, d in enumerate(village.dusun, start=1)
        ]
        return Answer(redraw=talk.letter("browse.ask_dusun", {}, pairs(choices)))
    if by == BY_TOPIC:
        many = talk.work.proposals.topics(village.id, wanted, *_whose(talk, wanted))
        choices = [
            _to("button.topic", replace(wanted, topic=t), facts={"topic": _topic(t), "n": many[t.bidang]})
            for t in (*list(Topic)[2:], Topic.NONE)
            if many.get(t.bidang)
        ]
        choices.append(Button("button.everything", "pl", (0,)))
        return Answer(redraw=talk.letter("browse.ask_topic", {}, pairs(choices)))
    if by == BY_GROUP:
        choices = [
            _to("button.topic", replace(wanted, group=one), facts={"topic": _group(one), "n": many})
            for one, many in _groups(talk, wanted).items()
        ]
        choices.append(Button("button.everything", "pl", (0,)))
        return Answer(redraw=talk.letter("browse.ask_group", {}, pairs(choices)))
    if by == BY_STAGE:
        choices = [_to(f"browse.stage.{s}", replace(wanted, stage=s)) for s in Stage if s is not Stage.ALL]
        return Answer(redraw=talk.letter("browse.ask_stage", {}, pairs(choices)))
    choices = [
        _to("browse.whose.m", replace(wanted, whose=Whose.MINE)),
        _to("browse.whose.s", replace(wanted, whose=Whose.SUPPORTED)),
        Button("button.by_stage", "pf", (BY_STAGE, packed)),
        Button("button.by_topic", "pf", (BY_TOPIC, packed)),
    ]
    if _groups(talk, wanted):
        choices.append(Button("button.by_group", "pf", (BY_GROUP, packed)))
    if len(village.dusun) > 1:
        choices.append(Button("button.by_dusun", "pf", (BY_DUSUN, packed)))
    choices.append(Button("button.everything", "pl", (0,)))
    return Answer(redraw=talk.letter("browse.ask_filter", {}, pairs(choices)))


def _groups(talk: Talk, wanted: Wanted) -> dict[str, int]:
    """How many there are for each letter of a group, those with a name of their own last."""
    found: Counter[str] = Counter()
    for name, many in talk.work.proposals.groups(talk.published().id, wanted, *_whose(talk, wanted)).items():
        found[letter(name)] += many
    return {one: found[one] for one in (*LETTERS, OWN_NAME) if found[one]}


def begin(talk: Talk, words: str = "") -> None:
    """[Cari]: ask for the words; a question that is open goes on, and the way by /usulan is told."""
    if flow.open_flow(talk) in (None, flow.WAITING, FIND.name):
        flow.begin(talk, FIND, {})
    else:
        talk.say("browse.hint")


def _words(talk: Talk, answers: Answers, said: Said) -> Taken:
    if not with_words(EVERYTHING, said.text).words:
        raise Refusal("browse.refused.words")
    return Taken({**answers, "find": said.text})


FIND = flow.register(
    Flow(
        "find",
        (Step("find", lambda t, a: Question("browse.ask_words"), _words),),
        lambda talk, answers: found(talk, answers["find"]),
    )
)
