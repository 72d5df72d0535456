"""A copy of everything we hold about a person, written at the moment it leaves, never stored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import objection
from actions.letters import Fact, Letter, raw, text
from actions.neighbours import place
from actions.propose import behalf_words
from actions.work import Work
from village.broadcast import DOORS, Reach
from village.people import Resident
from village.place import Village
from village.proposal import Benefit

SECTIONS = "sections"
ACTS = frozenset(
    {
        "resident_asked", "resident_vouched", "resident_refused", "resident_claimed", "consent_given",
        "consent_withdrawn", "proposal_created", "proposal_withdrawn", "proposal_moved", "proposal_asked",
        "proposal_revised", "proposal_changed", "proposal_detailed", "price_set", "ceiling_set", "support_given",
        "support_ended", "support_helped", "voice_typed", "voice_unclear", "photo_released", "photo_hidden",
        "role_granted", "role_confirmed", "role_ended", "proposal_appealed",
        "village_founded", "group_linked", "poll_opened", "poll_closed", "register_imported",
        "data_erased", "matrix_asked", "matrix_opened", "matrix_declined", "matrix_closing", "matrix_kept_open",
        "matrix_closed", "proposal_scored", "resident_entered", "vote_helped", "aid_objected", "helped_checked",
        "phone_changed", "phone_contested", "phone_confirmed", "phone_denied", "pin_confirmed", "pin_denied",
        "house_confirmed", "house_denied", "reported_moved", "moved_confirmed", "moved_denied", "reported_died",
        "died_confirmed", "died_denied", "season_asked", "season_set", "season_declined", "gathering_entered",
        "gathering_confirmed", "gathering_declined", "alarm_sounded", "broadcast_sent", "broadcast_paused",
        "emergency_taken_off",
        "broadcast_running", "broadcast_cancelled", "broadcast_again", "meeting_called", "meeting_moved",
        "meeting_cancelled", "meeting_called_again", "hall_opened", "attended", "meeting_begun", "meeting_put_off",
        "meeting_ended", "paper_list_accepted", "attendance_ticked", "attendance_unticked", "agenda_added",
        "minutes_written", "minutes_spoken", "item_settled", "item_objected", "objection_withdrawn", "hands_counted",
        "hands_confirmed", "hands_declined", "draft_asked", "draft_sent", "draft_declined", "minutes_objected",
        "minutes_objected_for",
        "sanggah_answered", "minutes_sealed",
    }
)  # fmt: skip
"""What the book's acts are called has a text for these; others are told as "another act"."""


def copy(work: Work, letter: Letter) -> Letter | None:
    """Fill a letter with all that is held about its resident; None when they are gone."""
    person = work.residents.get(letter.resident)
    if person is None or letter.village is None:
        return None
    village = work.villages.get(letter.village)
    held = work.own.of(person.id, village.id)
    sections: dict[str, list[Fact]] = {
        "person": _person(village, person, held),
        "account": [_account(row) for row in held["accounts"]],
        "consent": [_consent(*row) for row in work.consents.of(person.id)],
        "office": [_mandate(row) for row in held["mandates"]],
        "proposal": [
            *(line for row in held["proposals"] for line in _proposal(village, row)),
            *(_banding(row) for row in held["bandings"]),
        ],
        "support": [*(_support(row) for row in held["supports"]), *_news(held["news"])],
        "reach": [line for row in held["reached"] for line in _reached(row)],
        "vote": [text("data.vote", opened=_day(row["opens_at"])) for row in held["polls"]],
        "helped": [
            text("data.helped", what=objection.what(work, done), slip=done.slip)
            for done in work.aids.done_for(person.id)
        ],
        "household": _household(held),
        "list": _listed(held["listed"]),
        "complaint": [
            text("data.complaint", number=raw(row["number"]), at=_day(row["at"]), words=row["words"])
            for row in held["complaints"]
        ],
        "meeting": _meetings(held),
        "media": [_sent(row) for row in held["media"]],
        "draft": [text("data.draft", words=words) for words in held["drafts"] if words],
        "book": [_act(row) for row in held["book"]],
    }
    told = [{"title": text(f"data.part.{name}"), "lines": lines} for name, lines in sections.items()]
    title = text("data.title", name=person.name, village=village.name, at={"at": work.now})
    return replace(letter, facts={**letter.facts, SECTIONS: {"title": title, "parts": told}})


def _day(at: int) -> Fact:
    return {"at": at, "as": "date"}


def _person(village: Village, person: Resident, held: Mapping[str, Any]) -> list[Fact]:
    return [
        text("data.name", name=person.name),
        text("data.home", place=place(village, person.dusun_id, person.rt) if person.dusun_id else "-"),
        text("data.sex", sex=text(f"sex.{person.sex.lower()}") if person.sex else "-"),
        text("data.born", year=raw(person.birth_year) if person.birth_year else "-"),
        text("data.state", state=text(f"state.{person.state}")),
        text("data.since", at=_day(held["person"]["asked_at"])),
    ]


