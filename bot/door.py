"""One update = one unit of work: everything it causes is kept, or nothing is."""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from actions.letters import Letter
from actions.records import Account, Chat
from bot.buttons import Seal
from bot.log import told
from bot.telegram import incoming
from handlers import privacy, router
from handlers.chat import Answer, Incoming, Talk, Toast, What
from handlers.keypads import Keypads
from locales.texts import Texts
from storage.database import Database, StorageFault
from storage.work import SqliteWork
from village.refusal import Refusal

TRIES = 3
T = TypeVar("T")
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What leaves from memory after the commit: the answer to a press."""

    answer: Answer
    telegram: int
    message: int
    callback: str
    language: str
    zone: str
    terms: Mapping[str, str] = field(default_factory=dict)


class Door:
    """`kick` calls the courier: before the work is handed in, so that its look goes into the same commit."""

    def __init__(
        self,
        database: Database,
        seal: Seal,
        username: str,
        texts: Texts,
        kick: Callable[[], object] = lambda: None,
        keypads: Keypads | None = None,
    ) -> None:
        self._database = database
        self._kick = kick
        self._seal = seal
        self._username = username
        self._menu_key = texts.menu_key
        self._keypads = keypads or Keypads(secrets.token_bytes(32))
        self.filed: Callable[[], None] = lambda: None
        """Told when a file has come in."""
        self._languages = [code for code in texts.languages if texts.has(f"language.name.{code}")]

    async def receive(self, raw: object) -> Courtesy | None:
        """Work through one raw update. When this returns, what it caused is on the disk, or it is set aside.

        Raises StorageFault when the disk fails: then nothing was kept, and the update must come again.
        """
        try:
            msg = incoming.read(raw, self._username, self._menu_key)
        except (incoming.Malformed, RecursionError) as error:
            await self._set_aside(raw, None, error)
            return None
        for _ in range(TRIES):
            try:
                courtesy = await self._kept(msg)
                if msg.file or msg.sent:
                    self.filed()
                return courtesy
            except StorageFault:
                raise
            except Exception as error:  # noqa: BLE001 - a bug must not stop the neighbours
                log.error("pembaruan gagal: %s", told(error))
                last = error
        await self._set_aside(raw, msg, last)
        return Courtesy(
            Answer(Toast("fault.toast.sorry", alert=True)), msg.chat, msg.message, msg.callback, "id", "Asia/Jakarta"
        )

    async def _kept(self, msg: Incoming) -> Courtesy | None:
        """What a refused act had begun is undone; why it was refused is said before the next one's turn."""
        act = partial(self._work, msg)
        return await self._written(act, refused=act)

    async def _written(self, job: Callable[[SqliteWork], T], refused: Callable[..., T] | None = None) -> T:
        self._kick()
        return await self._database.write(job, refused)

    def _work(self, msg: Incoming, work: SqliteWork, no: Refusal | None = None) -> Courtesy | None:
        """Let the handlers answer, or say why the village said no. Raises that Refusal the first time."""
        if not work.seen.add(msg.update):
            return self._again(msg)
        if msg.what is What.NOTHING:
            return None
        chat, account = _met(work, msg)
        pressed = self._seal.open(msg.data, chat.id) if msg.data else None
        if pressed is not None and pressed.resident and not _made_for(work, pressed.resident, account):
            pressed = None
        talk = Talk(work, msg, chat, account, pressed, self._languages, self._keypads)
        if msg.text and not (msg.menu or msg.command) and (here := talk.village) and here.terms:
            talk.msg = replace(msg, menu=self._menu_key(msg.text, here.terms) or "")
        self._clean(talk)
        answer = self._refused(talk, no) if no else router.answer(talk)
        if not msg.callback:
            return None
        village = talk.spoken
        return Courtesy(
            answer, msg.chat, msg.message, msg.callback, account.language if account else "id",
            village.zone if village else "Asia/Jakarta", village.terms if village else {},
        )  # fmt: skip

    def _clean(self, talk: Talk) -> None:
        """Before anything is kept or answered: what nobody should have sent is taken out."""
        privacy.clean(talk)

    def _again(self, msg: Incoming) -> Courtesy | None:
        """Delivered once more: its work is done. Only the nod to a press may have been lost with us."""
        if not msg.callback:
            return None
        answer = Answer(Toast("talk.toast.received"))
        return Courtesy(answer, msg.chat, 0, msg.callback, "id", "Asia/Jakarta")

    def _refused(self, talk: Talk, no: Refusal) -> Answer:
        """The village said no: say why, where it was asked."""
        if talk.msg.callback:
            return Answer(Toast(no.key, no.facts, alert=True))
        talk.say(no.key, no.facts)
        return Answer()

    async def _set_aside(self, raw: object, msg: Incoming | None, error: BaseException) -> None:
        """Keep the shape of what we could not work through, apologise, and tell the operator."""
        number = incoming.update_id(raw)
        reference = "".join(secrets.choice(LETTERS) for _ in range(6))
        log.error("pembaruan disisihkan, rujukan %s: %s", reference, told(error))
        if number is not None:
            await self._written(partial(_kept_aside, number, reference, incoming.shape(raw), told(error), msg))


def _met(work: SqliteWork, msg: Incoming) -> tuple[Chat, Account | None]:
    """Where it was said and by whom; entered if we have never met."""
    if msg.chat == msg.person and (known := work.accounts.known(msg.chat, msg.chat_title)):
        return known
    chat = work.chats.met(msg.chat, msg.chat_kind, msg.chat_title)
    if not msg.person:
        return chat, None
    own = chat if chat.kind == "private" else work.chats.met(msg.person_chat or msg.person, "private", "")
    return chat, work.accounts.met(msg.person, own.id)


def _made_for(work: SqliteWork, resident: int, account: Account | None) -> bool:
    """Is this the account of the resident for whom a button was made? The resident's number may have changed.

    On a shared phone it may be another's than who speaks now: then their PIN is asked.
    """
    if account is None:
        return False
    now = resident if resident == account.resident else work.residents.now_called(resident)
    return now == account.resident or (account.shared and now in work.households.bound(account.id))


def _kept_aside(number: int, reference: str, shape: object, error: str, msg: Incoming | None, work: SqliteWork) -> None:
    if not work.seen.add(number):
        return
    work.quarantine.add(number, reference, shape, error)
    if msg is not None and msg.chat and msg.chat_kind == "private":
        chat = work.chats.met(msg.chat, msg.chat_kind, msg.chat_title)
        work.outbox.post(Letter(chat.id, "fault.sorry", {"reference": reference}))
    for operator in work.roles.operators():
        for chat_id in work.accounts.chats_of(operator):
            work.outbox.post(Letter(chat_id, "fault.report", {"reference": reference, "error": error}))
