// One message: a bubble, or a line about what happened in the chat.

import { formatted, leadsToBot } from "./text.js";
import { make } from "./wire.js";

const ZONE = "Asia/Jakarta";
const CLOCK = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const DAY = new Intl.DateTimeFormat("id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: ZONE });

export const dayOf = (message) => DAY.format(message.date * 1000);
export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
export const hue = (id) => Math.abs(id % 7);

export function row(message, viewer) {
  const event = happening(message);
  if (event) return make("p", { class: "event" }, event);
  const mine = message.from?.id === viewer.id;
  const bubble = make("div", { class: "bubble" },
    viewer.inGroup && !mine && message.from ? make("b", { class: `who hue${hue(message.from.id)}` }, nameOf(message.from)) : null,
    message.forward_origin ? make("small", { class: "forwarded" }, "Diteruskan") : null,
    quote(message.reply_to_message),
    attachment(message),
    words(message, viewer),
    stamp(message, mine));
  const buttons = keyboard(message, viewer);
  return make("article", { class: mine ? "row mine" : "row" }, make("div", { class: "stack" }, bubble, buttons));
}

function words(message, viewer) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  return make("div", { class: "words" }, formatted(text, message.entities || message.caption_entities, viewer));
}

function stamp(message, mine) {
  const edited = message.edit_date ? "disunting " : "";
  return make("small", { class: "stamp" }, `${edited}${CLOCK.format(message.date * 1000)}${mine ? " ✓✓" : ""}`);
}

function quote(answered) {
  if (!answered) return null;
  const text = answered.text || answered.caption || "Lampiran";
  return make("blockquote", { class: "quote" }, make("b", {}, answered.from ? nameOf(answered.from) : ""), text.slice(0, 90));
}

function attachment(message) {
  if (message.photo) {
    const size = message.photo.at(-1);
    const path = `/panggung/berkas/${encodeURIComponent(size.file_id)}`;
    return make("a", { href: path, target: "_blank", class: "photo" },
      make("img", { src: path, width: size.width, height: size.height, loading: "lazy", alt: message.caption ? `Foto: ${message.caption}` : "Foto" }));
  }
  if (message.document) {
    const { file_id: id, file_name: name, file_size: size } = message.document;
    return make("a", { class: "file", href: `/panggung/berkas/${encodeURIComponent(id)}`, download: name || true },
      make("span", { class: "badge", "aria-hidden": "true" }, "📄"), make("span", {}, name || "Berkas", make("small", {}, `${Math.ceil((size || 0) / 1024)} KB`)));
  }
  if (message.voice) return make("p", { class: "file" }, make("span", { class: "badge", "aria-hidden": "true" }, "🎤"), `Pesan suara, ${message.voice.duration} detik`);
  if (message.sticker) return make("p", { class: "sticker" }, message.sticker.emoji || "Stiker");
  if (message.location) return make("p", { class: "file" }, make("span", { class: "badge", "aria-hidden": "true" }, "📍"), `Lokasi ${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return make("p", { class: "file" }, make("span", { class: "badge", "aria-hidden": "true" }, "👤"), `${message.contact.first_name} ${message.contact.phone_number}`);
  if (message.poll) return make("div", { class: "poll" }, make("b", {}, message.poll.question), make("ul", {}, ...message.poll.options.map((o) => make("li", {}, o.text))));
  return null;
}

function keyboard(message, viewer) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  let place = -1;
  return make("div", { class: "inline", role: "group", "aria-label": "Tombol pesan" }, ...rows.map((buttons) =>
    make("div", { class: "line" }, ...buttons.map((button) => {
      place += 1;
      return inlineButton(button, place, message, viewer);
    }))));
}

function inlineButton(button, place, message, viewer) {
  const style = ["danger", "success", "primary"].includes(button.style) ? ` ${button.style}` : "";
  if (button.url && !leadsToBot(button.url, viewer.bot)) {
    const safe = /^https?:/i.test(button.url);
    return make("a", { class: `key${style}`, href: safe ? button.url : null, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  }
  const click = () => {
    if (button.url) viewer.open(button.url);
    else if (button.copy_text) navigator.clipboard?.writeText(button.copy_text.text);
    else viewer.press(message, place);
  };
  return make("button", { type: "button", class: `key${style}`, onclick: click, "data-place": place }, button.text);
}

function happening(message) {
  const who = message.from ? nameOf(message.from) : "";
  if (message.new_chat_members) {
    const names = message.new_chat_members.map(nameOf).join(", ");
    return message.new_chat_members[0].id === message.from?.id ? `${who} bergabung` : `${who} menambahkan ${names}`;
  }
  if (message.left_chat_member) {
    return message.left_chat_member.id === message.from?.id ? `${who} keluar` : `${who} mengeluarkan ${nameOf(message.left_chat_member)}`;
  }
  if (message.pinned_message) return `${who} menyematkan “${(message.pinned_message.text || message.pinned_message.caption || "pesan").slice(0, 40)}”`;
  if (message.new_chat_title) return `${who} mengganti nama grup menjadi “${message.new_chat_title}”`;
  if (message.migrate_to_chat_id) return "Grup ini menjadi supergrup";
  if (message.migrate_from_chat_id) return "Supergrup dimulai";
  return "";
}