def _account(row: Mapping[str, Any]) -> Fact:
    return text("data.account", number=raw(row["telegram_id"]), at=_day(row["first_seen"]))


def _consent(version: int, at: int, withdrawn: int | None) -> Fact:
    if withdrawn is None:
        return text("data.consent", version=raw(version), at=_day(at))
    return text("data.consent_withdrawn", version=raw(version), at=_day(at), until=_day(withdrawn))


def _mandate(row: Mapping[str, Any]) -> Fact:
    facts: dict[str, Fact] = {"office": text(f"office.{row['office']}"), "at": _day(row["begins_at"])}
    if row["ends_at"]:
        return text("data.office_ended", **facts, until=_day(row["ends_at"]))
    return text("data.office", **facts)


def _proposal(village: Village, row: Mapping[str, Any]) -> list[Fact]:
    benefit = row["benefit"]
    return [
        text("data.proposal", number=raw(row["number"]), title=row["title"], at=_day(row["entered_at"])),
        text("data.proposal_words", words=row["words"] or "-"),
        text(
            "data.proposal_where",
            place=place(village, row["dusun_id"], row["rt"]),
            benefit=text(f"benefit.{benefit}") if benefit in set(Benefit) else benefit,
            status=text(f"status.{row['status']}"),
        ),
        *([text("proposal.behalf", group=behalf_words(row["behalf"]))] if row["behalf"] else []),
    ]


def _support(row: Mapping[str, Any]) -> Fact:
    facts: dict[str, Fact] = {"number": raw(row["number"]), "title": row["title"], "at": _day(row["at"])}
    if row["ended_at"] is None:
        return text("data.support", **facts)
    return text("data.support_ended", **facts, until=_day(row["ended_at"]))


def _sent(row: Mapping[str, Any]) -> Fact:
    """The photos and voices themselves can be had beside the copy."""
    facts: dict[str, Fact] = {
        "at": _day(row["at"]), "number": text("media.of", number=raw(row["number"])) if row["number"] else None,
    }  # fmt: skip
    if row["kind"] == "location":
        facts["place"] = f"{row['latitude'] / 100_000:.5f}, {row['longitude'] / 100_000:.5f}"
    if row["line"]:
        facts["line"] = row["line"]
        return text("data.media.voice_line", **facts)
    return text(f"data.media.{row['kind']}", **facts)


def _news(row: Mapping[str, Any] | None) -> list[Fact]:
    if row is None:
        return []
    return [text("data.news", how=text(f"button.news_{row['supported']}"), at=_day(row["at"]))]


def _reached(row: Mapping[str, Any]) -> list[Fact]:
    """What officers sent to many, this person among them, and what became of it for them."""
    reach = Reach(row["reach"] or Reach.WAITING)
    why = f"cast.door_why.{reach}" if reach in DOORS else f"data.reach.{reach}"
    told = [text("data.reach", at=_day(row["at"]), reach=text(why))]
    return [*told, text("data.reach_visited", at=_day(row["visited_at"]))] if row["visited_at"] else told


def _banding(row: Mapping[str, Any]) -> Fact:
    return text("data.banding", number=raw(row["number"]), at=_day(row["at"]), words=row["words"] or "-")


def _meetings(held: Mapping[str, Any]) -> list[Fact]:
    """What was answered, asked and objected to, where one was, and for whom the person was invited to speak."""

    def of(row: Mapping[str, Any]) -> dict[str, Fact]:
        name: Fact = row["name"] or text(f"meeting.kind.{row['kind']}")
        return {"name": name, "at": _day(row["starts_at"])}

    return [
        *(text(f"data.meeting.{row['answer']}", **of(row), n=row["people"]) for row in held["answered"]),
        *(text("data.meeting.present", **of(row), way=text(f"hall.way.{row['way']}")) for row in held["present"]),
        *(text("data.meeting.objected", **of(row), words=row["words"] or "-") for row in held["objected"]),
        *(text("data.meeting.question", **of(row), words=row["words"] or "-") for row in held["asked"]),
        *(text("data.meeting.guest", **of(row), unsur=text(f"unsur.name.{row['unsur']}")) for row in held["guest_of"]),
    ]


def _household(held: Mapping[str, Any]) -> list[Fact]:
    """That there is a PIN, never which; and what neighbours were asked about this person."""
    pin = [text("data.pin")] if held["pin"] and held["pin"]["made"] else []
    asked = [
        text("data.matter", what=text(f"data.matter.{row['kind']}"), at=_day(row["at"])) for row in held["matters"]
    ]
    return [*pin, *asked]


def _listed(row: Mapping[str, Any] | None) -> list[Fact]:
    if row is None:
        return []
    return [text("data.listed"), *([text("data.listed_numbers")] if row["nik"] or row["kk"] or row["day"] else [])]


def _act(row: Mapping[str, Any]) -> Fact:
    name = row["action"] if row["action"] in ACTS else "other"
    key = "data.book_own" if row["own"] else "data.book_other"
    return text(key, number=raw(row["seq"]), at=_day(row["at"]), act=text(f"data.act.{name}"))
