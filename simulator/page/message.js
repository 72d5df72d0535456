// One message: a bubble, or a line about what happened in the chat.

import { attachment } from "./attachment.js";
import { formatted, leadsToBot } from "./text.js";
import { make, news } from "./wire.js";
import { words } from "./words.js";

const ZONE = "Asia/Jakarta";
const CLOCK = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const DAY = new Intl.DateTimeFormat("id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: ZONE });

export const dayOf = (message) => DAY.format(message.date * 1000);
export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
export const hue = (id) => Math.abs(id % 7);

// `lost`: Telegram gave it up before the bot could read it.
export function row(message, viewer, lost = false) {
  const event = happening(message);
  if (event) return make("p", { class: "event" }, event);
  const mine = message.from?.id === viewer.id;
  const bubble = make("div", { class: "bubble" },
    viewer.inGroup && !mine && message.from ? make("b", { class: `who hue${hue(message.from.id)}` }, nameOf(message.from)) : null,
    message.forward_origin ? make("small", { class: "forwarded" }, words.forwarded) : null,
    quote(message.reply_to_message),
    attachment(message),
    spoken(message, viewer),
    stamp(message, mine, lost));
  return make("div", { class: mine ? "row mine" : "row" }, make("div", { class: "stack" }, bubble, keyboard(message, viewer)));
}

function spoken(message, viewer) {
  const said = message.text ?? message.caption;
  if (!said) return null;
  const text = said.replace(/^\/start \S+$/, "/start"); // Telegram shows nobody what a link carries
  return make("div", { class: "words" }, formatted(text, message.entities || message.caption_entities, viewer));
}

function stamp(message, mine, lost) {
  const edited = message.edit_date ? words.edited : "";
  if (lost) return make("small", { class: "stamp lost" }, `${CLOCK.format(message.date * 1000)} ${words.lost}`);
  const tick = mine ? make("span", { "aria-label": words.sent, role: "img" }, " ✓") : null;
  return make("small", { class: "stamp" }, `${edited}${CLOCK.format(message.date * 1000)}`, tick);
}

function quote(answered) {
  if (!answered) return null;
  const text = answered.text || answered.caption || words.attachment;
  return make("blockquote", { class: "quote" }, make("b", {}, answered.from ? nameOf(answered.from) : ""), text.slice(0, 90));
}

// The arrow keys walk along a message's buttons (arrows.js), so that Tab goes from message to message.
function keyboard(message, viewer) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  let place = -1;
  return make("div", { class: "inline", role: "toolbar", "aria-label": words.buttons, "data-arrows": true }, ...rows.map((buttons) =>
    make("div", { class: "line" }, ...buttons.map((button) => {
      place += 1;
      return inlineButton(button, place, message, viewer);
    }))));
}

function inlineButton(button, place, message, viewer) {
  const style = ["danger", "success", "primary"].includes(button.style) ? ` ${button.style}` : "";
  const common = { class: `key${style}`, "data-place": place, tabindex: place ? "-1" : "0" };
  if (button.url && !leadsToBot(button.url, viewer.bot)) {
    const safe = /^https?:/i.test(button.url);
    return make("a", { ...common, href: safe ? button.url : null, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  }
  const click = (event) => {
    if (button.url) viewer.open(button.url);
    else if (button.copy_text) navigator.clipboard?.writeText(button.copy_text.text).then(() => news(words.copied));
    else viewer.press(message, place, event.detail === 0);
  };
  return make("button", { ...common, type: "button", onclick: click }, button.text);
}

function happening(message) {
  const who = message.from ? nameOf(message.from) : "";
  if (message.new_chat_members) {
    const names = message.new_chat_members.map(nameOf).join(", ");
    return message.new_chat_members[0].id === message.from?.id ? words.joined(who) : words.added(who, names);
  }
  if (message.left_chat_member) {
    return message.left_chat_member.id === message.from?.id ? words.left(who) : words.removed(who, nameOf(message.left_chat_member));
  }
  if (message.pinned_message) return words.pins(who, (message.pinned_message.text || message.pinned_message.caption || words.attachment).slice(0, 40));
  if (message.new_chat_title) return words.renamed(who, message.new_chat_title);
  if (message.migrate_to_chat_id) return words.becameSuper;
  if (message.migrate_from_chat_id) return words.superBegins;
  return "";
}
