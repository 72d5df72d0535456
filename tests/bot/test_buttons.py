"""Buttons: small enough, worth nothing elsewhere, and whatever a modified client sends is answered kindly."""

import random
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.invitation import MOST_PEOPLE
from bot.buttons import LONGEST, Seal
from bot.telegram import incoming
from handlers import flow
from handlers.chat import Pressed
from handlers.desk_sections import SECTIONS
from handlers.presses import PRESSES
from tests.play import Play
from tests.quick import quick
from tests.village_life import founded, joined, polling, proposed
from village import broadcast, meeting, steps
from village.clarify import Ask
from village.desk import STAGES
from village.detail import Field
from village.everyday import kinds
from village.minutes import Outcome
from village.newcomers import Reason, Why
from village.news import Choice
from village.people import Office
from village.proposal import Benefit, NoEmergency
from village.visits import Finding

PERSON = 2**53 - 1  # the largest number that storage gives a resident
ROW = 2**40  # more rows than a village's disk holds
MOMENT = 4_102_444_800_000
WORDS = [
    *(o.value for o in Office), *(b.value for b in Benefit), *(kind.name for kind in kinds()), "t100000000", "all",
    "wita", "-", "lainnya", f"s{ROW}", *(f"{kind}.100000000" for kind in broadcast.Kind), "rt.100000000.99",
    "musrenbang_kecamatan",
]  # fmt: skip
SECRET = "-_xX09-_xX09-_xX"
LARGEST: dict[str, list[Sequence[int | str]]] = {
    flow.OP: [(ROW, 9, word) for word in WORDS]
    + [(ROW, 9, MOMENT), (ROW, 9, ROW), (ROW, 9, PERSON)]
    + [(ROW, 15, word) for word in (f"r{PERSON}", f"r{ROW}/99", "musrenbang_kecamatan", MOMENT)],
    "v": [(ROW, 19, 1, SECRET)],
    "vk": [(ROW, 19, 0, SECRET)],
    "vw": [(ROW, SECRET)],
    "vb": [(ROW, SECRET)],
    "vp": [(ROW, SECRET)],
    "vl": [(ROW,)],
    "vs": [()],
    "bk": [(ROW,)],
    "pl": [(ROW,), (36**4 - 1, "ma99k-jembat-makamb-ngasem"), (36**4 - 1, "O99kr-jembat-makamb-ngasem")],
    "pf": [("", "ma99k-jembat-makamb-ngasem"), ("d", "ma99k-jembat-makamb-ngasem")],
    "pb": [(ROW,)],
    "pi": [()],
    "kb": [()],
    "kbs": [(choice.value,) for choice in Choice],
    "kbl": [("m",), ("s",)],
    "bm": [(ROW,)],
    "bml": [()],
    "bmd": [(ROW,)],
    "bmj": [(ROW, 1)],
    "vf": [()],
    "vfl": [(ROW,)],
    "vfn": [(ROW,)],
    "mg": [()],
    "mgy": [(ROW, 1)],
    "mgp": [(ROW,)],
    "ops": [()],
    "opl": [(ROW,)],
    "op": [(ROW,)],
    "spl": [()],
    "sy": [(ROW,)],
    "sn": [(ROW,)],
    "tv": [(PERSON, 1)],
    "tr": [(PERSON, reason.value) for reason in Reason],
    "tb": [(PERSON,)],
    "tu": [(PERSON,)],
    "tw": [()],
    "kr": [(PERSON, 2)],
    "ta": [(PERSON,)],
    "ks": [()],
    "kd": [(ROW, 1)],
    "kw": [(ROW, 1, why.value) for why in Why],
    "li": [()],
    "cp": [(), (ROW,), (ROW, "99")],
    "cm": [(ROW, "99")],
    "mq": [(ROW,)],
    "gd": [()],
    "gk": [(ROW,)],
    "lp": [(ROW,), (ROW, "99")],
    "ao": [(), *((name,) for name in SECTIONS)],
    "ai": [(office.value,) for office in Office],
    "ac": [(ROW, 1)],
    "bw": [()],
    "bwb": [()],
    "bwu": [(ROW,)],
    "du": [(ROW, 1)],
    "bu": [(ROW,)],
    "bwv": [(ROW, ROW, 1)],
    "bws": [(ROW,)],
    "bwx": [(ROW,)],
    "kj": [()],
    "kjr": [(ROW, finding.value) for finding in Finding],
    "kjp": [(ROW,)],
    "rsh": [(ROW,)],
    "rsv": [(PERSON,)],
    "si": [()],
    "siw": [()],
    "sis": [()],
    **{op: [(ROW,)] for op in ("sia", "sit", "sij", "sil", "sib", "sik", "siy", "sin")},
    "sid": [()],
    "sip": [(ROW, ROW, "99", 100_000), (ROW, 0, "", 100_000)],
    "siv": [(ROW, PERSON, 1, 100_000)],
    "jk": [()],
    "jm": [()],
    "jmb": [()],
    "jmk": [(ROW,)],
    "jmg": [()],
    "jmf": [(ROW,)],
    "jmz": [(ROW,)],
    "jmv": [(ROW, 100_000)],
    "jmd": [(ROW,)],
    "jmt": [(ROW,)],
    "jmx": [(ROW,)],
    "jmo": [(ROW,)],
    "jma": [(ROW, said.value) for said in meeting.Said],
    "jmp": [(ROW, MOST_PEOPLE)],
    "jmn": [(ROW, "t", 1)],
    "jmq": [(ROW,)],
    "jmc": [(ROW,)],
    "jmh": [()],
    "jms": [(kind.value,) for kind in meeting.Kind],
    "jkd": [()],
    "jkl": [(ROW, "99", 100_000)],
    "an": [()],
    "anp": [(stage.value, ROW) for stage in STAGES],
    "ank": [(ROW,)],
    "anb": [(ROW,)],
    "anl": [(ROW, "md")],
    "anw": [(ROW, "md"), *((ROW, "md", why.value) for why in steps.Why)],
    "ahg": [()],
    "ahl": [(ROW,)],
    "ahb": [()],
    "ahp": [()],
    "ahd": [(ROW,)],
    "ahf": [()],
    "ahi": [("DDS",)],
    "and": [(ROW,)],
    "anu": [(ROW,)],
    "anv": [(ROW, why.value) for why in NoEmergency],
    "ane": [(ROW, field.value) for field in Field],
    "nk": [()],
    "nkm": [()],
    "nky": [(ROW,)],
    "nkn": [(ROW,)],
    "nkc": [(ROW,)],
    "nkt": [(ROW, 1)],
    "nb": [(ROW, ROW)],
    "nt": [(ROW, ROW)],
    "nl": [()],
    "nr": [(ROW,)],
    "nd": [(ROW,)],
    "ant": [(ROW,)],
    "anq": [(ROW, question.value) for question in Ask],
    "anj": [(ROW,)],
    "mup": [(), (ROW,)],
    "mul": [(), (ROW,)],
    "muk": [(ROW,)],
    "mur": [()],
    "mut": [("du_rkp",), ("du_rkp", ROW)],
    "mug": [()],
    "muc": [()],
    "mud": [(ROW,)],
    "muf": [(ROW,)],
    "mus": [()],
    "mue": [(2,)],
    "muy": [(ROW,)],
    "mun": [(ROW,)],
    **{op: [()] for op in ("sd", "rsl")},
    **{
        op: [(ROW,)]
        for op in (
            "sdm",
            "sdo",
            "sdd",
            "sdk",
            "sdq",
            "sds",
            "sdz",
            "sdw",
            "sde",
            "sda",
            "sdh",
            "sdp",
            "sdi",
            "sdx",
            "sdy",
            "sdn",
            "rsk",
            "rsy",
            "rsn",
            "rsm",
            "rsp",
            "rso",
        )
    },
    **{op: [(ROW, ROW)] for op in ("sdu", "sdj", "sdf", "sdg", "sdl")},
    "sdr": [(ROW, 99)],
    "sdv": [(ROW, 99)],
    "sdc": [(ROW, 99, PERSON, 1)],
    "sdt": [(ROW, ROW, outcome.value) for outcome in (Outcome.SETUJU, Outcome.DITUNDA)],
    "sdb": [(ROW, ROW, ROW)],
    "rsb": [(ROW, 1)],
    "rh": [()],
    "ri": [(ROW, 1)],
    "po": [()],
    "pcy": [(ROW, PERSON)],
    "kc": [()],
    "kcs": [(ROW, 255)],
    "kcw": [(ROW, 255)],
    "kcp": [(ROW,)],
    "kco": [(ROW,)],
    "kcl": [(ROW, 1)],
    "kcy": [(ROW, 1)],
    "kcn": [(ROW,)],
    "kcd": [(ROW,)],
    "pc": [()],
    "px": [(ROW,)],
    "mo": [(), (9,)],
    "mm": [(ROW,)],
    "ml": [(ROW,)],
    "mf": [(ROW,)],
    "mt": [(ROW,)],
    "mh": [(ROW,)],
    "me": [(ROW,)],
    "tm": [()],
    "tc": [("kadus",)],
    "km": [()],
    "kma": [()],
    "kmh": [()],
    "lg": [("id",), ("jv",)],
    "pw": [(ROW,)],
    "pu": [(ROW,)],
    "pe": [(ROW, "benefit")],
    "pd": [(ROW,)],
    "pk": [(ROW,)],
    "vo": [(ROW, SECRET)],
    "vc": [(ROW, SECRET)],
    "hw": [(PERSON,)],
    "hk": [(2**30, 12)],
    "hs": [()],
    "hf": [(PERSON,)],
    "ha": [()],
    "hc": [()],
    "hl": [()],
    "hx": [()],
    "hm": [()],
    "hd": [()],
    "pn": [(ROW,)],
    "mv": [(ROW, 1)],
    "qg": [()],
    "qs": [()],
    "ca": [(9999,)],
    "kt": [(ROW,)],
    "mk": [(ROW, "f"), (ROW, "s"), (ROW, "l")],
    "mkr": [(PERSON, 1)],
    "mkd": [()],
    "sr": [()],
    **{op: [(PERSON,)] for op in ("srb", "sry", "srn", "srt", "srx", "srp", "srk")},
    **{op: [()] for op in ("cn", "cw", "cx", "ck", "dc", "kl", "de", "df", "dg", "dk")},
}
SEAL = Seal(b"k" * 32)

