"""Start, help, one's own data, language; what a stray message gets."""

from actions import draft, hall, hear
from actions.letters import Button, Fact, raw, text
from actions.neighbours import place
from actions.publish import bot_button
from handlers import (
    alarm,
    attend,
    browse,
    cards,
    desk,
    enrol,
    flow,
    groups,
    household,
    meetings,
    outcome,
    proposal,
    propose,
    sanggah,
    scores,
    setup,
    vote,
    whether,
)
from handlers.chat import Answer, Talk, Toast
from handlers.opening import POLL
from village import people
from village.place import Village
from village.refusal import Refusal

NUMBERS_MEANT = POLL.name
"""The flow in which numbers of proposals are the answer."""


def start(talk: Talk, payload: str) -> None:
    """`/start`, alone or with what a link or poster carries."""
    kind, _, rest = payload.partition("_")
    if not talk.private:
        if payload.startswith(groups.PAYLOAD):
            groups.tie(talk, "")
        else:
            talk.say("group.private_only", buttons=[[bot_button("button.go_private", "menu")]])
        return
    if kind == "pasang":
        setup.opened(talk, rest)
    elif kind == "warga":
        enrol.opened(talk, rest)
    elif kind == "kartu":
        cards.opened(talk, rest)
    elif kind == "tugas":
        desk.take_office(talk, rest)
    elif kind == "usul":
        if not flow.ask_again(talk):
            new_proposal(talk, "")
    elif kind == "rapat" and talk.person is not None:
        meetings.linked(talk, rest)
    elif payload == "suara":
        vote.show_ballots(talk)
    elif kind == hall.LINK and talk.person is not None:
        attend.opened(talk, rest)
    elif kind == draft.LINK and talk.person is not None:
        sanggah.read(talk, rest)
    elif payload == "nilai":
        scores.listed(talk)
    elif payload[:1] == "u" and payload[1:].isascii() and payload[1:].isdigit():
        proposal.show(talk, int(payload[1:]))
    elif talk.person is None:
        if not flow.ask_again(talk):
            enrol.begin(talk)
    else:
        menu(talk, "")
        flow.offer_on(talk)


def menu_or_start(talk: Talk, words: str) -> None:
    """The menu, for whoever is known; others are led in."""
    if talk.person is not None and talk.village is not None:
        menu(talk, "")
        flow.offer_on(talk)
    elif not flow.ask_again(talk):
        enrol.begin(talk)


def register(talk: Talk, words: str) -> None:
    """ "daftar": whoever is no resident yet, or was not recognised, is asked; others get the menu."""
    person, village = talk.person, talk.village
    if person is not None and village is not None and person.dusun_id and people.known(person, village.id):
        menu_or_start(talk, words)
    elif flow.open_flow(talk) != enrol.JOIN.name or not flow.ask_again(talk):
        enrol.begin(talk)


def menu(talk: Talk, words: str) -> None:
    person, village = talk.resident()
    talk.say("menu.show", {"name": person.name, "village": village.name}, menu=True)


def new_proposal(talk: Talk, words: str) -> None:
    if words and alarm.heard(talk, words):
        return
    if not talk.private:
        propose.in_group(talk, words)
        return
    open_now = flow.open_flow(talk)
    if open_now == whether.MAYBE.name and not words:
        flow.choose(talk, whether.IS_PROPOSAL)
    elif open_now in (None, whether.MAYBE.name, "aside"):
        begin = enrol.begin if talk.person is None else propose.begin
        begin(talk, words)
    elif words:
        flow.keep_for_later(talk, words)
    else:
        flow.offer_on(talk)


def proposals(talk: Talk, words: str) -> None:
    """`/usulan`: the list; with a number behind it that one; "saya": one's own; else what is looked for."""
    if named := hear.numbered(words):
        proposal.show(talk, named.number)
    elif hear.own_proposals(words):
        if talk.private:
            browse.mine(talk, words)
        else:
            talk.say("group.private_only", buttons=[[bot_button("button.go_private", "menu")]])
    elif words.strip():
        browse.found(talk, words)
    else:
        browse.listed(talk)


def looked_up(talk: Talk, words: str) -> bool:
    """Is it the number of a proposal? While a question is open, only where the words say so."""
    named, asked = hear.numbered(words), flow.open_flow(talk)
    if named is None or talk.village is None or asked == NUMBERS_MEANT:
        return False
    if asked not in (None, whether.MAYBE.name, "aside") and not named.plainly:
        return False
    proposal.show(talk, named.number)
    flow.offer_on(talk)
    return True


def asked_in_group(talk: Talk, words: str) -> None:
    """In a group only what is plainly the number of a proposal is answered: people talk there among themselves."""
    named = hear.numbered(words)
    if talk.village is not None and named is not None and (named.plainly or named.marked):
        proposal.show(talk, named.number)


def ballots(talk: Talk, words: str) -> None:
    vote.show_ballots(talk)


def results(talk: Talk, words: str) -> None:
    vote.results(talk)


def priorities(talk: Talk, words: str) -> None:
    outcome.priorities(talk)


def planned(talk: Talk, words: str) -> None:
    outcome.outcome(talk)


def marks(talk: Talk, words: str) -> None:
    scores.listed(talk)


def schedule(talk: Talk, words: str) -> None:
    meetings.schedule(talk)


def check(talk: Talk, words: str) -> None:
    vote.check_book(talk)


def profile(talk: Talk, words: str) -> None:
    """Everything we keep about the speaker, in words."""
    person, village = talk.resident()
    talk.say(
        "profile.show",
        {
            "name": person.name,
            "village": village.name,
            "place": _home(village, person.dusun_id, person.rt),
            "sex": text(f"sex.{person.sex.lower()}") if person.sex else "-",
            "born": raw(person.birth_year) if person.birth_year else "-",
            "state": text(f"state.{person.state}"),
            "offices": {"list": [text(f"office.{o}") for o in sorted(person.offices)]} if person.offices else "-",
        },
        [[Button("button.news", "kb")], *household.buttons(talk, person), [Button("button.own_data", "dc")]],
    )


def _home(village: Village, dusun_id: int | None, rt: str | None) -> Fact:
    return place(village, dusun_id, rt) if dusun_id else "-"


def language(talk: Talk, words: str) -> None:
    """Choose the language of the bot's words, where there is a choice."""
    if len(talk.languages) < 2:
        talk.say("language.show")
        return
    talk.say("language.ask", buttons=[[Button(f"language.name.{code}", "lg", (code,))] for code in talk.languages])


def speak(talk: Talk, code: str) -> Answer:
    """From the next letter on, this account is written to in that language."""
    if talk.account is None or code not in talk.languages:
        raise Refusal("talk.refused.old")
    talk.work.accounts.speak(talk.account.id, code)
    return Answer(Toast("language.toast.chosen"))


def cancel(talk: Talk, words: str) -> None:
    if not flow.stop(talk):
        talk.say("talk.nothing_open", menu=True)


def office_desk(talk: Talk, words: str) -> None:
    desk.desk(talk, words)


def council(talk: Talk, words: str) -> None:
    desk.council(talk)


def stray_text(talk: Talk, words: str) -> None:
    """A sentence outside any conversation: perhaps a proposal."""
    if not talk.private:
        return
    if talk.person is None:
        enrol.begin(talk, words)
    elif not words.strip():
        talk.say("talk.unread")
    else:
        whether.maybe(talk, words)


def edited(talk: Talk) -> None:
    if talk.private:
        talk.say("talk.edited")
