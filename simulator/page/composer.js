// Below the log: the typing line, the menu of commands, what can be attached, and the reply keyboard.

import { samplePhoto, sampleVoice } from "./samples.js";
import { act, make } from "./wire.js";
import { words } from "./words.js";

const SMALL = matchMedia("(max-width: 799px) and (max-height: 800px)"); // there the reply keyboard waits behind its button

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.input = make("textarea", { rows: "1", placeholder: words.write, "aria-label": words.write, maxlength: "4096" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    this.menu = make("div", { class: "menu", hidden: true, role: "group", "aria-label": words.commands, "data-arrows": true });
    this.menuButton = this.opener("☰", words.commands, this.menu);
    this.attachments = make("div", { class: "menu", hidden: true, role: "group", "aria-label": words.attach, "data-arrows": true }, ...this.offers());
    this.attachButton = this.opener("📎", words.attach, this.attachments);
    this.board = make("div", { class: "board", role: "group", "aria-label": words.board, "data-arrows": true });
    this.boardButton = this.opener("⌨", words.boardShow, this.board);
    this.sendButton = make("button", { class: "icon send", "aria-label": words.send }, "➤");
    const form = make("form", { class: "line-in" }, this.menuButton, this.attachButton, this.input, this.boardButton, this.sendButton);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.element = make("div", { class: "composer" }, this.menu, this.attachments, form, this.board);
    this.element.addEventListener("keydown", (event) => {
      const open = [[this.menu, this.menuButton], [this.attachments, this.attachButton]].find(([panel]) => !panel.hidden);
      if (event.key === "Escape" && open) { event.stopPropagation(); this.toggle(...open); open[1].focus(); }
    });
  }

  opener(sign, label, panel) {
    const button = make("button", { type: "button", class: "icon", "aria-label": label, "aria-expanded": "false", onclick: () => this.toggle(panel, button) }, sign);
    return button;
  }

  toggle(panel, button) {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden && panel !== this.board) panel.querySelector("button")?.focus();
  }

  offers() {
    const { attachments } = words;
    const own = (kind, label, accept) => {
      const file = make("input", { type: "file", accept, hidden: true, "data-kind": kind, onchange: () => { this.attach(kind, file.files[0]); file.value = ""; } });
      return [make("button", { type: "button", onclick: () => file.click() }, label), file];
    };
    return [
      make("button", { type: "button", "data-sample": "foto", onclick: async () => this.attach("foto", await samplePhoto()) }, attachments.samplePhoto),
      make("button", { type: "button", "data-sample": "suara", onclick: () => this.attach("suara", sampleVoice(), 2) }, attachments.sampleVoice),
      ...own("foto", attachments.photo, "image/*"), ...own("suara", attachments.voice, "audio/*"), ...own("berkas", attachments.document, null),
    ];
  }

  async attach(kind, file, seconds = 5) {
    if (!this.attachments.hidden) this.toggle(this.attachments, this.attachButton);
    if (!file) return;
    const form = new FormData();
    form.append("kind", kind);
    form.append("who", this.phone.speaker);
    if (this.phone.isGroup) form.append("group", this.phone.facts.id);
    form.append("seconds", seconds);
    form.append("caption", this.input.value.trim());
    form.append("file", file);
    if (await act("kirim", form)) this.input.value = "";
    this.input.focus();
  }

  async send() {
    const text = this.input.value.trim();
    if (text && await this.phone.say(text)) this.input.value = "";
  }

  // On a small screen the board makes room for the answer again.
  tap(text) {
    if (SMALL.matches) this.toggle(this.board, this.boardButton);
    this.phone.say(text, true);
  }

  showBoard() { if (this.board.hidden) this.toggle(this.board, this.boardButton); }

  fill(text) {
    this.input.value = text;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.focus();
  }

  update(whole) {
    const rows = this.phone.facts.keyboard?.keyboard || [];
    this.boardButton.hidden = !rows.length;
    if (this.board.dataset.rows !== JSON.stringify(rows)) {
      this.board.dataset.rows = JSON.stringify(rows);
      let first = true;
      this.board.replaceChildren(...rows.map((buttons) => make("div", { class: "line" }, ...buttons.map((button) => {
        const key = make("button", { type: "button", tabindex: first ? "0" : "-1", onclick: () => this.tap(button.text) }, button.text);
        first = false;
        return key;
      }))));
      this.board.hidden = !rows.length || SMALL.matches;
    }
    this.boardButton.setAttribute("aria-expanded", String(!this.board.hidden));
    this.updateMenu(whole.commands[this.phone.isGroup ? "group" : "private"]);
  }

  updateMenu(commands) {
    this.menuButton.hidden = !commands.length;
    if (this.menu.dataset.told === JSON.stringify(commands)) return;
    this.menu.dataset.told = JSON.stringify(commands);
    const say = (command) => { this.toggle(this.menu, this.menuButton); this.input.focus(); this.phone.say(`/${command}`); };
    this.menu.replaceChildren(...commands.map(({ command, description }) =>
      make("button", { type: "button", onclick: () => say(command) }, make("b", {}, `/${command}`), make("span", {}, description))));
  }
}
