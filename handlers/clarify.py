"""[Tanya pengusul]: an officer picks a question or types one; the proposer answers by one tap and a sentence."""

from actions import clarify
from actions.letters import Button, Fact, raw
from handlers import flow
from handlers.chat import Answer, Talk, Toast
from handlers.flow import Answers, Flow, Question, Said, Step, Taken
from handlers.queue import card
from village.clarify import SHORTEST, Ask
from village.refusal import Refusal
from village.words import kept

LEAST = 2


def choose(talk: Talk, number: str) -> Answer:
    """The questions that stand ready, in place of the card."""
    officer, village = talk.resident()
    proposal = clarify.refuse_unless_askable(talk.work, officer, village, int(number))
    rows = [[Button(f"button.ask.{question}", "anq", (proposal.number, question.value))] for question in Ask]
    rows.append([Button("button.back_to_card", "anb", (proposal.number,))])
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title}
    return Answer(redraw=talk.letter("clarify.choose", facts, rows))


def ask(talk: Talk, number: str, question: str) -> Answer:
    officer, village = talk.resident()
    if question not in set(Ask):
        raise Refusal("talk.refused.old")
    if question == Ask.OWN:
        clarify.refuse_unless_askable(talk.work, officer, village, int(number))
        flow.begin(talk, CLARIFY, {"number": int(number)})
        return Answer()
    moved = clarify.ask(talk.work, officer, village, int(number), Ask(question))
    return Answer(Toast("clarify.toast.asked"), card(talk, moved))


def _ask_words(talk: Talk, answers: Answers) -> Question:
    return Question("clarify.ask_words", {"number": raw(answers["number"])})


def _words(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = kept(said.text)
    if len(words) < SHORTEST:
        raise Refusal("clarify.refused.short")
    return Taken({**answers, "words": words})


def _asked(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    proposal = clarify.ask(talk.work, officer, village, answers["number"], Ask.OWN, answers["words"])
    talk.say("clarify.asked", {"number": raw(proposal.number), "words": answers["words"]}, menu=True)


CLARIFY = flow.register(Flow("clarify", (Step("words", _ask_words, _words),), _asked))


def answer(talk: Talk, asked: str) -> None:
    """The proposer taps [Jawab]: the next sentence is the answer."""
    speaker, village = talk.resident()
    clarify.answerable(talk.work, speaker, village, int(asked))
    flow.begin(talk, ANSWER, {"asked": int(asked)})


def _ask_answer(talk: Talk, answers: Answers) -> Question:
    speaker, village = talk.resident()
    asked, proposal = clarify.answerable(talk.work, speaker, village, answers["asked"])
    question = clarify.question_words(asked.question, asked.words)
    return Question("clarify.ask_answer", {"number": raw(proposal.number), "question": question})


def _answer(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = kept(said.text)
    if len(words) < LEAST:
        raise Refusal("clarify.refused.empty")
    return Taken({**answers, "words": words})


def _answered(talk: Talk, answers: Answers) -> None:
    speaker, village = talk.resident()
    proposal = clarify.answer(talk.work, speaker, village, answers["asked"], answers["words"])
    talk.say("clarify.thanks", {"number": raw(proposal.number), "words": answers["words"]}, menu=True)


ANSWER = flow.register(Flow("answer", (Step("words", _ask_answer, _answer),), _answered))
