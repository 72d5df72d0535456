// The line to the stage: what happens there, and what people do here.

import { words } from "./words.js";

export const find = (selector) => document.querySelector(selector);

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

export async function state() {
  return (await fetch("/panggung/keadaan")).json();
}

export async function act(name, told) {
  const form = told instanceof FormData;
  const headers = { "X-Panggung": "1", ...(form ? {} : { "Content-Type": "application/json" }) };
  try {
    const answer = await fetch(`/panggung/${name}`, { method: "POST", headers, body: form ? told : JSON.stringify(told) });
    if (answer.ok) return true;
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    news(words.reasons[said.sebab] || words.reasons.other);
  } catch {
    news(words.unreachable);
  }
  return false;
}

export function listen(whenChanged) {
  const events = new EventSource("/panggung/peristiwa");
  events.onmessage = whenChanged;
  events.onopen = whenChanged;
}

let quiet;
export function news(text) {
  const place = find("#news");
  place.textContent = text;
  // At the top of the phones, over their names: what it reports happens below.
  place.style.top = `${Math.max(8, find("#phones").getBoundingClientRect().top + 4)}px`;
  place.classList.add("shown");
  clearTimeout(quiet);
  quiet = setTimeout(() => { place.classList.remove("shown"); place.textContent = ""; }, Math.max(5000, text.length * 80));
}

// choices: [label, what then]; without any there is only one way out.
export function alertBox(text, choices = []) {
  const box = find("#alert");
  find("#alert-text").textContent = text;
  const buttons = choices.map(([label, chosen]) => make("button", { onclick: chosen }, label));
  find("#alert-choices").replaceChildren(...buttons, make("button", { class: "plain" }, choices.length ? words.cancel : words.ok));
  if (!box.open) box.showModal();
}
