"""Ask the proposer what is not clear; keep the answer with the proposal, and tell who asked."""

from actions import ground, news, queue, rights, steps
from actions.letters import Button, Fact, Letter, Priority, raw, text
from actions.proposal_records import Clarification
from actions.work import Work
from village import clarify
from village.clarify import Ask
from village.people import Resident
from village.place import Village, local
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import Why
from village.words import clipped, kept

AT_ONCE = 100


def refuse_unless_askable(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """The proposal, if this officer may put a question to its proposer now, and somebody would read it."""
    rights.require(work, "clarify", officer, village)
    proposal = queue.opened(work, officer, village, number)
    if officer.id == proposal.author_id:
        raise Refusal("step.refused.own")
    if proposal.status is not Status.DITERIMA:
        raise Refusal("clarify.refused.status", number=raw(number))
    if not _reached(work, proposal):
        raise Refusal("clarify.refused.nobody")
    return proposal


def may_ask(work: Work, officer: Resident, village: Village, proposal: Proposal) -> bool:
    """Would a question of this officer be taken now?"""
    try:
        refuse_unless_askable(work, officer, village, proposal.number)
    except Refusal:
        return False
    return True


def ask(work: Work, officer: Resident, village: Village, number: int, question: Ask, words: str = "") -> Proposal:
    """Put one question. `words`: the officer's own."""
    proposal = refuse_unless_askable(work, officer, village, number)
    said = clipped(words, clarify.LONGEST)
    if question is Ask.OWN and len(said) < clarify.SHORTEST:
        raise Refusal("clarify.refused.short")
    moved = steps.take(work, officer, village, proposal, Status.PERLU_KLARIFIKASI)
    first = work.now + clarify.reminder(village.settings, _year(work, village))
    asked = work.clarifications.add(village.id, proposal.id, question, said, officer.id, first)
    assert asked is not None  # whoever leaves that status closes the question
    _record(work, officer, moved, "proposal_asked", {"question": question, "words": said})
    _put(work, village, moved, question, said, asked, "clarify.question", "")
    return moved


def answer(work: Work, speaker: Resident, village: Village, asked_id: int, words: str) -> Proposal:
    """The proposer, or the kader who entered it for them, answers: a new version with the words appended."""
    asked, proposal = answerable(work, speaker, village, asked_id)
    said = kept(words)
    work.clarifications.settle(asked.id, "answered")
    whole = kept(f"{proposal.words}\n\n{said}")
    if not whole.endswith(said):
        raise Refusal("clarify.refused.long")
    answered = work.proposals.revise(proposal, proposal.title, whole, speaker.id)
    if ground.tells_danger(work, village, said):
        work.proposals.alarm(answered)
    _record(work, speaker, answered, "proposal_revised", {"words": said})
    moved = steps.for_proposer(work, speaker, village, answered, Status.DITERIMA)
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title,
        "question": question_words(asked.question, asked.words), "words": said,
    }  # fmt: skip
    for chat in work.accounts.chats_of(asked.asked_by):
        work.outbox.post(
            Letter(
                chat, "clarify.answered", facts, [[Button("button.open_proposal", "ank", (proposal.number,))]],
                resident=asked.asked_by, village=village.id, priority=Priority.RESULT,
                once=f"answered:{asked.id}:{chat}",
            )
        )  # fmt: skip
    return moved


def answerable(work: Work, speaker: Resident, village: Village, asked_id: int) -> tuple[Clarification, Proposal]:
    """The open question, if it was put to this person."""
    asked = work.clarifications.get(asked_id)
    if asked is None or asked.village_id != village.id or asked.state != "open":
        raise Refusal("clarify.refused.over")
    proposal = work.proposals.get(asked.proposal_id)
    if speaker.id not in (proposal.author_id, work.aids.proposed_by(proposal.id)):
        raise Refusal("proposal.refused.own")
    return asked, proposal


def question_words(question: Ask, words: str) -> Fact:
    return words if question is Ask.OWN else text(f"clarify.ask.{question}")


def move_on(work: Work) -> int:
    """Remind who has not answered, and let the proposal wait when the time is over. Run by the pulse."""
    due = work.clarifications.due(AT_ONCE)
    for asked in due:
        village, proposal = work.villages.get(asked.village_id), work.proposals.get(asked.proposal_id)
        until = asked.asked_at + clarify.patience(village.settings, _year(work, village))
        if work.now >= until:
            steps.by_itself(work, village, proposal, Status.TERTUNDA, Why.TANPA_JAWABAN)
        elif asked.reminded_at is None:
            work.clarifications.remind(asked.id, until)
            _put(work, village, proposal, asked.question, asked.words, asked.id, "clarify.reminder", "again:")
        else:  # the village has given itself more time meanwhile
            work.clarifications.remind(asked.id, until)
    return len(due)


def _put(
    work: Work, village: Village, proposal: Proposal, question: Ask, words: str, asked: int, key: str, again: str
) -> None:
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "question": question_words(question, words),
    }  # fmt: skip
    buttons = [[Button("button.answer", "anj", (asked,))]]
    news.tell_proposer(work, village, proposal, key, facts, f"clarify:{again}{asked}", buttons)


def _record(work: Work, person: Resident, proposal: Proposal, act: str, facts: dict[str, Fact]) -> None:
    role = "warga" if person.id == proposal.author_id else min(person.offices, default="warga")
    thing = f"proposal:{proposal.number}:{proposal.version}"
    work.book.record(proposal.village_id, person.id, role, act, thing, facts)


def _reached(work: Work, proposal: Proposal) -> bool:
    """Has the proposer a phone, or the kader who entered it?"""
    helper = work.aids.proposed_by(proposal.id)
    return any(work.accounts.chats_of(person) for person in (proposal.author_id, helper) if person)


def _year(work: Work, village: Village) -> int:
    return local(work.now, village.zone).year
