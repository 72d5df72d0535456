// One phone: the chat of one person with the bot, or the village group.

import { Composer } from "./composer.js";
import { dayOf, hue, row } from "./message.js";
import { act, alertBox, make, news } from "./wire.js";
import { words } from "./words.js";

const MARGIN = 8; // pixels between the edge of the log and what is too tall for it
const SINGLE_USE = /[?&]start=(tugas|warga|pasang)_/;

// `stage` = { whole(), choose(person id), badge(name) }
export class Phone {
  constructor(key, stage) {
    this.key = key;
    this.stage = stage;
    this.isGroup = key.startsWith("g");
    this.shown = new Map(); // key of a message -> [its JSON, its element]
    this.build();
  }

  get speaker() { return this.isGroup ? Number(this.voice.value) : this.facts.id; }

  build() {
    this.title = make("h2", {});
    this.subtitle = make("small", {});
    this.avatar = make("span", { "aria-hidden": "true" });
    this.blocking = make("button", { type: "button", class: "quiet", onclick: () => act("blokir", { who: this.facts.id, block: !this.facts.blocked }) });
    this.voice = make("select", { onchange: () => this.redraw() });
    this.pin = make("button", { type: "button", class: "pin", hidden: true, onclick: () => this.showPinned() });
    this.note = make("p", { class: "note", hidden: true });
    this.log = make("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" });
    // Whoever reads the end keeps reading it when the log grows or shrinks; a scroll that comes of that says nothing.
    this.atEnd = true;
    this.goal = null; // what the tour points at in this log: it stays in view
    this.height = 0;
    this.log.addEventListener("scroll", () => { if (this.log.clientHeight === this.height) this.atEnd = this.farFromEnd() < 80 || this.sees(this.goal); });
    new ResizeObserver(() => {
      this.height = this.log.clientHeight;
      if (this.atEnd) this.toEnd();
    }).observe(this.log);
    this.toast = make("p", { class: "toast", role: "status" });
    this.start = make("button", { type: "button", class: "start", onclick: () => act("ucap", { who: this.facts.id, text: "/start" }) });
    this.composer = new Composer(this);
    this.element = make("section", { class: this.isGroup ? "phone group" : "phone", id: this.key },
      make("header", {}, this.avatar, make("div", { class: "title" }, this.title, this.subtitle), this.isGroup ? null : this.blocking),
      this.pin, this.note, this.log, this.toast,
      this.isGroup ? make("label", { class: "voice" }, make("span", {}, words.voice), this.voice) : null,
      this.composer.element, this.start);
  }

  update(whole) {
    this.whole = whole;
    const list = this.isGroup ? whole.groups : whole.people;
    this.facts = list[Number(this.key.slice(1))];
    const { facts } = this;
    const name = facts.title || facts.name;
    this.title.textContent = name;
    this.avatar.textContent = this.stage.badge(name);
    this.avatar.className = `avatar hue${hue(facts.id)}`;
    this.element.setAttribute("aria-label", this.isGroup ? words.group(name) : words.phone(name));
    this.log.setAttribute("aria-label", this.isGroup ? words.group(name) : words.phone(name));
    if (this.isGroup) this.updateGroup(); else this.updatePrivate();
    this.updatePin();
    this.composer.update(whole);
    this.redraw();
  }

  updatePrivate() {
    const { started, blocked, role, note } = this.facts;
    this.subtitle.textContent = blocked ? words.blocked : this.whole.bot.lives ? role : words.botDead;
    this.note.textContent = note ? `🔑 ${note}` : "";
    this.note.hidden = !note;
    this.element.classList.toggle("dead", !this.whole.bot.lives);
    this.blocking.textContent = blocked ? words.unblock : words.block;
    this.blocking.hidden = !started;
    this.start.textContent = blocked ? words.startAgain : words.start;
    this.start.hidden = started && !blocked;
    this.composer.element.hidden = !this.start.hidden;
    this.hear(this.facts);
  }

  updateGroup() {
    const { members, size, bot } = this.facts;
    this.subtitle.textContent = this.whole.bot.lives ? words.groupSize(size, bot) : words.botDead;
    this.element.classList.toggle("dead", !this.whole.bot.lives);
    this.start.hidden = true;
    const chosen = this.voice.value;
    const people = this.whole.people.filter((person) => members.includes(person.id));
    if (this.voice.dataset.people !== JSON.stringify(members)) {
      this.voice.dataset.people = JSON.stringify(members);
      this.voice.replaceChildren(...people.map((person) => make("option", { value: person.id }, person.name)));
      if (members.includes(Number(chosen))) this.voice.value = chosen;
    }
    this.composer.element.hidden = !people.length;
    people.forEach((person) => this.hear(person)); // somebody may press in the group whose own phone was never opened
  }

  // The short answers to this person's presses, each shown once, wherever it is noticed first.
  hear({ id, toasts }) {
    const told = Phone.told.get(id) ?? toasts.length;
    Phone.told.set(id, toasts.length);
    toasts.slice(told).forEach(([text, alert]) => this.showToast(id, text, alert));
  }

  updatePin() {
    const pinned = this.facts.messages.find((m) => m.message_id === this.facts.pinned && m.chat.id === this.facts.id);
    this.pin.hidden = !pinned;
    this.pin.textContent = pinned ? `📌 ${(pinned.text || pinned.caption || words.pinned).slice(0, 70)}` : "";
  }

  // Only what is new or changed is touched: focus, scrolling and a screen reader's place stay where they are.
  redraw() {
    const { log } = this;
    const focus = log.contains(document.activeElement) ? document.activeElement : null;
    const held = focus && [focus.closest("[data-key]")?.dataset.key, focus.dataset.place];
    const kept = new Map();
    let day = "";
    for (const message of this.facts.messages) {
      const at = `${message.chat.id}/${message.message_id}`;
      if (dayOf(message) !== day) {
        day = dayOf(message);
        this.keep(kept, `d${at}`, day, () => make("p", { class: "event day" }, dayOf(message)));
      }
      const lost = this.whole.lost.messages.includes(at);
      this.keep(kept, at, JSON.stringify(message) + (this.isGroup ? this.speaker : "") + lost, () => row(message, this.viewer(), lost));
    }
    if (!kept.size) this.keep(kept, "hello", this.whole.bot.about, () => make("p", { class: "hello" }, this.whole.bot.about || words.nothingYet));
    const grown = [...kept.keys()].some((key) => !this.shown.has(key));
    this.place([...kept.values()].map(([, element]) => element));
    this.shown = kept;
    this.holdFocus(held, grown);
    if (this.atEnd || grown) this.toEnd();
  }

  keep(kept, key, told, draw) {
    const before = this.shown.get(key);
    const entry = before?.[0] === told ? before : [told, draw()];
    entry[1].dataset.key = key;
    kept.set(key, entry);
  }

  place(wanted) {
    const staying = new Set(wanted);
    for (const child of [...this.log.children]) if (!staying.has(child)) child.remove();
    wanted.forEach((element, i) => {
      if (this.log.children[i] !== element) this.log.insertBefore(element, this.log.children[i] || null);
    });
  }

  // After a press by keyboard the next question's first button has the focus; else the redrawn button keeps it.
  holdFocus(held, grown) {
    const newest = this.log.lastElementChild?.querySelector(".key");
    if (this.byKeyboard && grown && newest) {
      this.byKeyboard = false;
      newest.focus({ preventScroll: true });
    } else if (held?.[0] && !this.log.contains(document.activeElement)) {
      const again = this.log.querySelector(`[data-key="${held[0]}"] ${held[1] ? `[data-place="${held[1]}"]` : "button"}`);
      (again || this.log).focus({ preventScroll: true });
    }
  }

  viewer() {
    return {
      id: this.speaker, inGroup: this.isGroup, bot: this.whole.bot.username,
      open: (url) => this.open(url),
      say: (text) => this.say(text),
      press: (message, place, byKeyboard) => {
        Phone.lastPress.set(this.speaker, this);
        this.byKeyboard = byKeyboard;
        act("tekan", { who: this.speaker, chat: message.chat.id, message: message.message_id, button: place });
      },
    };
  }

  // A link that is meant to be passed on asks on whose phone; others act here.
  open(url) {
    if (!SINGLE_USE.test(url)) {
      openLink(this.speaker, url, this.whole);
      if (this.isGroup && !/startgroup=/.test(url)) this.stage.choose(this.speaker);
      return;
    }
    alertBox(words.whoseLink, this.whole.people.map((person) => [person.name, () => {
      openLink(person.id, url, this.whole);
      this.stage.choose(person.id);
    }]));
  }

  say(text, tap = false) {
    if (this.isGroup && this.facts.bot !== "member" && this.facts.bot !== "administrator") news(words.botNotHere);
    return act("ucap", { who: this.speaker, group: this.isGroup ? this.facts.id : null, text, tap });
  }

  showToast(id, text, alert) {
    if (!text) return;
    if (alert) { alertBox(text); return; }
    const phone = Phone.lastPress.get(id) || this;
    phone.toast.textContent = text;
    clearTimeout(phone.quiet);
    phone.quiet = setTimeout(() => { phone.toast.textContent = ""; }, 4000);
  }

  farFromEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight; }

  toEnd() {
    this.atEnd = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.toGoal();
  }

  // Points at something in this log, or at nothing. Scrolls only when it is something else than before.
  aim(element) {
    const goal = this.log.contains(element) ? element : null;
    if (goal === this.goal) return;
    this.goal = goal;
    this.toGoal();
  }

  toGoal() {
    if (!this.log.contains(this.goal) || this.sees(this.goal)) return;
    const there = this.goal.getBoundingClientRect(), here = this.log.getBoundingClientRect();
    this.log.scrollTop += there.top - here.top - (there.height < here.height ? (here.height - there.height) / 2 : MARGIN);
  }

  sees(element) {
    if (!this.log.contains(element)) return false;
    const there = element.getBoundingClientRect(), here = this.log.getBoundingClientRect();
    return there.top >= here.top && there.bottom <= here.bottom;
  }

  showPinned() {
    this.log.querySelector(`[data-key="${this.facts.id}/${this.facts.pinned}"]`)?.scrollIntoView({ block: "center" });
  }
}
Phone.lastPress = new Map();
Phone.told = new Map(); // person -> how many of the short answers have been shown

export function openLink(who, url, whole) {
  if (!/[?&]startgroup=/.test(url)) { act("buka", { who, url }); return; }
  const mine = whole.groups.filter((group) => group.members.includes(who) && group.kind !== "channel");
  if (!mine.length) news(words.noGroup);
  else if (mine.length === 1) act("buka", { who, url, group: mine[0].id });
  else alertBox(words.whichGroup, mine.map((group) => [group.title, () => act("buka", { who, url, group: group.id })]));
}
