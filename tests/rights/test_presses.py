"""Every button is somebody's: it asks a right of the table, or touches only what is one's own. A new one has no row."""

import pytest

from handlers.presses import PRESSES
from handlers.router import COMMANDS
from tests.bot.test_buttons import LARGEST
from tests.play import Play
from tests.rights.hands import family, nothing_done
from tests.rights.test_rights_table import SHOWN_TO_NOBODY
from tests.transcript import act
from tests.village_life import founded, joined
from village.newcomers import Reason, Why
from village.people import RIGHTS
from village.visits import Finding

OFFICERS_ONLY: dict[str, tuple[str, tuple[int | str, ...]]] = {
    "tv": ("vouch", (1, 1)),
    "tr": ("vouch", (1, Reason.STRANGER.value)),
    "tb": ("vouch", (1,)),
    "tu": ("vouch", (1,)),
    "tw": ("see_waiting_residents", ()),
    "kr": ("recheck", (1, 1)),
    "ks": ("decide_case", ()),
    "kd": ("decide_case", (1, 1)),
    "kw": ("decide_case", (1, 1, Why.NEIGHBOURS.value)),
    "li": ("invite_residents", ()),
    "lp": ("invite_residents", (1,)),
    "gd": ("invite_residents", ()),
    "gk": ("link_group", (1,)),
    "cp": ("print_cards", ()),
    "cm": ("print_cards", (1, "01")),
    "ao": ("appoint", ()),
    "ai": ("appoint", ("kader",)),
    "ac": ("confirm_appointments", (2, 1)),
    "rh": ("import_residents", ()),
    "po": ("open_poll", ()),
    "pc": ("close_poll", ()),
    "px": ("close_poll", (1,)),
    "mo": ("hand_over", ()),
    "mm": ("hand_over", (2,)),
    "ml": ("describe_office", (2,)),
    "mf": ("freeze_office", (2,)),
    "mt": ("freeze_office", (2,)),
    "mh": ("appoint", (2,)),
    "me": ("end_appointment", (2,)),
    "tm": ("set_terms", ()),
    "tc": ("set_terms", ("desa",)),
    "km": ("teach_words", ()),
    "kma": ("teach_words", ()),
    "kmh": ("teach_words", ()),
    "bw": ("help_resident", ()),
    "bwb": ("help_resident", ()),
    "bwu": ("help_resident", (1,)),
    "bwv": ("help_resident", (1, 1, 1)),
    "bws": ("help_resident", (1,)),
    "kj": ("check_helped", ()),
    "kjr": ("check_helped", (1, Finding.RIGHT.value)),
    "kjp": ("check_helped", (1,)),
    "si": ("broadcast", ()),
    "siw": ("broadcast", ()),
    "sis": ("broadcast", ()),
    **{op: ("broadcast", (1,)) for op in ("sia", "sit", "sij", "sil", "sib", "sik", "siy", "sin")},
    "sid": ("see_unheard", ()),
    "sip": ("see_unheard", (1, 1, "02")),
    "siv": ("see_unheard", (1, 1, 1, 0)),
    "jkd": ("see_unheard", ()),
    "jkl": ("see_unheard", (1, "02")),
    "an": ("see_queue", ()),
    "anp": ("see_queue", ("diterima", 0)),
    "ank": ("see_queue", (1,)),
    "anb": ("see_queue", (1,)),
    "anl": ("see_queue", (1, "ve")),
    "anw": ("see_queue", (1, "ve")),
    "and": ("normalise", (1,)),
    "anu": ("normalise", (1,)),
    "anv": ("normalise", (1, "aman")),
    "ane": ("normalise", (1, "volume")),
    "ahg": ("set_prices", ()),
    "ahl": ("set_prices", (0,)),
    "ahb": ("set_prices", ()),
    "ahp": ("set_prices", ()),
    "ahd": ("set_prices", (1,)),
    "ahf": ("set_prices", ()),
    "ahi": ("set_prices", ("DDS",)),
    "nk": ("score", ()),
    "nkm": ("score", ()),
    "nky": ("score", (1,)),
    "nkn": ("score", (1,)),
    "nkc": ("score", (1,)),
    "nkt": ("score", (1, 1)),
    "nb": ("score", (1, 1)),
    **{op: ("attendance", (1,)) for op in ("sdm", "sdd", "sdk", "sdq", "sdp")},
    "sd": ("attendance", ()),
    "sdr": ("help_resident", (1, 0)),
    "sdv": ("help_resident", (1, 0)),
    "sdc": ("help_resident", (1, 0, 1, 1)),
    **{
        op: ("minute", (1,))
        for op in ("sdo", "sds", "sdz", "sdw", "sde", "sdi", "sdx", "sdy", "sdn", "rsk", "rsy", "rsn")
    },
    **{op: ("minute", (1, 1)) for op in ("sdu", "sdj", "sdf", "sdg", "sdl")},
    "rsh": ("help_resident", (1,)),
    "rsv": ("minute", (1,)),
    "sdt": ("minute", (1, 1, "setuju")),
    "sdb": ("minute", (1, 1, 1)),
    "pcy": ("close_poll", (1, 1)),
    "kc": ("hold_key", ()),
    "kco": ("hold_key", (1,)),
    "kcl": ("hold_key", (1, 0)),
    "kcy": ("hold_key", (1, 0)),
    "kcn": ("hold_key", (1,)),
    "kcp": ("open_poll", (1,)),
    "kcd": ("open_poll", (1,)),
    "rsl": ("answer_sanggah", ()),
    "rsb": ("answer_sanggah", (1, 1)),
    "mug": ("gather", ()),
    "muc": ("gather", ()),
    "mud": ("gather", (1,)),
    "muf": ("gather", (1,)),
    "jm": ("call_meeting", ()),
    "jmb": ("call_meeting", ()),
    "jmk": ("call_meeting", (1,)),
    "jmg": ("draft_meeting", ()),
    "jmf": ("call_meeting", (1,)),
    "jmz": ("call_meeting", (1,)),
    "jmv": ("call_meeting", (1, 0)),
    "jmd": ("call_meeting", (1,)),
    "jmt": ("call_meeting", (1,)),
    "jmx": ("call_meeting", (1,)),
    "jmh": ("set_terms", ()),
    "jms": ("set_terms", ("pasar",)),
    "mus": ("set_phases", ()),
    "mue": ("set_phases", (1,)),
    "muy": ("set_phases", (1,)),
    "mun": ("set_phases", (1,)),
    "ant": ("clarify", (1,)),
    "anq": ("clarify", (1, "di_mana")),
    "kl": ("see_complaints", ()),
    "hd": ("report_departure", ()),
    "sr": ("type_voice", ()),
    "srb": ("type_voice", (1,)),
    "srk": ("see_complaints", (1,)),
    "mkr": ("normalise", (1, 1)),
    "bml": ("decide_appeal", ()),
    "bmd": ("decide_appeal", (1,)),
    "bmj": ("decide_appeal", (1, 1)),
    "vf": ("verify", ()),
    "vfl": ("verify", (4,)),
    "vfn": ("verify", (1,)),
    "mg": ("merge", ()),
    "ops": ("refuse", ()),
    "opl": ("refuse", (4,)),
    "op": ("refuse", (1,)),
    "spl": ("refuse", ()),
}
"""Operation → the right it asks, and what such a button carries. Mandate 2 is Bu Wati's."""
ONE_S_OWN: dict[str, tuple[int | str, ...]] = {
    "vk": (1, 1, 0),
    "vo": (1,),
    "vc": (1,),
    "vb": (1,),
    "vp": (1,),
    "mq": (1,),
    "bwx": (1,),
    "bm": (1,),
    "mgy": (1, 1),
    "sry": (1,),
    "srn": (1,),
    "srt": (1,),
    "srx": (1,),
    "srp": (1,),
    "mkd": (),
    "mgp": (1,),
    "ha": (),
    "hc": (),
    "hl": (),
    "hx": (),
    "hm": (),
    "kb": (),
    "kbs": ("harian",),
    "kbl": ("m",),
    "sda": (1,),
    "rsm": (1,),
    "rsp": (1,),
    "rso": (1,),
    "ca": (1,),
    "cw": (),
    "cx": (),
    "dc": (),
    "de": (),
    "df": (),
    "dg": (),
}
"""Operations that touch only the presser: whoever is nobody here has nothing that they could touch."""
ANYBODY_S: dict[str, str] = {
    "q": "the answer to a question that was put to the presser; the act at its end asks",
    "qg": "the presser's own open question",
    "qs": "the presser's own open question",
    "v": "vote: the poll itself says who may (NEVER_HEARD in test_refusals)",
    "vw": "vote",
    "kcs": "the share of whoever writes it down (test_council_key)",
    "kcw": "the share of whoever writes it down (test_council_key)",
    "vl": "see_published: everybody may",
    "vs": "see_published: everybody may",
    "bk": "check_book and see_published: everybody may",
    "lg": "the presser's own language",
    "pu": "the presser's own proposal",
    "pe": "the presser's own proposal",
    "pw": "the presser's own proposal",
    "pd": "the presser's own proposal",
    "pk": "the presser's own proposal",
    "pl": "see_published: everybody may; of one's own, whoever presses",
    "pf": "see_published: everybody may",
    "pb": "see_published: everybody may",
    "pi": "begins a question to the presser",
    "sy": "the right that the waiting step asks; whoever may not be its second hears so",
    "sn": "the right that the waiting step asks, or who asked",
    "jk": "see_published: everybody may",
    "mk": "see_published: of a photo that is let through; the rest its author and the officers of the area",
    "mup": "see_published: everybody may",
    "mul": "see_published: everybody may",
    "muk": "see_published: everybody may",
    "mur": "see_published: everybody may",
    "mut": "see_published: everybody may",
    "bu": "see_published: everybody may",
    "nt": "see_published: everybody may",
    "nl": "see_published: everybody may",
    "nr": "see_published: everybody may",
    "nd": "see_published: everybody may",
    "jmo": "see_published: everybody may",
    "jma": "answer_meeting: whoever lives here",
    "jmp": "answer_meeting: whoever lives here",
    "jmn": "answer_meeting: whoever lives here",
    "jmq": "answer_meeting: whoever lives here",
    "jmc": "see_published: everybody may",
    "du": "support, from whoever is known (test_presses_support)",
    "ta": "the presser's own refusal; the act says no to whoever was not refused",
    "ri": "the list of residents that the presser sent; the act asks import_residents",
    "cn": "says what not to agree means, and does nothing",
    "ck": "says that all stays as it is",
    "dk": "says that all stays as it is",
    "kt": "a message in the presser's own chat is taken away",
    "hw": "whoever holds the phone: a name; that person's PIN is next (test_presses_household)",
    "hk": "the keypad of that phone (test_presses_household)",
    "hs": "whoever holds the phone (test_presses_household)",
    "hf": "whoever holds the phone (test_presses_household)",
    "anj": "the presser's own proposal, or one entered for somebody: the act asks",
    "sdh": "whoever holds the phone; the code is said by whoever shows who they are",
    "pn": "the presser's old phone (test_presses_household)",
    "mv": "vouch or report_departure, as the matter is (test_presses_household)",
}
COMMANDS_OF_OFFICERS = {"kelola", "bpd", "tautkan"}


