// What happens to the village as a whole: the clock, the plug, the neighbours, the links, a new beginning.

import { openLink } from "./phone.js";
import { act, alertBox, find, make, news } from "./wire.js";
import { words } from "./words.js";

const FORM = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" };
const NOW = new Intl.DateTimeFormat("id-ID", { ...FORM, year: "numeric" });
const SOON = new Intl.DateTimeFormat("id-ID", FORM);

export class Controls {
  constructor(stage) {
    this.stage = stage;
    this.ahead = 0;
    for (const button of document.querySelectorAll("[data-hours]")) {
      button.addEventListener("click", () => act("jam", { hours: Number(button.dataset.hours) }));
    }
    for (const button of document.querySelectorAll("[data-deed]")) button.addEventListener("click", () => this.do(button, button.dataset.deed));
    find("#plug").addEventListener("click", (event) => this.do(event.currentTarget, stage.whole().bot.lives ? "cabut" : "nyala"));
    find("#reset").addEventListener("click", () => alertBox(words.sureReset, Object.entries(words.resets).map(([deed, label]) => [label, () => act("aksi", { name: deed })])));
    find("#more").addEventListener("click", () => this.open(!this.isOpen));
    document.addEventListener("keydown", (event) => {
      const links = find("#tools details");
      if (event.key !== "Escape" || find("#alert").open) return;
      if (links.open) { links.open = false; links.querySelector("summary").focus(); } else if (this.isOpen) { this.open(false); find("#more").focus(); }
    });
    document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#tools details")) find("#tools details").open = false; });
    setInterval(() => this.stage.whole() && this.tick(), 1000);
  }

  get isOpen() { return find("#tools").dataset.open === "true"; }

  // `button`: one that should be in view, even if it lies in something folded.
  open(yes, button = null) {
    if (button?.closest("details")) button.closest("details").open = true;
    if (!yes) find("#tools details").open = false;
    const left = !yes && this.isOpen && find("#tools").contains(document.activeElement);
    const moved = yes !== this.isOpen;
    find("#tools").dataset.open = String(yes);
    find("#more").setAttribute("aria-expanded", String(yes));
    if (left && find("#more").checkVisibility()) find("#more").focus(); // what had the focus is out of view now
    if (moved) this.stage.controlsMoved();
  }

  async do(button, deed) {
    button.disabled = true;
    const done = await act("aksi", { name: deed });
    button.disabled = false;
    if (done) news(words.acted[this.stage.whole().bot.lives ? deed : `${deed}Dead`] || words.acted[deed]);
  }

  draw(whole) {
    this.ahead = whole.now - Date.now();
    this.tellLosses(whole);
    this.tick();
    const { lives, waiting } = whole.bot;
    find("#life").textContent = lives ? words.lives : words.waiting(waiting);
    find("#life").classList.toggle("dead", !lives);
    find("#plug").textContent = lives ? words.plug : words.unplug;
    find("#closes").textContent = whole.closes ? words.closes(SOON.format(whole.closes)) : "";
    find('[data-deed="tutup"]').disabled = !whole.closes;
    this.drawLinks(whole);
  }

  // Said once for each loss, in a box that must be closed: what vanished here never comes back by itself.
  tellLosses({ world, lost: { messages, presses } }) {
    const before = this.told;
    this.told = { world, messages: messages.length, presses };
    if (before?.world !== world) return; // whoever comes later sees the mark on the message
    const gone = [messages.length - before.messages, presses - before.presses];
    const said = [gone[0] > 0 && words.lostMessages(gone[0]), gone[1] > 0 && words.lostPresses(gone[1])].filter(Boolean);
    if (said.length) alertBox([...said, words.lostNow].join("\n\n"));
  }

  tick() { find("#now").textContent = words.clock(NOW.format(Date.now() + this.ahead)); }

  drawLinks(whole) {
    const place = find("#links");
    const told = `${whole.world}${JSON.stringify([whole.links, whole.spent])}`;
    if (place.dataset.told === told) return;
    place.dataset.told = told;
    place.replaceChildren(...Object.entries(whole.links).map(([kind, url]) => {
      if (whole.spent.includes(kind)) return make("div", { class: "link" }, make("span", {}, words.links[kind]), make("strong", { id: `spent-${kind}` }, words.spent));
      const first = kind === "setup" ? "Joko Santoso" : "Budi Hartono";
      const who = make("select", {}, ...whole.people.map((p) => make("option", { value: p.id, selected: p.name === first }, p.name)));
      const open = () => { openLink(Number(who.value), url, this.stage.whole()); this.open(false); this.stage.choose(Number(who.value)); };
      return make("div", { class: "link" }, make("span", {}, words.links[kind]), make("code", {}, url.replace("https://", "")),
        make("label", {}, `${words.opensOn} `, who), make("button", { type: "button", id: `link-${kind}`, onclick: open }, words.open));
    }));
  }
}
