// Formatted text: Telegram's entities (UTF-16 offsets, as in JavaScript) become elements. Never innerHTML.

import { make } from "./wire.js";
import { words } from "./words.js";

const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", mention: "b", hashtag: "b",
};

// `viewer` = { open(url), say(text), bot }
export function formatted(text, entities, viewer) {
  const all = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const whole = document.createDocumentFragment();
  fill(whole, text, all, 0, text.length, viewer);
  return whole;
}

function fill(node, text, entities, from, to, viewer) {
  let at = from;
  while (entities.length) {
    const [first, ...rest] = entities;
    const end = Math.min(first.offset + first.length, to);
    const inner = rest.filter((e) => e.offset < end);
    entities = rest.filter((e) => e.offset >= end);
    if (first.offset < at) continue;
    node.append(text.slice(at, first.offset));
    const element = dressed(first, text.slice(first.offset, end), viewer);
    fill(element, text, inner, first.offset, end, viewer);
    node.append(element);
    at = end;
  }
  node.append(text.slice(at, to));
}

function dressed(entity, part, viewer) {
  switch (entity.type) {
    case "text_link": return link(entity.url, viewer);
    case "url": return link(part.includes("://") ? part : `https://${part}`, viewer);
    case "email": return make("a", { href: `mailto:${part}` });
    case "bot_command": return make("button", { type: "button", class: "command", onclick: () => viewer.say(part) });
    case "spoiler": return spoiler();
    default: return make(PLAIN[entity.type] || "span");
  }
}

export function leadsToBot(url, bot) {
  try {
    const { protocol, hostname, pathname, searchParams } = new URL(url);
    if (protocol === "tg:") return searchParams.get("domain")?.toLowerCase() === bot.toLowerCase();
    return hostname === "t.me" && pathname.slice(1).toLowerCase() === bot.toLowerCase();
  } catch {
    return false;
  }
}

function link(url, viewer) {
  if (leadsToBot(url, viewer.bot)) {
    return make("a", { href: url, onclick: (event) => { event.preventDefault(); viewer.open(url); } });
  }
  const safe = /^https?:/i.test(url);
  return make(safe ? "a" : "span", safe ? { href: url, target: "_blank", rel: "noopener noreferrer" } : {});
}

function spoiler() {
  const show = (event) => event.currentTarget.classList.add("shown");
  const element = make("span", { class: "spoiler", tabindex: "0", role: "button", "aria-label": words.spoiler, onclick: show });
  element.addEventListener("keydown", (event) => { if (event.key === "Enter") show(event); });
  return element;
}
