"""Who holds which office: the public list, and for officers what each of them may do with one."""

from actions import appoint, offices, rights
from actions.appoint import REASONS, said
from actions.letters import Button, Fact, text
from handlers import flow
from handlers.chat import Answer, Talk, Toast, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.offices import Mandate, may_describe, may_end, may_freeze, may_hand_over, may_thaw
from village.people import GONE, Office, Resident
from village.place import Village
from village.refusal import Refusal

PER_PAGE = 10
ORDER = {office: place for place, office in enumerate((
    Office.BPD_KETUA, Office.BPD_ANGGOTA, Office.PEMDES, Office.KADUS, Office.RT, Office.KADER, Office.TIM_PENYUSUN,
    Office.TIM_VERIFIKASI, Office.FASILITATOR, Office.KECAMATAN, Office.OPERATOR,
))}  # fmt: skip
OFFERED = {
    "freeze": ("reason.away", "reason.phone"),
    "end": ("reason.done", "reason.gone"),
}


def standing(talk: Talk, village: Village) -> list[tuple[Mandate, Resident]]:
    """All mandates that have not ended, with their living holders, the council first."""
    found = []
    for mandate in talk.work.roles.listed(village.id):
        holder = talk.work.residents.get(mandate.resident_id)
        if holder is not None:
            found.append((mandate, holder))
    return sorted(found, key=lambda pair: (ORDER[pair[0].office], pair[0].id))


def public(talk: Talk, words: str) -> None:
    """Whoever acts for the village does so in public: office, name, since when and until when."""
    village = talk.published()
    shown = [(m, holder) for m, holder in standing(talk, village) if holder.state not in GONE]
    if not shown:
        talk.say("offices.none")
        return
    talk.say("offices.public", {"village": village.name, "lines": {"lines": [line(talk, *pair) for pair in shown]}})


def line(talk: Talk, mandate: Mandate, holder: Resident) -> Fact:
    return text(
        "offices.line",
        office=text(f"office.{mandate.office}"),
        name=holder.name,
        time=term(mandate),
        mark=_mark(talk, mandate, holder),
    )


def letter(mandate: Mandate) -> Fact:
    """Number and date of the letter of appointment, as far as they are known."""
    if not mandate.letter:
        return text("offices.no_letter")
    if mandate.letter_at is None:
        return mandate.letter
    return text("offices.letter_of", number=mandate.letter, at={"at": mandate.letter_at, "as": "date"})


def term(mandate: Mandate) -> Fact:
    """From when until when the mandate runs."""
    begins: Fact = {"at": mandate.begins_at, "as": "date"}
    if mandate.ends_at is None:
        return text("offices.since", begins=begins)
    return text("offices.from_to", begins=begins, last={"at": mandate.ends_at - 1, "as": "date"})


def _mark(talk: Talk, mandate: Mandate, holder: Resident) -> Fact:
    if holder.state in GONE:
        return text("offices.mark_gone")
    if mandate.frozen_at is not None:
        return text("offices.mark_frozen")
    if mandate.begins_at > talk.work.now:
        return text("offices.mark_coming")
    return text("offices.mark_provisional") if mandate.provisional else None


