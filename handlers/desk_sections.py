"""The sections of the desk: what an officer may do, in handfuls that fit a small screen.

A new tool is one line here, in the section where an officer would look for it: the right it asks, and its button.
"""

from dataclasses import dataclass

from actions import season
from actions.letters import Button, text
from handlers.chat import Talk, pairs
from village import people
from village.people import Resident
from village.place import Village

MOST = 6
"""Buttons on one screen: more would have to be scrolled on a cheap phone."""


@dataclass(frozen=True, slots=True)
class Tool:
    """`right`: its row in `people.RIGHTS`. A button that leads into a group is for whoever may do it there."""

    right: str
    button: Button
    also: str = ""
    """Another right that opens it as well."""


SECTIONS: dict[str, tuple[Tool, ...]] = {
    "warga": (
        Tool("see_waiting_residents", Button("button.waiting", "tw")),
        Tool("help_resident", Button("button.aid", "bw")),
        Tool("see_unheard", Button("button.unheard", "jkd")),
        Tool("report_departure", Button("button.departed", "hd")),
    ),
    "undangan": (
        Tool("invite_residents", Button("button.invite", "li")),
        Tool("print_cards", Button("button.cards", "cp")),
        Tool("import_residents", Button("button.register", "rh")),
        Tool("link_group", Button("button.link_group", url="group:tautkan")),
        Tool("invite_residents", Button("button.door", "gd")),
        Tool("broadcast", Button("button.broadcast", "si"), also="draft_broadcast"),
    ),
    "usulan": (
        Tool("see_queue", Button("button.queue", "an")),
        Tool("type_voice", Button("button.voices", "sr")),
        Tool("verify", Button("button.verify", "vf")),
        Tool("refuse", Button("button.decide", "ops")),
        Tool("merge", Button("button.merge", "mg")),
        Tool("refuse", Button("button.second", "spl"), also="merge"),
    ),
    "rencana": (
        Tool("score", Button("button.matrix", "nk")),
        Tool("set_prices", Button("button.prices", "ahg")),
        Tool("teach_words", Button("button.words", "km")),
        Tool("set_phases", Button("button.season", "mus")),
        Tool("see_published", Button("button.priorities", "mup")),
        Tool("see_published", Button("button.outcome", "mur")),
    ),
    "musyawarah": (
        Tool("call_meeting", Button("button.call_meetings", "jm"), also="draft_meeting"),
        Tool("attendance", Button("button.halls", "sd")),
        Tool("gather", Button("button.gatherings", "mug")),
        Tool("open_poll", Button("button.open_poll", "po")),
        Tool("close_poll", Button("button.close_poll", "pc")),
        Tool("see_published", Button("button.reach", "jk")),
    ),
    "jabatan": (
        Tool("appoint", Button("button.appoint", "ao")),
        Tool("hand_over", Button("button.offices", "mo")),
        Tool("set_terms", Button("button.terms", "tm")),
    ),
}
"""Section → its tools, as they stand on the screen. Its label is the text `section.<name>`."""


def buttons(talk: Talk, person: Resident, village: Village) -> list[list[Button]]:
    """One button for each section in which this officer may do something."""
    open_to = [name for name in SECTIONS if tools(talk, person, village, name)]
    return pairs([Button(f"section.{name}", "ao", (name,)) for name in open_to])


def tools(talk: Talk, person: Resident, village: Village, section: str) -> list[Button]:
    """What this officer may do now, by the table of rights: no button that would be refused."""
    phase = season.current(talk.work, village).phase(talk.work.now)
    return [
        tool.button
        for tool in SECTIONS[section]
        for chat in [people.GROUP if tool.button.url else people.PRIVATE]
        if any(people.may(right, person, village.id, phase, chat) for right in (tool.right, tool.also) if right)
    ]


def show(talk: Talk, section: str) -> bool:
    """One section; False if there is none of that name, or nothing in it for this officer."""
    person, village = talk.resident()
    found = tools(talk, person, village, section) if section in SECTIONS else []
    if found:
        talk.say("desk.section", {"section": text(f"section.{section}")}, [[button] for button in found])
    return bool(found)
