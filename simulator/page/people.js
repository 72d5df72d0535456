// The list of phones: who is there, and where something new has come.

import { hue } from "./message.js";
import { plainName } from "./names.js";
import { find, make } from "./wire.js";
import { words } from "./words.js";

export class People {
  constructor(choose, badge) {
    this.choose = choose;
    this.badge = badge;
    this.read = new Map(); // key -> number of the last message seen
    this.buttons = new Map();
  }

  reset() {
    this.read.clear();
    this.buttons.clear();
    find("#people").replaceChildren();
  }

  // `open`: the keys whose phones are in view; `chosen`: the one that is being used.
  draw(chats, open, chosen) {
    for (const [key, facts] of chats) {
      if (!this.buttons.has(key)) this.add(key, facts);
      const button = this.buttons.get(key);
      const unread = this.unread(key, facts, open.includes(key));
      const count = button.querySelector(".count");
      count.textContent = unread > 9 ? "9+" : unread || "";
      button.querySelector(".more").textContent = unread ? words.unread(unread) : "";
      button.querySelector("small").textContent = this.sub(facts);
      button.classList.toggle("open", open.includes(key));
      const was = button.hasAttribute("aria-current");
      if (key === chosen) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
      if (key === chosen && !was) requestAnimationFrame(() => this.reveal(button));
    }
  }

  // Scroll the list alone, never the page.
  reveal(button) {
    const list = find("#people").parentElement, edge = list.getBoundingClientRect(), it = button.getBoundingClientRect();
    list.scrollTop += Math.min(0, it.top - edge.top) || Math.max(0, it.bottom - edge.bottom);
    list.scrollLeft += Math.min(0, it.left - edge.left) || Math.max(0, it.right - edge.right);
  }

  sub(facts) {
    if (facts.title) return `${facts.size} warga`;
    return facts.blocked ? words.blocked : facts.role;
  }

  unread(key, facts, seen) {
    const last = facts.messages.at(-1);
    const mark = last ? last.date * 1e6 + (last.message_id % 1e6) : 0;
    if (seen || !this.read.has(key)) this.read.set(key, mark);
    return facts.messages.filter((m) => m.from?.id !== facts.id && m.date * 1e6 + (m.message_id % 1e6) > this.read.get(key)).length;
  }

  add(key, facts) {
    const name = facts.title || facts.name;
    const button = make("button", { type: "button", "data-key": key, tabindex: this.buttons.size ? "-1" : "0", onclick: () => this.choose(key, true) },
      make("span", { class: `avatar hue${hue(facts.id)}`, "aria-hidden": "true" }, this.badge(name)),
      make("span", { class: "label" }, make("span", { class: "name" }, plainName(name)), make("small", {})),
      make("span", { class: "count", "aria-hidden": "true" }), make("span", { class: "more hidden" }));
    this.buttons.set(key, button);
    find("#people").append(make("li", {}, button));
  }
}
