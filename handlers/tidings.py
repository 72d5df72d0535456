"""What Rembuk tells of its own accord: when it is silent, and how one hears of the proposals one stands behind."""

from actions import choose_news, rights
from actions.letters import Button, Fact, Letter, text
from handlers import browse
from handlers.chat import Answer, Talk, Toast
from village import quiet
from village.browse import Wanted, Whose
from village.news import Choice, many
from village.place import local
from village.refusal import Refusal


def show(talk: Talk) -> None:
    talk.work.outbox.post(_page(talk))


def choose(talk: Talk, choice: str) -> Answer:
    person, village = talk.resident()
    rights.require(talk.work, "own_data", person, village)
    if choice not in set(Choice):
        raise Refusal("talk.refused.old")
    choose_news.choose(talk.work, person, village, Choice(choice))
    return Answer(Toast("news.toast.kept"), _page(talk))


def listed(talk: Talk, whose: str) -> None:
    """The list under a letter with much news: a message of its own, so that the news stays."""
    talk.resident()
    if whose not in (Whose.MINE, Whose.SUPPORTED):
        raise Refusal("talk.refused.old")
    browse.listed(talk, Wanted(Whose(whose)))


def _page(talk: Talk) -> Letter:
    person, village = talk.resident()
    own, holds = choose_news.chosen(talk.work, person, village)
    year = local(talk.work.now, village.zone).year
    begin, end = quiet.told(village.settings, year)
    more: list[Fact] = [] if own else [text("news.unchosen", many=many(village.settings, year))]
    if begin != end:
        more.append(text("news.silent", begin=begin, end=end))
    how = text(f"news.how.{holds}", at=quiet.news_at(village.settings, year))
    facts: dict[str, Fact] = {"how": how, "more": {"lines": more}}
    row = [Button(f"button.news_{choice}", "kbs", (choice.value,)) for choice in Choice if choice is not own]
    return talk.letter("news.show", facts, [row] if len(row) < 3 else [row[:2], row[2:]])
