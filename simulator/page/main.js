// The whole stage: which phones lie open, and everything kept in step with what the server knows.

import { walkWithArrows } from "./arrows.js";
import { Controls } from "./controls.js";
import { badges } from "./names.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { Tour } from "./tour.js";
import { act, alertBox, find, listen, state } from "./wire.js";
import { words } from "./words.js";

const NARROW = 340;
const narrow = matchMedia("(max-width: 799px)");
const phones = new Map(); // key -> Phone, only of those that lie open
let whole = null;
let seats = []; // keys in view, in the order of the list
let used = []; // keys, the last used at the end
let chosen = null;

const badge = (name) => badges(chats().map(([, facts]) => facts.title || facts.name)).get(name);
const people = new People(choose, badge);
const stage = {
  whole: () => whole,
  badge,
  choose: (id) => choose(keyOf((facts) => facts.id === id), true),
  phone: (at) => phones.get(keyAt(at)),
  shows: (at) => seats.includes(keyAt(at)),
  show: (at) => choose(keyAt(at), true),
  aim: (element) => { for (const phone of phones.values()) phone.aim(element); },
  openControls: (button) => controls.open(true, button),
  closeControls: () => controls.open(false),
  covered: () => narrow.matches && controls.isOpen,
  controlsMoved: () => whole && tour.draw(),
};
const controls = new Controls(stage);
const tour = new Tour(stage);

function chats() {
  return [...whole.people.map((facts, i) => [`p${i}`, facts]), ...whole.groups.map((facts, i) => [`g${i}`, facts])];
}
const listed = () => chats().sort(([, a], [, b]) => Boolean(b.title) - Boolean(a.title)); // the group first
const keyOf = (fits) => chats().find(([, facts]) => fits(facts))?.[0];
const keyAt = (at) => (at === "group" ? "g0" : keyOf((facts) => facts.name === at));

let fetching = false;
let again = false;
async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  do {
    again = false;
    try { draw(await state()); } catch (error) { if (!(error instanceof TypeError)) throw error; }
  } while (again);
  fetching = false;
}

function draw(told) {
  if (told.preparing) { prepare(told.preparing); return; }
  const fresh = whole?.world !== told.world;
  whole = told;
  if (fresh) begin();
  find("#preparing").hidden = true;
  find("#stage").hidden = false;
  controls.draw(whole);
  seat();
  for (const phone of phones.values()) phone.update(whole);
  if (fresh) for (const phone of phones.values()) phone.toEnd();
  people.draw(listed(), seats, chosen);
  tour.update(whole);
}

function begin() {
  for (const phone of phones.values()) phone.element.remove();
  phones.clear();
  Phone.told.clear();
  people.reset();
  const first = whole.beginning === "kosong" ? whole.people.length - 1 : 0;
  chosen = `p${first}`;
  used = [...whole.people.slice(0, 5).map((_, i) => `p${i}`).reverse(), chosen];
  if (whole.beginning !== "kosong") used.splice(-1, 0, "p4");
}

function prepare({ done, of, who }) {
  whole = null;
  for (const place of ["#life", "#now", "#closes"]) find(place).textContent = "";
  find("#stage").hidden = true;
  find("#preparing").hidden = false;
  find("#progress").max = of;
  find("#progress").value = done;
  find("#preparing-who").textContent = who ? words.busy(who) : "";
}

// As many phones as fit: the group always, then those used last.
function seat() {
  const room = narrow.matches ? 1 : Math.max(1, Math.floor(find("#phones").clientWidth / NARROW));
  const wanted = new Set([chosen]);
  if (room > 1) wanted.add("g0");
  for (const key of [...used].reverse()) if (wanted.size < room) wanted.add(key);
  seats = chats().map(([key]) => key).filter((key) => wanted.has(key));
  for (const [key, phone] of phones) {
    if (!wanted.has(key)) { phone.element.remove(); phones.delete(key); }
  }
  for (const key of seats) {
    if (phones.has(key)) continue;
    const phone = new Phone(key, stage);
    phones.set(key, phone);
    const next = seats.slice(seats.indexOf(key) + 1).map((later) => phones.get(later)?.element).find(Boolean);
    find("#phones").insertBefore(phone.element, next || null);
    phone.update(whole);
    phone.toEnd();
  }
  for (const [key, phone] of phones) {
    phone.element.classList.toggle("chosen", key === chosen);
    phone.log.setAttribute("aria-live", key === chosen ? "polite" : "off");
  }
}

function choose(key, byHand = false) {
  if (!key) return;
  chosen = key;
  used = [...used.filter((other) => other !== key), key];
  seat();
  people.draw(listed(), seats, chosen);
  tour.update(whole);
  if (!byHand) return;
  controls.open(false);
  people.buttons.get(key).scrollIntoView({ block: "nearest", inline: "nearest" });
  phones.get(key).toEnd();
}

find("#phones").addEventListener("focusin", (event) => {
  const key = event.target.closest(".phone")?.id;
  if (key && key !== chosen) choose(key);
});
for (const kind of ["click", "submit"]) {
  find("#phones").addEventListener(kind, (event) => {
    const key = event.target.closest(".phone")?.id;
    if (!key || (kind === "click" && !event.target.closest(".key, .board button"))) return;
    tour.pressed(key === "g0" ? "group" : chats().find(([other]) => other === key)[1].name);
  });
}
find("#phones").addEventListener("input", () => tour.draw());
find("#tools").addEventListener("toggle", () => whole && tour.draw(), true);
find("#empty").addEventListener("click", () => alertBox(words.sureReset, [[words.resets.kosong, () => act("aksi", { name: "kosong" })]]));
new ResizeObserver(() => whole && draw(whole)).observe(find("#phones"));
walkWithArrows(document);
listen(refresh);
