// The whole stage: keeps the phones in step with what the server knows.

import { hue } from "./message.js";
import { openLink, Phone } from "./phone.js";
import { formatted } from "./text.js";
import { act, find, listen, make, state } from "./wire.js";

const NOW = new Intl.DateTimeFormat("id-ID", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" });
const narrow = matchMedia("(max-width: 719px)");
const phones = new Map();
const read = new Map();
let whole;
let chosen;
let ahead = 0;

let fetching = false;
let again = false;
async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  do {
    again = false;
    try { draw(await state()); } catch { again = false; }
  } while (again);
  fetching = false;
}

function draw(told) {
  whole = told;
  ahead = whole.now - Date.now();
  showClock();
  drawActions();
  drawNotes();
  const keys = [...whole.people.map((_, i) => `p${i}`), ...whole.groups.map((_, i) => `g${i}`)];
  chosen ??= keys[0];
  for (const key of keys) {
    if (phones.has(key)) phones.get(key).update(whole);
    else {
      phones.set(key, new Phone(key, whole));
      find("#phones").append(phones.get(key).element);
      phones.get(key).redraw();
    }
  }
  drawTabs(keys);
  choose(chosen, false);
}

function drawActions() {
  const bar = find("#actions");
  if (bar.dataset.told === JSON.stringify(whole.actions)) return;
  bar.dataset.told = JSON.stringify(whole.actions);
  bar.replaceChildren(...whole.actions.map((label) => make("button", { type: "button", class: "big", onclick: async (event) => {
    event.target.disabled = true;
    await act("aksi", { label });
    event.target.disabled = false;
  } }, label)));
}

function drawNotes() {
  const place = find("#notes");
  const told = JSON.stringify([whole.notes, whole.people.map((p) => p.name)]);
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  place.hidden = !whole.notes.length;
  const who = make("select", { "aria-label": "Tautan dibuka oleh" }, ...whole.people.map((p) => make("option", { value: p.id }, p.name)));
  const viewer = { bot: whole.bot.username, open: (url) => openLink(Number(who.value), url, whole), say: (text) => act("ucap", { who: Number(who.value), text }) };
  const lines = whole.notes.map((note) => make("li", {}, formatted(note, addresses(note), viewer)));
  place.replaceChildren(make("ul", {}, ...lines), make("label", {}, "Tautan dibuka oleh ", who));
}

function addresses(note) {
  return [...note.matchAll(/(?:https?:\/\/|tg:\/\/|t\.me\/)\S+/g)].map((hit) => ({ type: "url", offset: hit.index, length: hit[0].length }));
}

function drawTabs(keys) {
  const bar = find("#tabs");
  for (const key of keys) {
    let tab = bar.querySelector(`[data-key="${key}"]`);
    const { facts } = phones.get(key);
    if (!tab) {
      tab = make("button", { type: "button", "data-key": key, onclick: () => choose(key, true) }, make("span", { class: `dot hue${hue(facts.id)}`, "aria-hidden": "true" }), make("span", { class: "label" }));
      bar.append(tab);
    }
    tab.querySelector(".label").textContent = facts.title || facts.name;
    const last = facts.messages.at(-1);
    const mark = last ? `${last.chat.id}/${last.message_id}` : "";
    if (!read.has(key) || key === chosen) read.set(key, mark);
    const unread = narrow.matches && read.get(key) !== mark;
    tab.classList.toggle("unread", unread);
    tab.setAttribute("aria-label", (facts.title || facts.name) + (unread ? ", ada pesan baru" : ""));
  }
}

function choose(key, byHand) {
  chosen = key;
  for (const [other, phone] of phones) {
    phone.element.classList.toggle("chosen", other === key);
    phone.log.setAttribute("aria-live", other === key ? "polite" : "off");
    const tab = find(`#tabs [data-key="${other}"]`);
    tab?.setAttribute("aria-current", String(other === key));
    if (other === key) tab?.classList.remove("unread");
  }
  if (!byHand) return;
  const { element, log } = phones.get(key);
  find(`#tabs [data-key="${key}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  element.scrollIntoView({ block: "nearest", inline: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  log.scrollTop = log.scrollHeight;
  drawTabs([...phones.keys()]);
}

function showClock() {
  find("#now").textContent = `${NOW.format(Date.now() + ahead)} WIB`;
}

for (const button of document.querySelectorAll("[data-hours]")) {
  button.addEventListener("click", () => act("jam", { hours: Number(button.dataset.hours) }));
}
find("#phones").addEventListener("focusin", (event) => {
  const key = event.target.closest(".phone")?.id;
  if (key && key !== chosen) choose(key, false);
});
const fold = () => { find("#control").open = !narrow.matches; };
narrow.addEventListener("change", fold);
fold();
setInterval(() => whole && showClock(), 1000);
listen(refresh);