numbers = st.integers(-(2**53), 2**53)
arguments = st.lists(numbers | st.text("abz_-'0", max_size=5), max_size=3)


@pytest.mark.parametrize("op", PRESSES)
def test_the_largest_ids_fit_into_telegrams_64_bytes(op: str) -> None:
    for args in LARGEST[op]:
        data = SEAL.close(op, args, PERSON, ROW)
        assert 1 <= len(data.encode()) <= LONGEST == 64
        assert SEAL.open(data, ROW) == Pressed(op, tuple(str(arg) for arg in args), PERSON)


def test_even_numbers_of_64_bits_fit_on_a_ballot() -> None:
    assert len(SEAL.close("v", (2**63 - 1, 2**63 - 1, 1), 2**63 - 1, 1)) <= LONGEST


@quick
@given(st.sampled_from(sorted(PRESSES)), arguments, st.integers(0, PERSON), numbers)
def test_what_was_closed_comes_back_in_its_own_chat_only(
    op: str, args: list[int | str], resident: int, chat: int
) -> None:
    try:
        data = SEAL.close(op, args, resident, chat)
    except ValueError:
        return
    assert SEAL.open(data, chat) == Pressed(op, tuple(str(arg) for arg in args), resident)
    assert SEAL.open(data, chat + 1) is None
    assert Seal(b"K" * 32).open(data, chat) is None