def listed(talk: Talk, page: str = "0") -> None:
    """The desk's list: each office is a button to what can be done with it."""
    person, village = talk.resident()
    rights.require(talk.work, "hand_over", person, village)
    all_ = standing(talk, village)
    at = max(0, min(int(page), (len(all_) - 1) // PER_PAGE))
    shown = all_[at * PER_PAGE : (at + 1) * PER_PAGE]
    rows = [
        [Button("button.mandate", "mm", (m.id,), {"office": text(f"office.{m.office}"), "name": holder.name})]
        for m, holder in shown
    ]
    turn = [Button("button.back_page", "mo", (at - 1,))] if at else []
    if (at + 1) * PER_PAGE < len(all_):
        turn.append(Button("button.next_page", "mo", (at + 1,)))
    lines = [line(talk, *pair) for pair in shown]
    talk.say("offices.desk", {"village": village.name, "n": len(all_), "lines": {"lines": lines}}, [*rows, turn])


def detail(talk: Talk, mandate_id: str) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "hand_over", person, village)
    mandate = talk.work.roles.get(int(mandate_id), village.id)
    holder = talk.work.residents.get(mandate.resident_id) if mandate else None
    if mandate is None or holder is None:
        raise Refusal("offices.refused.over")
    facts: dict[str, Fact] = {
        "name": holder.name,
        "office": text(f"office.{mandate.office}"),
        "letter": letter(mandate),
        "time": term(mandate),
        "mark": _mark(talk, mandate, holder),
        "reason": text("offices.because", reason=said(mandate.reason)) if mandate.reason else None,
    }
    talk.say("offices.detail", facts, pairs(possible(talk, person, village, mandate, holder)))


def possible(talk: Talk, person: Resident, village: Village, mandate: Mandate, holder: Resident) -> list[Button]:
    """What this person may do with that mandate now; nothing that would be refused."""
    here = (person, village.id, mandate)
    wanted = [
        (appoint.may_settle(talk.work, person, village, mandate), Button("button.confirm", "ac", (mandate.id, 1))),
        (may_describe(*here), Button("button.letter", "ml", (mandate.id,))),
        (may_freeze(*here), Button("button.freeze", "mf", (mandate.id,))),
        (may_thaw(*here), Button("button.thaw", "mt", (mandate.id,))),
        (may_hand_over(*here, holder), Button("button.hand_over", "mh", (mandate.id,))),
        (may_end(*here), Button("button.end_office", "me", (mandate.id,))),
    ]
    return [button for allowed, button in wanted if allowed]


def thaw(talk: Talk, mandate_id: str) -> Answer:
    person, village = talk.resident()
    mandate = offices.thaw(talk.work, person, village, int(mandate_id))
    return Answer(
        Toast("vouch.toast.done"), talk.letter("offices.thawed", {"office": text(f"office.{mandate.office}")})
    )


def hand_over(talk: Talk, mandate_id: str) -> None:
    person, village = talk.resident()
    payload, mandate = offices.hand_over(talk.work, person, village, int(mandate_id))
    talk.say(
        "handover.link",
        {"office": text(f"office.{mandate.office}"), "link": {"link": f"bot:{payload}"}, "days": appoint.VALID_DAYS},
    )


def ask_freeze(talk: Talk, mandate_id: str) -> None:
    _ask_why(talk, "freeze", mandate_id)


def ask_end(talk: Talk, mandate_id: str) -> None:
    _ask_why(talk, "end", mandate_id)


def _ask_why(talk: Talk, act: str, mandate_id: str) -> None:
    """The question is put only to whoever may; what was asked long ago is checked again when it is answered."""
    person, village = talk.resident()
    right = "freeze_office" if act == "freeze" else "end_appointment"
    rights.require(talk.work, right, person, village)
    mandate = talk.work.roles.get(int(mandate_id), village.id)
    if mandate is None:
        raise Refusal("offices.refused.over")
    flow.begin(talk, WHY, {"act": act, "mandate": mandate.id})


def _ask_reason(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    mandate = talk.work.roles.get(answers["mandate"], village.id)
    if mandate is None:
        raise Refusal("offices.refused.over")
    act = answers["act"]
    choices = [[Choice(reason, reason.partition(".")[2])] for reason in OFFERED[act]]
    return Question(f"offices.ask_{act}", {"office": text(f"office.{mandate.office}")}, choices)


def _reason(talk: Talk, answers: Answers, words: Said) -> Taken:
    why = words.text
    if words.value is not None:
        why = f"reason.{words.value}"
        if why not in REASONS:
            raise Refusal("talk.refused.old")
    return Taken({**answers, "why": why})


def _done(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    act = offices.freeze if answers["act"] == "freeze" else offices.end
    mandate = act(talk.work, person, village, answers["mandate"], answers["why"])
    talk.say(f"offices.done_{answers['act']}", {"office": text(f"office.{mandate.office}")}, menu=True)


WHY = flow.register(Flow("why", (Step("why", _ask_reason, _reason),), _done))
