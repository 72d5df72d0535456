"""Buttons that name the places of a village: its dusun, and the RT of one."""

from actions.letters import Button
from village.place import Dusun, Village


def dusun_buttons(village: Village, op: str) -> list[list[Button]]:
    buttons = [Button("button.name", op, (hamlet.id,), {"name": hamlet.name}) for hamlet in village.dusun]
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]


def rt_buttons(hamlet: Dusun, op: str) -> list[list[Button]]:
    buttons = [Button("button.rt", op, (hamlet.id, rt), {"rt": rt}) for rt in hamlet.rts]
    return [buttons[i : i + 4] for i in range(0, len(buttons), 4)]
