// One phone: the chat of one person with the bot, or the village group.

import { dayOf, hue, row } from "./message.js";
import { act, alertBox, make, news } from "./wire.js";

export class Phone {
  constructor(key, whole) {
    this.key = key;
    this.isGroup = key.startsWith("g");
    this.shown = new Map(); // message id -> [its JSON, its element]
    this.toasts = null;
    this.build();
    this.update(whole);
  }

  get speaker() { return this.isGroup ? Number(this.voice.value) : this.facts.id; }

  build() {
    this.title = make("h2", {});
    this.subtitle = make("small", {});
    this.avatar = make("span", { "aria-hidden": "true" });
    this.blocking = make("button", { type: "button", class: "quiet", onclick: () => act("blokir", { who: this.facts.id, block: !this.facts.blocked }) });
    this.voice = make("select", { "aria-label": "Bicara sebagai", onchange: () => this.redraw() });
    this.pin = make("button", { type: "button", class: "pin", hidden: true, onclick: () => this.showPinned() });
    this.log = make("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" });
    this.toast = make("p", { class: "toast", role: "status", hidden: true });
    this.input = make("textarea", { rows: "1", placeholder: "Tulis pesan", "aria-label": "Tulis pesan", maxlength: "4096" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
    });
    this.file = make("input", { type: "file", accept: "image/*", class: "hidden", tabindex: "-1", "aria-hidden": "true", onchange: () => this.sendPhoto() });
    this.menu = make("div", { class: "menu", hidden: true });
    this.menuButton = make("button", { type: "button", class: "icon", "aria-label": "Daftar perintah", "aria-expanded": "false", onclick: () => this.toggleMenu() }, "☰");
    this.boardButton = make("button", { type: "button", class: "icon", "aria-label": "Papan tombol", onclick: () => this.toggleBoard() }, "⌨");
    this.composer = make("form", { class: "composer" }, this.menuButton,
      make("button", { type: "button", class: "icon", "aria-label": "Kirim foto", onclick: () => this.file.click() }, "📎"), this.file,
      this.input, this.boardButton, make("button", { class: "icon send", "aria-label": "Kirim" }, "➤"));
    this.composer.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.start = make("button", { type: "button", class: "start", onclick: () => act("ucap", { who: this.facts.id, text: "/start" }) });
    this.board = make("div", { class: "board", role: "group", "aria-label": "Papan tombol" });
    this.element = make("section", { class: this.isGroup ? "phone group" : "phone", id: this.key },
      make("header", {}, this.avatar, make("div", { class: "title" }, this.title, this.subtitle), this.isGroup ? null : this.blocking),
      this.pin, this.log, this.toast, this.menu,
      this.isGroup ? make("label", { class: "voice" }, "Bicara sebagai ", this.voice) : null,
      this.composer, this.start, this.board);
  }

  update(whole) {
    this.whole = whole;
    const list = this.isGroup ? whole.groups : whole.people;
    this.facts = list[Number(this.key.slice(1))];
    const { facts } = this;
    const name = facts.title || facts.name;
    this.title.textContent = name;
    this.avatar.textContent = name.split(/\s+/).slice(0, 2).map((part) => part[0]).join("").toUpperCase();
    this.avatar.className = `avatar hue${hue(facts.id)}`;
    this.element.setAttribute("aria-label", this.isGroup ? `Grup ${name}` : `Telepon ${name}`);
    if (this.isGroup) this.updateGroup(); else this.updatePrivate();
    this.updatePin();
    this.updateBoard();
    this.updateMenu();
    this.redraw();
  }

  updatePrivate() {
    const { started, blocked, toasts } = this.facts;
    this.subtitle.textContent = blocked ? "bot diblokir" : `mengobrol dengan ${this.whole.bot.name}`;
    this.blocking.textContent = blocked ? "Buka blokir" : "Blokir";
    this.blocking.hidden = !started;
    this.start.textContent = blocked ? "MULAI LAGI" : "MULAI";
    this.start.hidden = started && !blocked;
    this.composer.hidden = !this.start.hidden;
    if (this.toasts !== null) toasts.slice(this.toasts).forEach(([text, alert]) => this.showToast(text, alert));
    this.toasts = toasts.length;
  }

  updateGroup() {
    const { members, size, bot } = this.facts;
    const inside = { left: ", bot belum di sini", kicked: ", bot dikeluarkan", administrator: ", bot admin" }[bot] || "";
    this.subtitle.textContent = `${size} warga${inside}`;
    this.start.hidden = true;
    const chosen = this.voice.value;
    const people = this.whole.people.filter((person) => members.includes(person.id));
    if (this.voice.dataset.people !== JSON.stringify(members)) {
      this.voice.dataset.people = JSON.stringify(members);
      this.voice.replaceChildren(...people.map((person) => make("option", { value: person.id }, person.name)));
      if (members.includes(Number(chosen))) this.voice.value = chosen;
    }
    this.composer.hidden = !people.length;
  }

  updatePin() {
    const pinned = this.facts.messages.find((m) => m.message_id === this.facts.pinned && m.chat.id === this.facts.id);
    this.pin.hidden = !pinned;
    this.pin.textContent = pinned ? `📌 ${(pinned.text || pinned.caption || "Pesan tersemat").slice(0, 70)}` : "";
  }

  updateBoard() {
    const rows = this.facts.keyboard?.keyboard || [];
    this.boardButton.hidden = !rows.length;
    if (this.board.dataset.rows !== JSON.stringify(rows)) {
      this.board.dataset.rows = JSON.stringify(rows);
      this.board.replaceChildren(...rows.map((buttons) => make("div", { class: "line" }, ...buttons.map((button) =>
        make("button", { type: "button", onclick: () => this.say(button.text, true) }, button.text)))));
      this.board.hidden = !rows.length;
    }
    this.board.classList.toggle("off", this.composer.hidden);
    this.boardButton.setAttribute("aria-expanded", String(!this.board.hidden));
  }

  updateMenu() {
    const commands = this.whole.commands[this.isGroup ? "group" : "private"];
    this.menuButton.hidden = !commands.length;
    if (this.menu.dataset.told === JSON.stringify(commands)) return;
    this.menu.dataset.told = JSON.stringify(commands);
    this.menu.replaceChildren(...commands.map(({ command, description }) =>
      make("button", { type: "button", onclick: () => { this.toggleMenu(); this.say(`/${command}`); } }, make("b", {}, `/${command}`), description)));
  }

  toggleMenu() {
    this.menu.hidden = !this.menu.hidden;
    this.menuButton.setAttribute("aria-expanded", String(!this.menu.hidden));
  }

  toggleBoard() {
    this.board.hidden = !this.board.hidden;
    this.boardButton.setAttribute("aria-expanded", String(!this.board.hidden));
  }

  // Keeps what has not changed, so that focus and scrolling stay where they are.
  redraw() {
    const { log } = this;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const focus = log.contains(document.activeElement) ? [document.activeElement.closest("[data-key]")?.dataset.key, document.activeElement.dataset.place] : null;
    const wanted = [];
    const kept = new Map();
    let day = "";
    for (const message of this.facts.messages) {
      if (dayOf(message) !== day) {
        day = dayOf(message);
        wanted.push(this.kept(kept, `d${message.chat.id}/${message.message_id}`, day, () => make("p", { class: "event day" }, day)));
      }
      const told = JSON.stringify(message) + (this.isGroup ? this.speaker : "");
      wanted.push(this.kept(kept, `${message.chat.id}/${message.message_id}`, told, () => row(message, this.viewer())));
    }
    if (!wanted.length) wanted.push(this.kept(kept, "hello", this.whole.bot.about, () => make("p", { class: "hello" }, this.whole.bot.about || "Belum ada obrolan di sini.")));
    const grown = [...kept.keys()].some((key) => !this.shown.has(key));
    this.shown = kept;
    if (wanted.length !== log.children.length || wanted.some((element, i) => log.children[i] !== element)) log.replaceChildren(...wanted);
    if (focus?.[0]) log.querySelector(`[data-key="${focus[0]}"] ${focus[1] ? `[data-place="${focus[1]}"]` : "button"}`)?.focus({ preventScroll: true });
    if (atEnd || grown) log.scrollTop = log.scrollHeight;
  }

  kept(kept, key, told, draw) {
    const before = this.shown.get(key);
    const entry = before?.[0] === told ? before : [told, draw()];
    entry[1].dataset.key = key;
    kept.set(key, entry);
    return entry[1];
  }

  viewer() {
    return {
      id: this.speaker, inGroup: this.isGroup, bot: this.whole.bot.username,
      open: (url) => openLink(this.speaker, url, this.whole),
      say: (text) => this.say(text),
      press: (message, place) => {
        Phone.lastPress.set(this.speaker, this);
        act("tekan", { who: this.speaker, chat: message.chat.id, message: message.message_id, button: place });
      },
    };
  }

  async send() {
    const text = this.input.value.trim();
    if (text && await this.say(text)) this.input.value = "";
  }

  say(text, tap = false) {
    return act("ucap", { who: this.speaker, group: this.isGroup ? this.facts.id : null, text, tap });
  }

  async sendPhoto() {
    const [file] = this.file.files;
    if (!file) return;
    const form = new FormData();
    form.append("who", this.speaker);
    if (this.isGroup) form.append("group", this.facts.id);
    form.append("caption", this.input.value.trim());
    form.append("file", file);
    if (await act("foto", form)) this.input.value = "";
    this.file.value = "";
  }

  showToast(text, alert) {
    if (alert) { alertBox(text); return; }
    const phone = Phone.lastPress.get(this.facts.id) || this;
    phone.toast.textContent = text;
    phone.toast.hidden = false;
    clearTimeout(phone.quiet);
    phone.quiet = setTimeout(() => { phone.toast.hidden = true; }, 4000);
  }

  showPinned() {
    this.log.querySelector(`[data-key="${this.facts.id}/${this.facts.pinned}"]`)?.scrollIntoView({ block: "center" });
  }
}
Phone.lastPress = new Map();

export function openLink(who, url, whole) {
  if (!/[?&]startgroup=/.test(url)) { act("buka", { who, url }); return; }
  const mine = whole.groups.filter((group) => group.members.includes(who) && group.kind !== "channel");
  if (!mine.length) news("Orang ini belum masuk grup mana pun.");
  else if (mine.length === 1) act("buka", { who, url, group: mine[0].id });
  else alertBox("Bawa bot ke grup mana?", mine.map((group) => [group.title, () => act("buka", { who, url, group: group.id })]));
}