@pytest.mark.parametrize("args", [("a:b",), ("a,b",), ("x" * 60,), (":",), ("\n:",)])
def test_a_word_that_would_come_back_changed_is_a_bug_that_shows(args: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="button v"):
        SEAL.close("v", args, 1, 1)


def test_ten_thousand_mutations_and_transplants_are_all_refused() -> None:
    chance = random.Random(20260302)
    made = [SEAL.close(op, args, who, 77) for op in PRESSES for args in LARGEST[op] for who in (0, 5, PERSON)]
    signs = "0123456789abcdefghijklmnopqrstuvwxyzABCXYZ:,'-_=\n\0٣é\udce9💥"
    tried = 0
    while tried < 10_000:
        data = chance.choice(made)
        body, _, mac = data.rpartition(":")
        at = chance.randrange(len(data))
        other = chance.choice(made)
        changed, chat = chance.choice(
            [
                (data[:at] + chance.choice(signs) + data[at + 1 :], 77),
                (data[:at] + chance.choice(signs) + data[at:], 77),
                (data[:at] + data[at + 1 :], 77),
                (data[:at], 77),
                (data + chance.choice(signs), 77),
                (data.swapcase(), 77),
                (f"{body}:{other.rpartition(':')[2]}", 77),
                (f"{body.rpartition(':')[0]}:{chance.choice(['0', '5', '6', 'zz'])}:{mac}", 77),
                ("".join(chance.choice(signs) for _ in range(chance.randrange(65))), 77),
                (data, chance.choice([0, 7, -77, 770, 78])),
            ]
        )
        if changed in made and chat == 77:
            continue
        tried += 1
        assert SEAL.open(changed, chat) is None, (changed, chat)


