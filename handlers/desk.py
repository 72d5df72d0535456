"""The officers' desk: link the group, invite residents, appoint, open and close polls; and the council's."""

from actions import appoint, close_together, complain, publish, rights, vote
from actions.letters import Button, Fact, moment, raw, text
from actions.neighbours import place
from handlers import banding, council_key, desk_sections, enrol, flow, opening, places, visits
from handlers.chat import Answer, Talk, Toast, pairs
from village import people
from village.offices import BPD, appointable
from village.people import Office
from village.place import local
from village.refusal import Refusal


def desk(talk: Talk, section: str = "") -> None:
    """The sections that have something for this person, or what is in one of them: `/kelola jabatan`."""
    person, village = talk.resident()
    if not person.offices:
        raise Refusal("desk.refused.resident")
    if desk_sections.show(talk, section.strip().casefold()):
        return
    waiting = talk.work.residents.waiting_count(village.id)
    facts: dict[str, Fact] = {"village": village.name, "waiting": waiting}
    talk.say("desk.show", facts, desk_sections.buttons(talk, person, village))


def invite(talk: Talk) -> None:
    """The village's join link as a QR picture for the wall, and as a link to forward; posters of places follow."""
    person, village = talk.resident()
    rights.require(talk.work, "invite_residents", person, village)
    payload = enrol.payload(village)
    talk.say(
        "invite.poster", {"village": village.name, "link": {"link": f"bot:{payload}"}},
        places.dusun_buttons(village, "lp") if village.dusun else (), attach=f"qr:{payload}",
    )  # fmt: skip


def poster(talk: Talk, dusun: str, rt: str = "") -> None:
    """The poster of one dusun, with buttons for its RT; or of one RT."""
    person, village = talk.resident()
    rights.require(talk.work, "invite_residents", person, village)
    hamlet = village.hamlet(int(dusun))
    if hamlet is None or (rt and rt not in hamlet.rts):
        raise Refusal("talk.refused.old")
    payload = enrol.payload(village, hamlet.id, rt or None)
    talk.say(
        "invite.poster_place",
        {"place": place(village, hamlet.id, rt or None), "link": {"link": f"bot:{payload}"}},
        () if rt else places.rt_buttons(hamlet, "lp"), attach=f"qr:{payload}",
    )  # fmt: skip


def offices(talk: Talk, section: str = "") -> None:
    """Which office is to be given; a section's button comes here too, with its name."""
    if section:
        desk(talk, section)
        return
    person, village = talk.resident()
    rights.require(talk.work, "appoint", person, village)
    talk.say(
        "appoint.ask_office",
        buttons=pairs(
            [Button(f"office.{office}", "ai", (office.value,)) for office in appointable(person, village.id)]
        ),
    )


def appoint_to(talk: Talk, office: str) -> None:
    person, village = talk.resident()
    payload = appoint.invite(talk.work, person, village, Office(office))
    talk.say(
        "appoint.link", {"office": text(f"office.{office}"), "link": {"link": f"bot:{payload}"},
                         "days": appoint.VALID_DAYS},
    )  # fmt: skip


def take_office(talk: Talk, code: str) -> None:
    assert talk.account is not None
    village, office = appoint.accept(talk.work, talk.account, talk.msg.person_name, code)
    talk.forget()
    person = talk.person
    assert person is not None
    waits = appoint.waits(talk.work, village, person, office)
    key = "appoint.accepted_provisional" if waits else "appoint.accepted"
    talk.say(key, {"village": village.name, "office": text(f"office.{office}")}, menu=True)
    if office not in people.OUTSIDERS and person.dusun_id is None:
        flow.begin(talk, enrol.JOIN, {"village": village.id})


def council(talk: Talk) -> None:
    """The council's desk: appointments that wait for the chair, and the state of the book."""
    person, village = talk.resident()
    if not person.offices & BPD:
        raise Refusal("rights.refused.council")
    rows, head = talk.work.book.head(village.id)
    facts: dict[str, Fact] = {"village": village.name, "rows": rows, "head": head.hex()[:12]}
    cases = len(talk.work.newcomers.cases(village.id))
    look = [[Button("button.cases_n", "ks", facts={"n": cases})]] if cases else []
    if person.id in complain.members(talk.work, village):
        look.append([Button("button.complaints", "kl")])
    talk.say(
        "council.show",
        facts,
        [*look, *council_key.offer(talk), *banding.offer(talk), *desk_sections.buttons(talk, person, village)],
    )
    visits.offer(talk)
    waiting = talk.work.roles.provisional(village.id)
    if not waiting:
        talk.say("council.none")
        return
    for mandate in waiting:
        holder = talk.work.residents.get(mandate.resident_id)
        assert holder is not None
        talk.say(
            "council.appointment",
            {"name": holder.name, "office": text(f"office.{mandate.office}")},
            [appoint.settling(mandate)] if appoint.may_settle(talk.work, person, village, mandate) else [],
        )


def settle_appointment(talk: Talk, mandate: str, yes: str) -> Answer:
    chair, village = talk.resident()
    settled = appoint.confirm(talk.work, chair, village, int(mandate), yes == "1")
    facts = {"office": text(f"office.{settled.office}")}
    return Answer(
        Toast("vouch.toast.done"),
        talk.letter("council.confirmed" if yes == "1" else "council.ended", facts),
    )


def start_poll(talk: Talk) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "open_poll", officer, village)
    if council_key.being_made(talk):
        return
    if len(opening.candidates(talk, village.id)) < 2:
        raise Refusal("poll.refused.few")
    flow.begin(talk, opening.POLL, {"village": village.id, "numbers": [], "page": 0})


def polls_to_close(talk: Talk) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "close_poll", officer, village)
    running = talk.work.polls.running(village.id)
    if not running:
        talk.say("poll.none")
    for poll in running:
        electorate = talk.work.residents.electorate(village.id, local(poll.opens_at, village.zone).year - poll.age)
        voted = talk.work.polls.voted(poll.id)
        talk.say(
            "poll.ask_close",
            {
                "ordinal": raw(talk.work.polls.ordinal(poll)),
                "lines": publish.option_lines(poll),
                "turnout": publish.turnout(electorate, voted, publish.least(poll, village)),
                "closes_at": moment(poll.closes_at),
            },
            [[Button("button.close_now", "px", (poll.id,))]],
        )


def close_now(talk: Talk, poll_id: str) -> Answer:
    officer, village = talk.resident()
    if close_together.needed(talk.work, int(poll_id)):
        close_together.ask(talk.work, officer, village, int(poll_id))
        return Answer(redraw=talk.letter("poll.second_close_asked"))
    vote.close_by_hand(talk.work, officer, village, int(poll_id))
    return Answer(Toast("poll.toast.closed"), talk.letter("poll.closed"))


def agree_to_close(talk: Talk, poll_id: str, first: str) -> Answer:
    """The second officer of another office closes what the council holds the key of."""
    officer, village = talk.resident()
    close_together.agree(talk.work, officer, village, int(poll_id), int(first))
    return Answer(Toast("poll.toast.closed"), talk.letter("poll.closed_together"))
