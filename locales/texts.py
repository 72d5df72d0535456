"""Texts by key: (key, facts, language) → what a person reads. Indonesian is the reference.

A language lives in `locales/<language>/LC_MESSAGES/rembuk.po`, a monolingual catalogue: msgid is the key,
msgstr the text with `{name}` blanks. To add a language, add its folder; what it lacks is said in Indonesian.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from gettext import c2py
from pathlib import Path
from typing import TypeAlias

from locales.pseudo import LONG, PLAIN, lengthened, unveiled
from locales.rendering import NO_TERMS, Facts, Rendering, render_markup, render_plain
from locales.template import Template, parse

REFERENCE = "id"
Render: TypeAlias = Callable[[Rendering, str, Facts, int], str]
_EMOJI_WITHOUT_SELECTOR = "\u2139\u24c2"  # letters by Unicode's book, pictures on a phone


class Language:
    """One catalogue, taken apart: each key in one form, or in several chosen by the fact `n`."""

    def __init__(self, forms: Mapping[str, tuple[Template, ...]], plural: Callable[[int], int]) -> None:
        self.forms, self.plural = forms, plural

    def template(self, key: str, facts: Facts) -> Template | None:
        forms = self.forms.get(key)
        if forms is None:
            return None
        if len(forms) == 1:
            return forms[0]
        return forms[self.plural(_counted(key, facts))]


class Texts:
    """Every text the product can say."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        if REFERENCE not in languages:
            raise ValueError(f"no catalogue for {REFERENCE!r}, the reference")
        self._languages = dict(languages)
        self._reference = self._languages[REFERENCE]
        self._bare: dict[tuple[Render, str, str, int], str] = {}
        """Texts without facts, which are the same for every reader of a language: labels, toasts, questions."""
        self._menu = {
            label: key
            for name, language in (*self._languages.items(), (REFERENCE, self._reference))
            for key, forms in language.forms.items()
            if key.startswith("menu.") and _only_terms(forms[0]) and (label := _label(self.plain(key, {}, name)))
        }
        self._menu_with_terms = [
            key
            for key, forms in self._reference.forms.items()
            if key.startswith("menu.") and forms[0].blanks and _only_terms(forms[0])
        ]

    @classmethod
    def load(cls, folder: Path | None = None) -> Texts:
        """Read every catalogue below `folder` (by default the one this file lies in)."""
        root = folder or Path(__file__).parent
        return cls({path.parts[-3]: _read(path) for path in sorted(root.glob("*/LC_MESSAGES/rembuk.po"))})

    def with_pseudo(self) -> Texts:
        """The same, and two languages for tests: `qps` shows keys and facts, `qpl` is 40 % longer."""
        reference = self._reference.forms
        seen = {key: (parse(key, unveiled(key, forms)),) for key, forms in reference.items()}
        long = {key: tuple(parse(key, lengthened(form.text)) for form in forms) for key, forms in reference.items()}
        return Texts(
            {
                **self._languages,
                PLAIN: Language(seen, self._reference.plural),
                LONG: Language(long, self._reference.plural),
            }
        )

    def speaking(self, language: str) -> Texts:
        """The same, with this language for every reader: for tests and for a translator's preview."""
        return Texts({**self._languages, REFERENCE: self._languages[language]})

    @property
    def languages(self) -> tuple[str, ...]:
        """Those with a catalogue, the reference first."""
        return (REFERENCE, *sorted(set(self._languages) - {REFERENCE}))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._reference.forms)

    def has(self, key: str) -> bool:
        return key in self._reference.forms

    def html(
        self,
        key: str,
        facts: Facts,
        language: str = REFERENCE,
        zone: str = "Asia/Jakarta",
        limit: int = 4096,
        terms: Mapping[str, str] = NO_TERMS,
    ) -> str:
        """For ParseMode.HTML: the text's own markup stays, every fact is escaped, and it fits.

        `terms`: what the reader's village calls itself and its parts, by word ("desa": "gampong").
        """
        return self._said(render_markup, key, facts, language, zone, limit, terms)

    def plain(
        self,
        key: str,
        facts: Facts,
        language: str = REFERENCE,
        zone: str = "Asia/Jakarta",
        limit: int = 200,
        terms: Mapping[str, str] = NO_TERMS,
    ) -> str:
        """For toasts, labels and captions: no markup, nothing escaped, and it fits."""
        return self._said(render_plain, key, facts, language, zone, limit, terms)

    def _said(
        self, render: Render, key: str, facts: Facts, language: str, zone: str, limit: int, terms: Mapping[str, str]
    ) -> str:
        bare = (render, key, language, limit)
        if not (facts or terms) and bare in self._bare:
            return self._bare[bare]
        said = render(Rendering(self._find, language, zone, terms=terms), key, facts, limit)
        return said if facts or terms else self._bare.setdefault(bare, said)

    def menu_key(self, text: str, terms: Mapping[str, str] = NO_TERMS) -> str | None:
        """Which `menu.` key has this label, in any language, typed with or without its picture.

        With a village's own words only the labels that carry such a word are looked at.
        """
        if len(text) > 100:
            return None
        label = _label(text)
        if not terms:
            return self._menu.get(label)
        return next(
            (
                key
                for language in self._languages
                for key in self._menu_with_terms
                if _label(self.plain(key, {}, language, terms=terms)) == label
            ),
            None,
        )

    def _find(self, key: str, facts: Facts, language: str) -> Template:
        spoken = self._languages.get(language, self._reference)
        found = spoken.template(key, facts) or self._reference.template(key, facts)
        if found is None:
            raise KeyError(f"no text for {key!r} in {REFERENCE!r}")
        return found


def _read(path: Path) -> Language:
    from babel.messages.pofile import read_po  # slow to import: only who loads texts pays

    with path.open("rb") as file:
        catalog = read_po(file)
    is_reference = path.parts[-3] == REFERENCE
    forms: dict[str, tuple[Template, ...]] = {}
    for message in catalog:
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if not key or not said or not all(said) or (message.fuzzy and not is_reference):
            continue  # not translated, or only guessed: said in Indonesian
        forms[key] = tuple(parse(key, text) for text in said)
    return Language(forms, c2py(catalog.plural_expr))


def _counted(key: str, facts: Facts) -> int:
    n = facts.get("n")
    if isinstance(n, Mapping):
        n = n.get("raw")
    if not isinstance(n, int):
        raise KeyError(f"{key}: the fact 'n' is missing, which chooses the form")
    return abs(n)


def _only_terms(template: Template) -> bool:
    """Whether all its blanks are words that villages call differently."""
    return all(blank.startswith("_") for blank in template.blanks)


def _label(text: str) -> str:
    """A label without pictures, selectors, case and surplus spaces."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char == "\ufe0f" and kept:
            kept[-1] = ""  # what stands before it is shown as a picture
        elif char in _EMOJI_WITHOUT_SELECTOR or unicodedata.category(char) in ("So", "Sk", "Cf", "Cs", "Cc", "Me"):
            kept.append(" " if char in "\n\t" else "")
        else:
            kept.append(char)
    return " ".join("".join(kept).split()).casefold()
