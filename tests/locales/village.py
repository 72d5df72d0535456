"""A small catalogue for tests, so that they stand when the real one changes its words."""

from __future__ import annotations

from pathlib import Path

HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""

TEXTS = {
    "vote.refused.closed": "Pemungutan suara ini sudah ditutup pada {closed_at}.\nLihat hasilnya: /hasil",
    "proposal.shown": "<b>Usulan {number}</b>: {title}\nDari {place}, perkiraan biaya {cost}.",
    "proposal.list": "<b>Usulan warga</b>\n{rows}\nKirim nomornya.",
    "proposal.row": "{number}. {title}",
    "proposal.link": 'Lihat <a href="https://t.me/{bot}?start=u{number}">{title}</a>.',
    "place.hamlet": "Dusun <i>{name}</i>",
    "code.shown": "Kode: <code>{code}</code>",
    "team.shown": "Tim: {people}.",
    "only.fact": "{title}",
    "sign.shown": "Harga &lt; Rp5.000 &amp; lebih, {{apa adanya}}.",
    "vote.toast.kept": "Pilihan untuk {title} sudah kami catat.",
    "button.open": "Buka {title}",
    "menu.propose": "📝 Sampaikan usulan",
    "menu.council": "⚖️ Meja BPD",
    "menu.help": "❓ Bantuan",
    "status.received": "diterima",
}


def po(texts: dict[str, str], language: str = "id", plural: str = "nplurals=1; plural=0;", note: bool = True) -> str:
    """A catalogue file; a text in several forms is written as "one|many"."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    said = [HEADER.format(language=language, plural=plural)]
    for key, text in texts.items():
        said.append(f"#. Catatan untuk {key}.\n" if note else "")
        if "|" in text:
            forms = "".join(f"msgstr[{i}] {quoted(form)}\n" for i, form in enumerate(text.split("|")))
            said.append(f'msgid "{key}"\nmsgid_plural "{key}"\n{forms}\n')
        else:
            said.append(f'msgid "{key}"\nmsgstr {quoted(text)}\n\n')
    return "".join(said)


def write(folder: Path, language: str, content: str) -> Path:
    path = folder / language / "LC_MESSAGES" / "rembuk.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
