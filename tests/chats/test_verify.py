"""The list of the tim verifikasi: ticked one by one, kept, and seen in the path of the proposal."""

from tests.decision_life import moved, teams
from tests.play import Play
from tests.transcript import act, play
from village.proposal import Status


async def opened(stage: Play, number: int = 1) -> None:
    await teams(stage)
    await moved(stage, number, Status.VERIFIKASI)
    for line in ("/kelola usulan", "[button.verify]", f"[number={number}]"):
        await act(stage, f"Nina: {line}")
    stage.heard()


async def test_all_is_there_and_the_proposal_is_layak(stage: Play) -> None:
    await teams(stage)
    await moved(stage, 1, Status.VERIFIKASI)
    await play(
        stage,
        """
        Nina: /kelola usulan
        bot > Nina: desk.section [button.verify] [button.decide] [button.second]
        Nina: [button.verify]
        bot > Nina: check.list total=1 [number=1]
        Nina: [number=1]
        bot > Nina: check.ask check.item.lahan at=1 all=8 [tick_ya] [tick_tidak] [tick_tidak_perlu]
        Nina: [button.tick_ya]
        edit > Nina: check.ask check.line_yes check.item.milik at=2 [button.undo_tick]
        Nina: [button.tick_tidak⟧]
        edit > Nina: check.ask check.line_no check.item.volume
        """,
    )
    await act(stage, "Nina: [button.undo_tick]")
    stage.heard()
    for _ in range(6):
        await act(stage, "Nina: [button.tick_ya]")
    stage.heard()
    await play(
        stage,
        """
        Nina: [button.tick_tidak_perlu]
        bot > Nina: check.ask_note [button.no_note]
        ...
        Nina: Sudah diukur bersama warga
        bot > Nina: check.ask_result [button.to_layak] [button.to_tidak_layak] [button.to_bukan_kewenangan]
        Nina: [button.to_layak]
        bot > Nina: check.done number=1
        bot > Sari: step.moved status.layak diukur
        Tini: 1
        bot > Tini: proposal.show status.layak check.shown met=7 asked=7 diukur
        """,
    )
    assert stage.rows("SELECT action, role FROM book WHERE action = 'proposal_verified'") == [
        ("proposal_verified", "tim_verifikasi")
    ]


async def test_what_is_missing_leads_to_the_reason_and_to_the_second_person(stage: Play) -> None:
    await opened(stage)
    await act(stage, "Nina: [button.tick_tidak⟧]")
    for _ in range(7):
        await act(stage, "Nina: [button.tick_ya]")
    stage.heard()
    await play(
        stage,
        """
        Nina: [button.no_note]
        bot > Nina: check.ask_result check.short.lahan check.shut [button.to_tidak_layak] [button.to_bukan_kewenangan]
        Nina: [button.to_tidak_layak]
        bot > Nina: check.goes_on number=1
        bot > Nina: decide.ask_why [button.why_lahan_belum_jelas]
        Tini: 1
        bot > Tini: proposal.show status.verifikasi check.shown check.short.lahan met=7 asked=8
        Nina: [button.why_lahan_belum_jelas]
        bot > Nina: decide.ask_note
        Nina: [button.no_note]
        bot > Nina: decide.preview
        Nina: [button.to_second]
        bot > Nina: decide.asked
        bot > Slamet: step.ask_second
        Slamet: [button.step_yes]
        edit > Slamet: step.agreed
        bot > Nina: step.second_agreed
        bot > Sari: step.moved status.tidak_layak
        """,
    )
    newest = next(m for m in reversed(stage.person("Nina").messages()) if "check.ask_result" in m["text"])
    assert "button.to_layak" not in str(newest["reply_markup"])


async def test_a_second_tap_on_the_same_button_answers_no_other_question(stage: Play) -> None:
    await opened(stage)
    nina = stage.person("Nina")
    message = next(m for m in reversed(nina.messages()) if "check.ask⟧" in m["text"])
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await act(stage, "Nina: [button.tick_ya]")
    await act(stage, "Nina: [button.tick_ya]")
    stage.heard()
    before = stage.rows("SELECT answers FROM conversation WHERE flow = 'check'")
    chat = {"id": nina.id, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": chat}
    query = {"id": "1", "from": nina.user, "message": message, "chat_instance": "1", "data": data}
    await stage.bot.door.receive({"update_id": 900_001, "callback_query": query})
    assert stage.rows("SELECT answers FROM conversation WHERE flow = 'check'") == before


async def test_somebody_else_was_quicker(stage: Play) -> None:
    await opened(stage)
    for _ in range(8):
        await act(stage, "Nina: [button.tick_ya]")
    await act(stage, "Nina: [button.no_note]")
    await moved(stage, 1, Status.LAYAK)
    await play(
        stage,
        """
        Nina: [button.to_layak]
        toast > Nina: check.refused.status
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM verification") == [(0,)]


async def test_words_instead_of_a_tick_are_answered_kindly(stage: Play) -> None:
    await opened(stage)
    await play(
        stage,
        """
        Nina: belum tahu
        bot > Nina: talk.refused.tap
        Nina: [button.tick_tidak_perlu]
        edit > Nina: check.ask check.line_idle
        """,
    )
