"""What may follow what in the life of a proposal, by whom, and with which reason.

Written from the design's table of statuses (section 3), its laws 4 and 6, the permissions of domain.md 5.2 and the
decision about steps (docs/decisions/0020), not from the code. `dibahas_musrenbang` → `ditetapkan` is not built.
"""

from typing import NamedTuple

NEAR = frozenset({"kader", "kadus", "rt"})
TEAM, CHECKER, GUIDE = "tim_penyusun", "tim_verifikasi", "fasilitator"
COUNCIL = frozenset({"bpd_ketua", "bpd_anggota"})
VILLAGE_WIDE = COUNCIL | {TEAM, CHECKER, GUIDE, "pemdes"}

RIGHTS = {
    "see_queue": NEAR | VILLAGE_WIDE,
    "clarify": NEAR | {TEAM, CHECKER, GUIDE},
    "merge": NEAR | {TEAM, GUIDE},
    "refuse": frozenset({TEAM, CHECKER, GUIDE}),
    "verify": frozenset({CHECKER}),
    "gather": NEAR | {TEAM, GUIDE} | COUNCIL,
    "place_proposal": frozenset({TEAM}),
    "decide_appeal": COUNCIL,
    "help_resident": NEAR,
    "open_poll": COUNCIL | {TEAM, "pemdes"},
    "close_poll": COUNCIL | {TEAM, "pemdes"},
}
"""domain.md 5.2: clarify, merge, reject, enter verification, schedule a dusun meeting, what only the team settles."""


class Way(NamedTuple):
    """`by`: the rights of which one is enough; `own`: the proposer may; `two`: a second person of another office."""

    by: tuple[str, ...] = ()
    why: frozenset[str] = frozenset()
    own: bool = False
    two: bool = False


def _why(*words: str) -> frozenset[str]:
    return frozenset(words)


MUSIM, SILENT, GRANTED = "musim_selesai", "tanpa_jawaban", "banding_diterima"
NOT_OURS, MONEY = "bukan_kewenangan", _why("dana_tidak_cukup", "melebihi_pagu")
UNFIT = _why("lahan_belum_jelas", "melebihi_pagu", "sudah_di_rpjm", "data_kurang", "sudah_dikerjakan")
TO_MEETING, TO_TEAM, NO = ("gather", "place_proposal"), ("place_proposal",), ("refuse",)

WAYS: dict[tuple[str, str], Way] = {
    ("diterima", "perlu_klarifikasi"): Way(("clarify",)),
    ("perlu_klarifikasi", "diterima"): Way(("clarify",), own=True),
    ("diterima", "dicabut"): Way(own=True),
    ("perlu_klarifikasi", "dicabut"): Way(own=True),
    ("diterima", "digabung"): Way(("merge",), _why("serupa"), two=True),
    ("digabung", "diterima"): Way(("merge",), own=True, two=True),
    ("diterima", "dibahas_musdus"): Way(TO_MEETING),
    ("diterima", "verifikasi"): Way(TO_TEAM),
    ("dibahas_musdus", "verifikasi"): Way(TO_MEETING),
    ("dibahas_musdus", "tertunda"): Way(("gather",), _why("dana_tidak_cukup", "data_kurang")),
    ("diterima", "diteruskan"): Way(NO, _why(NOT_OURS, "layanan"), two=True),
    ("diterima", "disembunyikan"): Way(NO, _why("kata_kasar", "data_pribadi"), two=True),
    ("verifikasi", "layak"): Way(("verify",)),
    ("verifikasi", "tidak_layak"): Way(NO, UNFIT, two=True),
    ("verifikasi", "bukan_kewenangan"): Way(NO, _why(NOT_OURS), two=True),
    ("bukan_kewenangan", "du_rkp"): Way(TO_TEAM),
    ("bukan_kewenangan", "diteruskan"): Way(TO_TEAM, _why(NOT_OURS, "layanan")),
    ("layak", "rancangan_rkp"): Way(TO_TEAM),
    ("layak", "du_rkp"): Way(TO_TEAM),
    ("layak", "cadangan_rpjm"): Way(TO_TEAM, MONEY),
    ("layak", "belum_dibiayai"): Way(NO, MONEY, two=True),
    ("rancangan_rkp", "dibahas_musrenbang"): Way(TO_TEAM),
    ("dibahas_musrenbang", "rancangan_rkp"): Way(TO_TEAM, _why("data_kurang", "melebihi_pagu")),
}
"""What people do."""
BACK = {
    "tidak_layak": "verifikasi", "belum_dibiayai": "layak", "diteruskan": "diterima", "disembunyikan": "diterima",
}  # fmt: skip
"""What the council does when it grants an appeal."""
OPEN = (
    "diterima", "perlu_klarifikasi", "dibahas_musdus", "verifikasi", "layak", "bukan_kewenangan", "rancangan_rkp",
    "dibahas_musrenbang",
)  # fmt: skip
CARRIED = ("belum_dibiayai", "cadangan_rpjm", "tertunda")
TERMINAL = ("tidak_layak", "du_rkp", "diteruskan", "disembunyikan", "dicabut", "digabung", "ditetapkan")
BY_TIME = {(here, "tertunda"): _why(MUSIM) for here in OPEN} | {(here, "diterima"): _why("") for here in CARRIED}
BY_TIME["perlu_klarifikasi", "tertunda"] |= {SILENT}
ALL = {*WAYS, *BY_TIME, *BACK.items()}
"""Every transition that is built; a long walk takes each a thousand times."""

REFUSED = frozenset(
    {"tidak_layak", "bukan_kewenangan", "belum_dibiayai", "diteruskan", "disembunyikan", "digabung"}
)  # fmt: skip
"""What a proposer may hear as a no: a fixed reason, two people of different offices."""
WITHDRAWN_OR_REFUSED = REFUSED | {"dicabut"}
UNSEEN = frozenset({"disembunyikan", "dicabut"})
SUPPORTABLE = frozenset({*OPEN, *CARRIED}) - {"bukan_kewenangan"}
"""Of which something may still come; what is another's to do waits for no support."""
CHANGEABLE = frozenset({"diterima", "perlu_klarifikasi"})
ON_A_BALLOT = frozenset({"diterima", "dibahas_musdus", "layak"})
REASONS = sorted({word for way in WAYS.values() for word in way.why} | {MUSIM, SILENT, GRANTED})
STATUSES = sorted({status for pair in ALL for status in pair})

LIMIT, LONGEST, SHORTEST_QUESTION = 3, 4096, 8
REMIND_AFTER, PATIENCE, SECOND_AFTER = 3, 14, 2
APPEAL_WITHIN, CONSENT_WITHIN, PART_WITHIN = 7, 7, 14
"""Days, as announced in village/rules.toml."""