@quick
@given(st.text(max_size=64))
def test_no_text_is_too_odd(data: str) -> None:
    assert SEAL.open(data, 77) is None


def test_the_key_is_made_once_for_us_alone(tmp_path: Path) -> None:
    first, again = Seal.kept(tmp_path), Seal.kept(tmp_path)
    assert again.open(first.close("tw", (), 5, 7), 7) == Pressed("tw", (), 5)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_bytes()) == 32


async def test_a_ballots_button_in_another_hand_or_chat_counts_nothing(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    sari, budi, group = stage.person("Sari"), stage.person("Budi"), stage.groups["Warga"]
    ballot = next(m for m in reversed(sari.messages()) if "vote.ballot" in m.get("text", ""))
    data = ballot["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    def press(number: int, who: int, chat: dict[str, object]) -> dict[str, object]:
        query = {
            "id": str(number),
            "from": {"id": who, "is_bot": False, "first_name": "X"},
            "message": {"message_id": 1, "date": 0, "chat": chat},
            "chat_instance": "1",
            "data": data,
        }
        return {"update_id": number, "callback_query": query}

    async def pressed(number: int, who: int, chat: dict[str, object]) -> str:
        thanks = await stage.bot.door.receive(press(number, who, chat))
        assert thanks is not None and thanks.answer.toast is not None
        return thanks.answer.toast.key

    def voted() -> object:
        return stage.bot.database.write(lambda work: work.polls.voted(1))

    assert await pressed(900_001, budi.id, {"id": budi.id, "type": "private"}) == "talk.toast.old"
    for who, whose in ((sari, budi), (budi, sari)):  # nobody sits in somebody else's private chat
        with pytest.raises(incoming.Malformed):
            incoming.read(press(900_002, who.id, {"id": whose.id, "type": "private"}), "rembuk_bot", lambda said: None)
    assert await pressed(900_004, sari.id, {"id": group.id, "type": "supergroup", "title": "W"}) == "talk.toast.old"
    assert await voted() == 0  # type: ignore[misc]
    assert await pressed(900_005, sari.id, {"id": sari.id, "type": "private"}) == "vote.toast.kept"
    assert await voted() == 1  # type: ignore[misc]
