"""The officers' desk: link the group, invite residents, appoint, open and close polls; and the council's."""

from actions import appoint, complain, publish, rights, season, vote
from actions.letters import Button, Fact, moment, raw, text
from actions.neighbours import place
from handlers import enrol, flow, places, visits
from handlers.chat import Answer, Talk, Toast, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import people, typed
from village.offices import appointable
from village.people import Office, Resident
from village.place import Village, at_hour, local
from village.poll import MOST_OPTIONS, refuse_unless_ballot
from village.proposal import Proposal
from village.refusal import Refusal

EVENING = 20
PER_PAGE = 8
OFFERED_DAYS = (1, 3, 7)
OFFERED_PICKS = (1, 2, 3, 5)


def desk(talk: Talk) -> None:
    """Only the buttons that this person may use."""
    person, village = talk.resident()
    if not person.offices:
        raise Refusal("desk.refused.resident")
    waiting = talk.work.residents.waiting_count(village.id)
    talk.say("desk.show", {"village": village.name, "waiting": waiting}, tools(talk, person, village))


def tools(talk: Talk, person: Resident, village: Village) -> list[list[Button]]:
    """What this officer may do now, by the table of rights: no button that would be refused."""
    wanted = [
        ("see_waiting_residents", Button("button.waiting", "tw")),
        ("report_departure", Button("button.departed", "hd")),
        ("help_resident", Button("button.aid", "bw")),
        ("see_unheard", Button("button.unheard", "jkd")),
        ("open_poll", Button("button.open_poll", "po")),
        ("close_poll", Button("button.close_poll", "pc")),
        ("invite_residents", Button("button.invite", "li")),
        ("invite_residents", Button("button.door", "gd")),
        ("print_cards", Button("button.cards", "cp")),
        ("import_residents", Button("button.register", "rh")),
        ("appoint", Button("button.appoint", "ao")),
        ("hand_over", Button("button.offices", "mo")),
        ("link_group", Button("button.link_group", url="group:tautkan")),
        ("set_terms", Button("button.terms", "tm")),
        ("see_published", Button("button.reach", "jk")),
    ]
    phase = season.current(talk.work, village).phase(talk.work.now)
    return [
        [button]
        for act, button in wanted
        if people.may(act, person, village.id, phase, people.GROUP if button.url else people.PRIVATE)
    ]


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


def offices(talk: Talk) -> None:
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
    if not person.offices & {Office.BPD_KETUA, Office.BPD_ANGGOTA}:
        raise Refusal("rights.refused.council")
    rows, head = talk.work.book.head(village.id)
    facts: dict[str, Fact] = {"village": village.name, "rows": rows, "head": head.hex()[:12]}
    cases = len(talk.work.newcomers.cases(village.id))
    look = [[Button("button.cases_n", "ks", facts={"n": cases})]] if cases else []
    if person.id in complain.members(talk.work, village):
        look.append([Button("button.complaints", "kl")])
    talk.say("council.show", facts, [*look, *tools(talk, person, village)])
    visits.offer(talk)
    waiting = talk.work.roles.provisional(village.id)
    if not waiting:
        talk.say("council.none")
        return
    for mandate in waiting:
        holder = talk.work.residents.get(mandate.resident_id)
        assert holder is not None
        buttons = [Button("button.confirm", "ac", (mandate.id, 1)), Button("button.end", "ac", (mandate.id, 0))]
        talk.say(
            "council.appointment",
            {"name": holder.name, "office": text(f"office.{mandate.office}")},
            [buttons] if appoint.may_settle(talk.work, person, village, mandate) else [],
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
    if len(_candidates(talk, village.id)) < 2:
        raise Refusal("poll.refused.few")
    flow.begin(talk, POLL, {"village": village.id, "numbers": [], "page": 0})


def _candidates(talk: Talk, village: int) -> list[Proposal]:
    running = {o.number for poll in talk.work.polls.running(village) for o in poll.options}
    return [p for p in talk.work.proposals.eligible(village) if p.number not in running]


def _ask_numbers(talk: Talk, answers: Answers) -> Question:
    proposals = _candidates(talk, answers["village"])
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
    known = {p.number for p in _candidates(talk, answers["village"])}
    value = said.value or ""
    picked = [n for n in answers["numbers"] if n in known]
    if value == "all":
        return Taken({**answers, "numbers": sorted(known), "ok": True})
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


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    proposals = talk.work.proposals.chosen(answers["village"], answers["numbers"])
    return Question(
        "poll.ask_sure",
        {
            "lines": {"lines": [text("proposal.line", number=raw(p.number), title=p.title) for p in proposals]},
            "most": answers["most"],
            "closes_at": moment(answers["closes"]),
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
            Step("sure", _ask_sure, _sure),
        ),
        _opened,
    )
)


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
    vote.close_by_hand(talk.work, officer, village, int(poll_id))
    return Answer(Toast("poll.toast.closed"), talk.letter("poll.closed"))
