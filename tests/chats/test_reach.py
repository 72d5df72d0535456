"""Who has been heard: figures for everybody that point at nobody, and names only for who knows the people."""

import sqlite3
from contextlib import closing

from actions import reach
from actions.records import Home
from tests.chats.test_register import imported
from tests.play import Play
from tests.sheets import many, opensid
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed
from village.people import Sex


def heard(stage: Play, **by_rt: int) -> None:
    """So many people of each RT ("K01" is RT 01 of Krajan) propose something."""
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        [(season, village)] = base.execute("SELECT id, village_id FROM season").fetchall()
        for place, count in by_rt.items():
            people = base.execute(
                "SELECT r.id FROM resident r JOIN dusun d ON d.id = r.dusun_id"
                " WHERE substr(d.name, 1, 1) = ? AND rt = ? AND state = 'listed' AND birth_year < 2000"
                " AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.author_id = r.id) LIMIT ?",
                (place[0], place[1:], count),
            ).fetchall()
            assert len(people) == count
            for (person,) in people:
                base.execute(
                    "INSERT INTO proposal (village_id, season_id, number, author_id, status, version, entered_at)"
                    " SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, 'dicabut', 1, 0 FROM proposal",
                    (village, season, person),
                )


async def test_few_are_not_shown_and_the_list_of_doors_is_for_who_is_in_office_there(stage: Play) -> None:
    await founded(stage)
    await imported(
        stage, opensid("SURTI", "3301024412500001", "3301022001150001", born="1950-12-04"),
        opensid("KARTO", "3301024412500002", "3301022001150001", born="1948-12-04"),
        opensid("TINI", "3301024412500003", "3301022001150002", born="1948-12-05", rt="003"),
    )  # fmt: skip
    await proposed(stage, "Wati", "Lampu jalan di gang masjid")
    await play(
        stage,
        """
        Slamet: /jangkauan
        bot > Slamet: reach.too_few least=10
        Slamet @ Warga: /jangkauan
        bot > Warga: reach.too_few
        Wati: /kelola warga
        bot > Wati: desk.section [button.unheard]
        Wati: [button.unheard]
        bot > Wati: reach.ask_rt [rt=01] [rt=02] [rt=03]
        Wati: [rt=01]
        bot > Wati: reach.all_heard rt=01
        Wati: [rt=02]
        bot > Wati: reach.unheard people=4 homes=3 ⟦reach.not_joined⟧ name=Karto
        Karso: /kelola warga
        bot > Karso: desk.section
        Karso: [button.unheard]
        bot > Karso: reach.unheard rt=02 people=4
        Slamet: /kelola warga
        bot > Slamet: desk.show
        """,
    )
    [(doors,)] = stage.rows("SELECT facts FROM outbox WHERE key = 'reach.unheard' LIMIT 1")
    assert "Wati" not in str(doors)
    await act(stage, "Sari @ Warga: /jangkauan")
    assert not [buttons for _, who, _, buttons in stage.heard() if who == "Warga" and buttons]


async def test_the_meter_shows_places_and_sexes_and_hides_what_would_tell(stage: Play) -> None:
    await founded(stage)
    await imported(stage, *many(400))
    heard(stage, K01=20, K02=20, K03=20, N01=12, N02=12, N03=3)
    await act(stage, "Slamet: /jangkauan")
    [(_, _, text, _)] = stage.heard()
    assert text.startswith("⟦reach.show⟧") and "heard=87" in text and "⟦reach.why_hidden⟧" in text
    assert text.count("⟦reach.line_hidden⟧") == 2 and text.count("rts=") == 6
    assert "where=⟦reach.sex.p⟧ heard=27" in text and "where=⟦reach.sex.l⟧ heard=60" in text
    await act(stage, "-- 2 jam kemudian")
    heard(stage, N03=2)
    await act(stage, "Slamet: /jangkauan")
    assert "heard=87" in stage.heard()[-1][2], "two more would be told by subtracting"
    await act(stage, "-- 2 jam kemudian")
    heard(stage, N03=9)
    await act(stage, "Slamet: /jangkauan")
    text = stage.heard()[-1][2]
    assert "heard=98" in text and "⟦reach.line_hidden⟧" not in text


def test_a_big_village_is_shown_dusun_by_dusun() -> None:
    homes = [Home(n // 30 + 1, f"{n % 30 + 1:02}", sex, 20, 5) for n in range(90) for sex in (Sex.MALE, Sex.FEMALE)]
    few = reach.by_rt([home for home in homes if home.dusun_id == 1])
    assert len(few) == 30 and few[0].names == ("1/01",) and (few[0].people, few[0].heard) == (40, 10)
    many = reach.by_rt([Home(None, None, None, 50, 1), *homes])
    assert [cell.names for cell in many] == [("-/-",), ("1/-",), ("2/-",), ("3/-",)]
    assert sum(cell.people for cell in many) == sum(home.people for home in homes) + 50


async def test_a_running_poll_tells_nobody_who_has_taken_part(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    await act(stage, "Wati: [Lampu]")
    await act(stage, "Sari: [Lampu]")
    await act(stage, "Karso: /kelola warga")
    await act(stage, "Karso: [button.unheard]")
    assert "people=3" in stage.person("Karso").messages()[-1]["text"], "Sari, Wati and Karso himself"
    await act(stage, "-- 35 jam kemudian")
    await act(stage, "Karso: /kelola warga")
    await act(stage, "Karso: [button.unheard]")
    assert "people=1" in stage.person("Karso").messages()[-1]["text"]
