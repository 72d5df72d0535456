"""The council's visits: who is to be asked at home, and what came out."""

from actions import neighbours, objection, visit
from actions.letters import Button, Fact
from handlers.chat import Answer, Talk, Toast
from village.people import RIGHTS
from village.refusal import Refusal
from village.visits import Finding

SHOWN = 5


def offer(talk: Talk) -> None:
    """At the council's desk: are there visits to make?"""
    member, village = talk.resident()
    if RIGHTS["check_helped"].who(member, village.id) and (left := visit.waiting(talk.work, member, village)):
        talk.say("visit.waiting", {"n": len(left)}, [[Button("button.visits", "kj")]])


def listed(talk: Talk) -> None:
    """The next visits, one message each, with what may be asked and what not."""
    member, village = talk.resident()
    left = visit.waiting(talk.work, member, village)
    if not left:
        talk.say("visit.none")
        return
    talk.say("visit.how", {"n": len(left)})
    for one in left[:SHOWN]:
        done = talk.work.aids.get(one.aid_id)
        person = talk.work.residents.get(done.resident_id) if done else None
        assert done is not None and person is not None
        facts: dict[str, Fact] = {
            "name": person.name,
            "place": neighbours.place(village, person.dusun_id, person.rt),
            "what": objection.what(talk.work, done),
            "helper": objection.name_of(talk.work, done.helper_id),
            "slip": done.slip,
        }
        answers = [Button(f"button.visit_{finding}", "kjr", (done.id, finding.value)) for finding in Finding]
        rows = [answers[:2], answers[2:]]
        if one.poll_id is not None and one.why == "drawn":
            rows[1] = [*rows[1], Button("button.proof", "kjp", (one.poll_id,))]
        talk.say("visit.ask_objected" if one.why == "objected" else "visit.ask", facts, rows)


def tick(talk: Talk, aid_id: str, finding: str) -> Answer:
    member, village = talk.resident()
    if finding not in set(Finding):
        raise Refusal("talk.refused.old")
    visit.tick(talk.work, member, village, int(aid_id), Finding(finding))
    done = talk.work.aids.get(int(aid_id))
    person = talk.work.residents.get(done.resident_id) if done else None
    assert person is not None
    return Answer(Toast("visit.toast.kept"), talk.letter(f"visit.was_{finding}", {"name": person.name}))


def proof(talk: Talk, poll_id: str) -> Answer:
    """With what anybody can repeat the draw: docs/decisions/0019."""
    member, village = talk.resident()
    visit.waiting(talk.work, member, village)
    drawn = talk.work.aids.drawn(int(poll_id))
    if drawn is None:
        raise Refusal("talk.refused.old")
    facts: dict[str, Fact] = {
        "key": drawn.key.hex()[:16], "head": drawn.head.hex()[:16], "visits": drawn.visits, "votes": drawn.votes,
    }  # fmt: skip
    return Answer(Toast("visit.toast.proof", facts, alert=True))
