// What a message carries besides words: a photo, a voice note, a document, a place.

import { make } from "./wire.js";
import { words } from "./words.js";

const TALLEST = 300, WIDEST = 400;
const path = (id) => `/panggung/berkas/${encodeURIComponent(id)}`;

export function attachment(message) {
  if (message.photo) return photo(message);
  if (message.voice) return voice(message.voice);
  if (message.document) return file(message.document);
  if (message.sticker) return make("p", { class: "sticker" }, message.sticker.emoji || words.sticker);
  if (message.location) return line("📍", `${words.location} ${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return line("👤", `${message.contact.first_name} ${message.contact.phone_number}`);
  if (message.poll) return make("div", { class: "poll" }, make("b", {}, message.poll.question), make("ul", {}, ...message.poll.options.map((o) => make("li", {}, o.text))));
  return null;
}

function photo(message) {
  const { file_id: id, width: wide, height: high } = message.photo.at(-1);
  const shrink = Math.min(1, TALLEST / high, WIDEST / wide); // known before the picture comes, so that nothing jumps
  const [width, height] = [Math.round(wide * shrink), Math.round(high * shrink)];
  return make("a", { href: path(id), target: "_blank", rel: "noopener", class: "photo", title: words.openPhoto },
    make("img", { src: path(id), width, height, alt: words.photoAlt(message.caption) }));
}

function voice({ file_id: id, duration }) {
  return make("figure", { class: "sound" },
    make("audio", { src: path(id), controls: true, preload: "none", "aria-label": words.voiceNote(duration) }),
    make("figcaption", {}, words.voiceNote(duration)));
}

function file({ file_id: id, file_name: name, file_size: size }) {
  return make("a", { class: "file", href: path(id), download: name || true, "aria-label": words.saveFile(name || words.file) }, badge("📄"),
    make("span", {}, name || words.file, make("small", {}, `${Math.ceil((size || 0) / 1024)} KB`)));
}

const badge = (sign) => make("span", { class: "badge", "aria-hidden": "true" }, sign);
const line = (sign, text) => make("p", { class: "file" }, badge(sign), text);
