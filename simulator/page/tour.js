// The guided tour: shows one step, points at what to press, and goes on when the stage shows that it is done.

import { called, steps } from "./steps.js";
import { find, make } from "./wire.js";
import { tourWords as say } from "./words.js";

const KEPT = "panduan";

export class Tour {
  constructor(stage) {
    this.stage = stage;
    this.place = null; // { world, at, since, deeds, on }
  }

  update(whole) {
    this.whole = whole;
    if (this.place?.world !== whole.world) this.place = this.kept(whole) || { world: whole.world, at: -1, since: {}, on: true };
    const step = this.step();
    if (this.place.on && step?.done(this.seen())) this.to(this.place.at + 1); else this.draw();
  }

  get steps() { return steps[this.whole.beginning] || []; }
  step() { return this.steps[this.place.at]; }

  kept(whole) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT));
      return kept?.world === whole.world && kept.born === whole.people[0].id ? kept : null;
    } catch { return null; }
  }

  to(at, on = true) {
    this.strayed = "";
    this.boarded = null;
    const since = {};
    for (const chat of [...this.whole.people, ...this.whole.groups]) since[chat.id] = Math.max(0, ...chat.messages.map((m) => m.message_id));
    const toasts = this.whole.people.reduce((sum, p) => sum + p.toasts.length, 0);
    // What the last press has already brought must count for the next step too: keep the mark of one step before.
    const before = at === this.place.at + 1 && this.place.mark ? this.place.mark : since;
    this.place = { world: this.whole.world, born: this.whole.people[0].id, at, on, since: before, mark: since, toasts, deeds: { ...this.whole.done } };
    sessionStorage.setItem(KEPT, JSON.stringify(this.place));
    const step = this.step();
    if (on && step && step.at !== "controls") this.stage.closeControls(); // on a small screen they lie over the phone
    this.draw();
  }

  // What a step may ask of the stage. Only what came since the step before counts.
  seen() {
    const { whole, place } = this;
    const chat = (name) => whole.people.find((p) => p.name === name) || { id: 0, messages: [], toasts: [] };
    const fresh = (facts) => facts.messages.filter((m) => m.message_id > (place.since[facts.id] ?? 0));
    const fromBot = (facts) => fresh(facts).filter((m) => m.from?.is_bot);
    const labels = (m) => (m.reply_markup?.inline_keyboard || []).flat().map((b) => b.text);
    const at = whole.people.reduce((sum, p) => sum + p.toasts.length, 0);
    return {
      lives: whole.bot.lives,
      asks: (name, label) => fromBot(chat(name)).some((m) => labels(m).some((l) => l.startsWith(label))),
      told: (name, text) => fromBot(chat(name)).some((m) => (m.text || "").includes(text)),
      said: (name) => chat(name).messages.some((m) => m.from?.id === chat(name).id && m.message_id > (place.mark[chat(name).id] ?? 0)),
      picked: (name) => fromBot({ ...chat(name), messages: chat(name).messages.slice(-4) }).concat(chat(name).messages.slice(-4)).some((m) => labels(m).some((l) => /^✅ \d+\. Lampu/.test(l))),
      deeds: (deed) => (whole.done[deed] || 0) > (place.deeds?.[deed] || 0),
      inGroup: (text) => fromBot(whole.groups[0]).some((m) => (m.text || "").includes(text)),
      toasted: at > (place.toasts || 0),
    };
  }

  // drawing

  draw() {
    const { at, on } = this.place;
    const told = JSON.stringify([at, on, this.whole.world, this.away(), this.stage.covered(), this.strayed]);
    this.mark();
    if (find("#tour").dataset.told === told) return;
    find("#tour").dataset.told = told;
    const step = this.step();
    const button = (label, then, kind = "") => make("button", { type: "button", class: kind, onclick: then }, label);
    find("#tour").classList.toggle("running", Boolean(on && step));
    if (!on) return this.fill("", [button(at < 0 ? say.begin : say.goOn, () => { this.to(Math.max(0, at)); }, "big")]);
    if (at < 0) return this.fill(this.whole.beginning === "kosong" ? `${say.introEmpty} ${say.begin}?` : say.intro, [button(say.begin, () => this.to(0), "big"), button(say.without, () => this.to(at, false))]);
    if (!step) return this.fill(`${say.done} ${this.whole.beginning === "kosong" ? say.afterEmpty : say.after}`, [button(say.again, () => this.to(0)), button(say.close, () => this.to(-1, false))]);
    const first = this.first(step);
    const primary = [];
    if (first) primary.push(button(first.label, () => this.point(), "big"));
    else if (step.fill) primary.push(button(say.fill, () => this.stage.phone(step.at)?.composer.fill(step.fill), "big"));
    else if (step.read) primary.push(button(say.haveRead, () => this.to(this.place.at + 1), "big"));
    const words = [this.strayed && say.strayed(this.strayed, this.whereOf(step.at)), first ? first.text : step.text];
    this.fill(words.filter(Boolean).join(" "), [...primary, button(say.skip, () => this.to(at + 1)), at > 0 ? button(say.back, () => this.to(at - 1)) : null, button(say.leave, () => this.to(at, false))], say.step(at + 1, this.steps.length));
  }

  fill(text, buttons, progress = "") {
    find("#tour-step").textContent = progress;
    find("#tour-text").textContent = text;
    const place = find("#tour-buttons"), used = place.contains(document.activeElement);
    place.replaceChildren(...buttons.filter(Boolean));
    if (used) place.querySelector("button")?.focus(); // whoever goes on by keyboard stays here
  }

  // While what the step speaks of is out of view, the only invitation is to open it.
  first(step) {
    if (this.stage.covered() && step.at !== "controls") return { label: say.hideControls, text: say.inTheWay(say.hideControls) };
    if (!this.away()) return null;
    if (step.at === "group") return { label: say.showGroup, text: say.turnOfGroup(say.showGroup) };
    if (step.at === "controls") return { label: say.showControls, text: say.turnOfControls(say.showControls) };
    const name = called[step.at] || step.at, label = say.show(name);
    return { label, text: say.turnOf(name, label) };
  }

  whereOf(at) { return at === "group" ? say.ofGroup : say.ofPhone(called[at] || at); }

  // Something was pressed or sent on the phone of `at`. Whoever is on a wrong one is told so.
  pressed(at) {
    const step = this.place?.on && this.step();
    this.strayed = step && step.at !== "controls" && step.at !== at ? this.whereOf(at) : "";
    this.draw();
  }

  // Is what the step speaks of not in view?
  away() {
    const step = this.place.on && this.step();
    if (!step) return false;
    return step.at === "controls" ? !this.target()?.checkVisibility() : !this.stage.shows(step.at);
  }

  point() {
    const step = this.step();
    if (!step) return;
    this.strayed = "";
    if (step.at === "controls") this.stage.openControls(this.target());
    else this.stage.show(step.at); // which closes the controls
    this.draw();
    this.target()?.focus({ preventScroll: false });
  }

  mark() {
    for (const element of document.querySelectorAll(".pointed")) element.classList.remove("pointed");
    const target = this.place.on ? this.target() : null;
    target?.classList.add("pointed");
    if (target?.closest(".board")) target.scrollIntoView({ block: "nearest" });
    this.stage.aim(target);
  }

  target() {
    const step = this.step();
    if (!step) return null;
    if (step.control) return find(`#${step.control}, [data-deed="${step.control}"]`);
    const phone = this.stage.phone(step.at);
    if (!phone) return null;
    if (step.send) return phone.composer.input.value ? phone.composer.sendButton : phone.composer.input;
    if (step.board && this.boarded !== phone) phone.composer.showBoard(); // once: a tap folds it again
    this.boarded = step.board ? phone : null;
    if (step.board && phone.composer.board.hidden) return phone.composer.boardButton;
    if (step.board) return [...phone.composer.board.querySelectorAll("button")].find((b) => b.textContent === step.board);
    if (step.read) return [...phone.log.querySelectorAll(".bubble")].reverse().find((bubble) => bubble.textContent.includes(step.read));
    if (step.link) return [...phone.log.querySelectorAll("a[href]")].reverse().find((a) => a.href.includes(step.link));
    const keys = [...phone.log.querySelectorAll(".key")].reverse();
    if (step.first) return keys.at(0)?.closest(".inline").querySelector(".key");
    const fits = (text) => (step.press instanceof RegExp ? step.press.test(text) : text.startsWith(step.press));
    return keys.find((key) => fits(key.textContent));
  }
}