def test_a_new_button_without_a_row_is_red() -> None:
    assert sorted(PRESSES) == sorted([*OFFICERS_ONLY, *ONE_S_OWN, *ANYBODY_S])
    assert {right for right, _ in OFFICERS_ONLY.values()} <= set(RIGHTS) - SHOWN_TO_NOBODY


def test_a_command_is_for_everybody_or_for_officers() -> None:
    assert {c.name for c in COMMANDS if not c.help} == COMMANDS_OF_OFFICERS | {"start"}


async def test_a_resident_who_got_hold_of_an_officer_s_button_is_told_whose_it_is(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    for op, (right, args) in OFFICERS_ONLY.items():
        assert await nothing_done(stage, "Sari", op, *args) == [("toast", f"rights.refused.{right}")], op


async def test_a_stranger_with_a_resident_s_button_is_asked_to_join_first(stage: Play) -> None:
    await founded(stage)
    await act(stage, "Tamu: /bantuan")
    for op, args in ONE_S_OWN.items():
        assert await nothing_done(stage, "Tamu", op, *args) == [("toast", "talk.refused.stranger")], op


async def test_a_button_that_was_made_for_somebody_else_is_nothing_in_another_hand(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    (budi,) = (await family(stage, "Budi")).values()
    for op in PRESSES:
        said = await nothing_done(stage, "Sari", op, *LARGEST[op][0], whose=budi)
        assert said == [("toast", "talk.toast.old")], op


async def test_whoever_lives_here_does_not_move_here_nor_open_a_ballot_that_is_none(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    assert await nothing_done(stage, "Sari", "mq", 1) == [("toast", "talk.refused.old")]
    for op, *args in (("vo", 1), ("vc", 1), ("vk", 1, 1, 0)):
        assert await nothing_done(stage, "Sari", op, *args) == [("toast", "vote.toast.over")], op


async def test_something_that_was_done_would_be_seen(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    with pytest.raises(AssertionError, match="consent"):
        await nothing_done(stage, "Sari", "cx")
