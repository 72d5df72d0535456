"""Ask the right officers about a newcomer: nearest first, further with time, reminded a few times."""

from dataclasses import replace

from actions import claim, objection, phones
from actions.letters import Button, Fact, Letter, Priority, text
from actions.neighbours import place, related, strangers
from actions.records import Request
from actions.work import Work
from village.newcomers import ROUNDS, VOUCHERS, Circle, circle, nearest
from village.people import Office, Resident, State
from village.place import Village, local
from village.rules import own
from village.spans import DAY, HOUR

AT_ONCE = 50


def eligible(work: Work, village: Village, newcomer: Resident) -> list[Resident]:
    """Whoever may vouch for this newcomer: in office, of another household, and not the kader who entered them."""
    helper = work.aids.entered_by(newcomer.id)
    holders = [holder for holder in work.roles.holders(village.id, *VOUCHERS) if holder != helper]
    officers = [o for o in work.residents.all(holders) if o.state is State.VERIFIED]
    return strangers(work, officers, newcomer)


def begin(work: Work, village: Village, newcomer: Resident, kk_hash: bytes | None = None) -> None:
    """Write the request down and ask whoever is nearest."""
    work.newcomers.add(newcomer.id, village.id, Circle.NOBODY, _later(work, village), kk_hash)
    if not go_on(work, village, newcomer, Circle.NOBODY):
        _tell_operators(work, village)


def go_on(work: Work, village: Village, newcomer: Resident, beyond: int) -> bool:
    """Ask the nearest circle outside `beyond`; False when nobody is left there."""
    found = nearest(eligible(work, village, newcomer), newcomer, beyond)
    if found is None:
        return False
    asked = question(work, village, newcomer)
    for officer in found[1]:
        for chat in work.accounts.chats_of(officer.id):
            work.outbox.post(
                replace(asked, chat=chat, resident=officer.id, once=f"vouch:{newcomer.id}:{officer.id}:{chat}")
            )
    work.newcomers.move(newcomer.id, found[0], _later(work, village), 0)
    return True


def move_on(work: Work) -> int:
    """Let what nobody has answered go on to the next circle, or remind those who were asked. Run by the pulse."""
    due = work.newcomers.due(AT_ONCE)
    for request in due:
        newcomer = work.residents.get(request.resident_id)
        village = work.villages.get(request.village_id)
        if newcomer is None or newcomer.state is not State.ASKED:
            work.newcomers.move(request.resident_id, request.circle, None, request.rounds)
        elif not go_on(work, village, newcomer, request.circle):
            _remind(work, village, newcomer, request)
    return len(due)


def _remind(work: Work, village: Village, newcomer: Resident, request: Request) -> None:
    """Everybody has been asked: one reminder a day for each officer, whatever the number of newcomers."""
    if request.circle == Circle.NOBODY:
        work.newcomers.move(newcomer.id, Circle.NOBODY, _later(work, village), 0)
        return
    answered = work.newcomers.answers(newcomer.id)
    day = local(work.now, village.zone).date().isoformat()
    for officer in eligible(work, village, newcomer):
        if officer.id in answered:
            continue
        for chat in work.accounts.chats_of(officer.id):
            work.outbox.post(
                Letter(
                    chat, "vouch.reminder", {"village": village.name}, [[Button("button.waiting", "tw")]],
                    resident=officer.id, village=village.id, priority=Priority.REMINDER,
                    expires_at=work.now + DAY, once=f"vouch-reminder:{chat}:{day}",
                )
            )  # fmt: skip
    rounds = request.rounds + 1
    work.newcomers.move(newcomer.id, request.circle, _later(work, village) if rounds < ROUNDS else None, rounds)


def waiting(work: Work, village: Village, officer: Resident) -> list[Resident]:
    """The newcomers about whom this officer is asked, the first to ask first."""
    found = []
    for newcomer in work.residents.waiting(village.id):
        request = work.newcomers.get(newcomer.id)
        far = request.circle if request and request.circle != Circle.NOBODY else Circle.VILLAGE
        helped = work.aids.entered_by(newcomer.id) == officer.id
        if circle(officer, newcomer) <= far and not helped and not related(work, officer, newcomer):
            found.append(newcomer)
    return found


def _later(work: Work, village: Village) -> int:
    hours = own("naik_jam", village.settings, local(work.now, village.zone).year)
    return work.now + hours * HOUR


def _tell_operators(work: Work, village: Village) -> None:
    """Somebody waits, and nobody is there to know them: say so once."""
    for operator in work.roles.holders(village.id, Office.OPERATOR):
        for chat in work.accounts.chats_of(operator):
            work.outbox.post(
                Letter(
                    chat,
                    "join.nobody_vouches",
                    buttons=[[Button("button.appoint", "ao")]],
                    resident=operator,
                    village=village.id,
                    once=f"nobody-vouches:{village.id}:{operator}",
                )
            )


def question(work: Work, village: Village, newcomer: Resident) -> Letter:
    """The question about one newcomer, still without an address.

    Where the village knows somebody like that it is another one: the same person, or another of that name? It also
    says whether a kader has entered them, and else what the register says of them.
    """
    helper = work.aids.entered_by(newcomer.id)
    facts: dict[str, Fact] = {"name": newcomer.name, "dusun": place(village, newcomer.dusun_id, newcomer.rt)}
    choices: tuple[tuple[str, int], ...] = (("button.vouch_yes", 1), ("button.vouch_no", 0))
    if (seems := phones.same(work, newcomer)) is not None:
        key = "vouch.ask_again" if helper is None else "aid.ask_again"
        facts["known"] = seems.name
        choices = (("button.vouch_same", 2), ("button.vouch_other", 3), ("button.vouch_no", 0))
    elif helper is not None:
        key = "aid.ask_second"
        facts["helper"] = objection.name_of(work, helper)
    elif said := listed(work, village, newcomer):
        key = "vouch.ask_listed"
        facts["listed"] = said
    else:
        key = "vouch.ask"
    buttons = [[Button(word, "tv", (newcomer.id, answer))] for word, answer in choices]
    buttons.append([Button("button.vouch_unknown", "tu", (newcomer.id,))])
    return Letter(0, key, facts, buttons, village=village.id)


def listed(work: Work, village: Village, newcomer: Resident) -> Fact:
    """What the register says of a newcomer, in words for whoever vouches; None where a village has no register."""
    if not work.register.stands(village.id):
        return None
    row = claim.fit(work, newcomer)
    if row is None:
        return text("vouch.not_listed")
    return text("vouch.claimed") if row.claimed else text("vouch.listed")
