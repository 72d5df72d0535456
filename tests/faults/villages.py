"""Three villages at the start of a life in virtual time: everybody is verified, the officers are appointed."""

from dataclasses import dataclass, field

from actions.found import found
from actions.work import Work
from simulator.groups import Group
from simulator.people import Person
from simulator.telegram import Telegram
from village.consent import current
from village.people import Office, Sex, State
from village.place import Dusun


@dataclass
class Village:
    name: str
    code: str
    people: list[Person]
    shy: list[Person]
    """They block the bot and come back, and do nothing else."""
    group: Group
    kader: Person
    team: Person
    numbers: list[int] = field(default_factory=list)


def built(tg: Telegram, count: int, each: int) -> list[Village]:
    """Their people and groups, on the stage."""
    villages = []
    for number in range(count):
        people = [tg.person(f"Warga{number}x{n:04} Rukun") for n in range(each)]
        for person in people:
            person.chat.started = True
        group = tg.group(f"Warga desa {number}", members=people[:50], admins=[people[0]])
        group.add_bot(people[0])
        shy = people[2 : 2 + max(1, each // 20)]
        name, code = f"Desa{number}", f"33.01.0{number + 2}.2003"
        villages.append(Village(name, code, people, shy, group, people[0], people[1]))
    return villages


def settle_in(villages: list[Village], work: Work) -> None:
    """The same in the database."""
    for place in villages:
        dusun = [Dusun(0, name, ("01", "02")) for name in ("Krajan", "Ngasem")]
        village = found(work, place.code, place.name, "Asia/Jakarta", dusun)
        group = work.chats.met(place.group.id, "group", place.group.title)
        work.chats.link(group.id, village.id)
        for number, person in enumerate(place.people):
            chat = work.chats.met(person.id, "private", "")
            account = work.accounts.met(person.id, chat.id)
            home, born = village.dusun[0].id, 1960 + number % 40
            someone = work.residents.add(village.id, person.name, State.VERIFIED, home, "01", Sex.FEMALE, born)
            work.accounts.bind(account.id, someone, village.id)
            work.consents.agree(someone, village.id, current(work.now))
            if person is place.kader:
                work.roles.grant(village.id, someone, Office.KADER, provisional=False)
            if person is place.team:
                work.roles.grant(village.id, someone, Office.TIM_PENYUSUN, provisional=False)
