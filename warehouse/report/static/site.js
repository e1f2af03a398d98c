// What all pages share: theme, language, texts, and data files that are scripts, for a page opened from a folder may load
// nothing else. Whatever comes out of data is put on the page as text, never as markup.
"use strict";

const warta = {
  given: new Map(),

  give(name, content) {
    warta.given.set(name, content);
  },

  /** The content of data/NAME.js, loaded once. */
  load(name) {
    if (warta.given.has(name)) return Promise.resolve(warta.given.get(name));
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${document.body.dataset.root}data/${name}.js`;
      script.onload = () => (warta.given.has(name) ? resolve(warta.given.get(name)) : reject(new Error(name)));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  },

  text(key, values = {}) {
    const found = warta.words.texts[key] ?? key.slice(key.lastIndexOf(".") + 1).replaceAll("_", " ");
    return found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  },

  kind(type) {
    return warta.text("type." + type.slice(type.lastIndexOf("/") + 1));
  },

  number(value) {
    return new Intl.NumberFormat(document.documentElement.lang).format(value);
  },

  day(day, precision, end) {
    if (!day) return warta.text("open");
    const form = precision === "month" ? { month: "long", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" };
    const locale = document.documentElement.lang === "en" ? "en-GB" : "id";
    const write = (text) => new Intl.DateTimeFormat(locale, { ...form, timeZone: "UTC" }).format(new Date(text + "T00:00:00Z"));
    return end && precision !== "month" && end !== day ? `${write(day)} – ${write(end)}` : write(day);
  },

  /** A place by its full name, as the page's language writes it. */
  place(name) {
    if (!name) return warta.text("open");
    if (document.documentElement.lang === "id") return name;
    const levels = { Provinsi: "", Kabupaten: " Regency", Kota: " City", Kecamatan: " District" };
    const level = /^(Provinsi|Kabupaten|Kota|Kecamatan) (.+)$/.exec(name);
    const bare = level ? level[2] : name;
    return (warta.words.provinces[bare] ?? bare) + (level ? levels[level[1]] : "");
  },

  /** An element with text or other elements in it. */
  element(tag, attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
    made.append(...content.filter((part) => part !== null && part !== ""));
    return made;
  },

  /** A link to an address of the web, or the words alone where it is none. */
  link(url, words) {
    if (!/^https?:\/\//i.test(url ?? "")) return words;
    return warta.element("a", { href: url, rel: "noopener noreferrer nofollow" }, words);
  },

  hash() {
    return new URLSearchParams(location.hash.slice(1));
  },
};

(() => {
  const root = document.documentElement;
  const keep = (value) => {
    try { localStorage.setItem("warta-theme", value); } catch { /* a folder may have no storage */ }
  };
  let theme = null;
  try { theme = localStorage.getItem("warta-theme"); } catch { /* likewise */ }
  if (theme) root.dataset.theme = theme;
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      keep(root.dataset.theme);
    });
    const language = document.getElementById("language");
    language.addEventListener("click", () => { language.hash = location.hash; });
    const words = document.getElementById("texts");
    warta.words = words ? JSON.parse(words.textContent) : { texts: {}, provinces: {} };
  });
})();
