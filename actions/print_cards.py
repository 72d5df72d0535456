"""Cards for the households of one RT. Their codes are made when the sheet leaves, and kept nowhere but on paper."""

from dataclasses import replace

from actions import neighbours, rights
from actions.letters import Fact, Letter
from actions.work import Work
from village import cards
from village.people import Resident
from village.place import Village, local
from village.refusal import Refusal
from village.rules import own
from village.spans import DAY


def order(work: Work, officer: Resident, village: Village, chat: int, dusun_id: int, rt: str) -> None:
    """Let a sheet for that RT come to this officer; cards of those households that nobody has used end with it."""
    rights.require(work, "print_cards", officer, village)
    hamlet = village.hamlet(dusun_id)
    if hamlet is None or rt not in hamlet.rts:
        raise Refusal("talk.refused.old")
    sheet = work.cards.order(village.id, dusun_id, rt, officer.id)
    work.outbox.post(
        Letter(
            chat, "cards.sheet", {"sheet": sheet}, resident=officer.id, village=village.id, fresh="cards",
            attach="cards", once=f"cards:{sheet}",
        )
    )  # fmt: skip


def fill(work: Work, letter: Letter) -> Letter | None:
    """The sheet with codes made just now. If it has to leave once more, the codes are new and the first ones end."""
    sheet = work.cards.sheet(int(letter.facts["sheet"]))  # type: ignore[arg-type]
    village = work.villages.get(sheet.village_id)
    days = own("umur_kartu_hari", village.settings, local(work.now, village.zone).year)
    until = work.now + days * DAY
    made = work.cards.make(sheet, until)
    facts: dict[str, Fact] = {
        "village": village.name,
        "place": neighbours.place(village, sheet.dusun_id, sheet.rt),
        "n": len(made),
        "until": {"at": until, "as": "date"},
        "without": work.cards.without(village.id, sheet.dusun_id, sheet.rt),
    }
    if not made:
        return replace(letter, key="cards.none", facts=facts, fresh="", attach="")
    if sheet.made_at is None:
        work.book.record(
            village.id, sheet.by, "petugas", "cards_issued", f"sheet:{sheet.id}",
            {"n": len(made), "dusun": sheet.dusun_id, "rt": sheet.rt, "until": until},
        )  # fmt: skip
    printed = [{"code": cards.shown(code), "name": name, "link": f"kartu_{code}"} for code, name in made]
    return replace(letter, facts={**facts, "cards": {"list": printed}})
