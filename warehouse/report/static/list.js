// The lists of events and of quotes: filters that live in the address, a search that reads the pieces as they come, and cards.
"use strict";

const SHOWN = 50;
const DAY = 86_400_000;

/** Lists are of two kinds. Each has its fields to filter by, its pieces, and how a row looks. */
const kinds = {
  events: {
    async open() {
      const index = await warta.load("index");
      const parts = await Promise.all(Array.from({ length: index.parts }, (_, i) => warta.load(`index-${i}`)));
      for (const name of ["types", "statuses", "areas", "elections"]) this[name] = parts.flatMap((part) => part[name]);
      this.days = parts.flatMap((part) => steps(part.days));
      this.index = index;
      this.total = index.events;
      this.piece = index.piece;
      const provinces = new Map(index.areas.filter(Boolean).filter((a) => a[2]).map((a) => [a[2], warta.place("Provinsi " + a[3])]));
      fill("type", index.types.map((type) => [type, warta.kind(type)]));
      fill("status", index.statuses.map((status) => [status, warta.text("status." + status)]));
      fill("province", [...provinces, ["none", warta.text("open")]]);
      fill("area", index.areas.filter(Boolean).map((area) => [area[0], warta.place(area[1])]));
      fill("election", index.elections.filter(Boolean));
    },
    /** Positions that the filters leave, and the set of a number, where the address names one, that they are of. */
    async chosen(wish) {
      const { types, statuses, areas, elections } = this.index;
      const has = (list, test) => (test ? list.map(test) : null);
      const type = has(types, wish.type && ((t) => t === wish.type || t?.endsWith("/" + wish.type)));
      const status = has(statuses, wish.status && ((s) => s === wish.status));
      const area = has(areas, (wish.area || wish.province) && ((a) => (!wish.area || a?.[0] === wish.area)
        && (!wish.province || (wish.province === "none" ? !a?.[2] : a?.[2] === wish.province))));
      const election = has(elections, wish.election && ((e) => e?.[0] === wish.election));
      const from = wish.from ? Date.parse(wish.from) / DAY : null;
      const to = wish.to ? Date.parse(wish.to) / DAY : null;
      const fits = (i) => (!type || type[this.types[i]]) && (!status || status[this.statuses[i]]) && (!area || area[this.areas[i]])
        && (!election || election[this.elections[i]])
        && (from === null || (this.days[i] !== null && this.days[i] >= from)) && (to === null || (this.days[i] !== null && this.days[i] <= to));
      const set = wish.set ? await warta.load("sets/" + wish.set) : null;
      return { positions: (set ? steps(set.positions) : Array.from({ length: this.total }, (_, i) => i)).filter(fits), set };
    },
    load: (piece) => warta.load(`rows/${piece}`),
    words: (row) => [row[4], row[5], row[6], ...(row[9] ?? []).map((actor) => actor[1])].join(" "),
    after(positions, set) {
      showSet(set);
      const counts = new Map();
      for (const i of positions) counts.set(this.areas[i], (counts.get(this.areas[i]) ?? 0) + 1);
      const top = [...counts].filter(([area]) => this.index.areas[area]).sort((a, b) => b[1] - a[1]).slice(0, 5);
      document.getElementById("where").hidden = top.length < 2;
      document.getElementById("places").replaceChildren(...top.map(([area, count]) => {
        const [code, name] = this.index.areas[area];
        const link = warta.element("a", { href: address({ ...wishes(), area: code }) }, warta.place(name));
        return warta.element("li", {}, link, ` (${warta.number(count)})`);
      }));
    },
    card(row, i) {
      const [id, day, end, precision, summary, place, , reports, outlets, actors] = row;
      const title = warta.element("a", { href: `event.html#${id}` }, warta.element("time", {}, warta.day(day, precision, end)), " · ", warta.place(place));
      const who = (actors ?? []).map(([role, name]) => `${name} (${warta.text("role." + role)})`).join("; ");
      const tag = (text) => warta.element("span", { class: "tag" }, text);
      return warta.element("li", {}, title, " ", tag(warta.kind(this.index.types[this.types[i]])), " ",
        tag(warta.text("status." + this.index.statuses[this.statuses[i]])), " ", tag(warta.text("list.told_by", { reports, outlets })),
        warta.element("p", { lang: "id" }, summary), who ? warta.element("p", { class: "small" }, who) : "");
    },
  },

  quotes: {
    async open() {
      this.index = await warta.load("quotes");
      this.total = this.index.quotes;
      this.piece = this.index.piece;
      fill("office", this.index.offices.filter(Boolean).map((office) => [office, office]));
    },
    async chosen(wish) {
      const office = wish.office ? this.index.offices.indexOf(wish.office) : null;
      return { positions: this.index.office.flatMap((code, i) => (office === null || code === office ? [i] : [])) };
    },
    load: (piece) => warta.load(`quotes/${piece}`),
    words: (row) => row.slice(0, 6).join(" "),
    after() {},
    card(row) {
      const [text, speaker, office, unit, outlet, title, url, published, event] = row;
      const whose = [speaker ?? warta.text("list.speaker_open"), office, unit].filter(Boolean).join(", ");
      const from = [outlet, published && warta.day(published, "day")].filter(Boolean).join(", ");
      return warta.element("li", {}, warta.element("strong", {}, whose), warta.element("blockquote", { lang: "id" }, text),
        warta.element("p", { class: "small" }, warta.link(url, title ?? warta.text("list.untitled")), from ? ` (${from})` : "",
          event ? " · " : "", event ? warta.element("a", { href: `event.html#${event}` }, warta.text("list.evidence")) : ""));
    },
  },
};

function steps(values) {
  let sum = 0;
  return values.map((value) => (value === null ? null : (sum += value)));
}

function field(name) {
  return document.querySelector(`#filters [name="${name}"]`);
}

function fill(name, options) {
  const order = new Intl.Collator(document.documentElement.lang);
  field(name).append(...options.sort((a, b) => order.compare(a[1], b[1])).map(([value, words]) => new Option(words, value)));
}

/** The filters as the address has them. `month` and `week` stretch a day to the end of its month or week. */
function wishes() {
  const wish = Object.fromEntries(warta.hash());
  if (wish.from && wish.month) {
    const [year, month] = wish.from.split("-").map(Number);
    wish.to = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  } else if (wish.from && wish.week) {
    wish.to = new Date(Date.parse(wish.from) + 6 * DAY).toISOString().slice(0, 10);
  }
  delete wish.month;
  delete wish.week;
  return wish;
}

function address(wish) {
  return "#" + new URLSearchParams(Object.entries(wish).filter(([, value]) => value));
}

function showSet(set) {
  const line = document.getElementById("set");
  line.hidden = !set;
  if (set) line.textContent = `${warta.text("list.set")}: ${set.label}`;
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("filters");
  const state = document.getElementById("state");
  const list = document.getElementById("list");
  const more = document.getElementById("more");
  const kind = kinds[form.dataset.list];
  const boxes = [...form.querySelectorAll("[name]")];
  const ready = kind.open();
  let turn = 0;
  let show = () => {};

  const row = async (i) => (await kind.load(Math.floor(i / kind.piece)))[i % kind.piece];

  async function apply() {
    const mine = ++turn;
    await ready;
    if (mine !== turn) return;
    const wish = wishes();
    for (const box of boxes) if (box.value !== (wish[box.name] ?? "")) box.value = wish[box.name] ?? "";
    if (wish.type && !field("type").value) field("type").value = kind.index.types.find((type) => type.endsWith("/" + wish.type)) ?? "";
    let { positions, set } = await kind.chosen(wish);
    const asked = (wish.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    if (asked.length) {
      const found = [];
      state.textContent = warta.text("loading");
      const pieces = [...new Set(positions.map((i) => Math.floor(i / kind.piece)))];
      const loaded = new Map(await Promise.all(pieces.map(async (piece) => [piece, await kind.load(piece)])));
      if (mine !== turn) return;
      for (const i of positions) {
        const words = kind.words(loaded.get(Math.floor(i / kind.piece))[i % kind.piece]).toLowerCase();
        if (asked.every((word) => words.includes(word))) found.push(i);
      }
      positions = found;
    }
    if (mine !== turn) return;
    state.textContent = positions.length ? warta.text("list.found", { n: warta.number(positions.length) }) : warta.text("list.none");
    list.replaceChildren();
    kind.after(positions, set);
    let shown = 0;
    show = async () => {
      const next = positions.slice(shown, shown + SHOWN);
      shown += next.length;
      const rows = await Promise.all(next.map(row));
      if (mine !== turn) return;
      list.append(...rows.map((found, n) => kind.card(found, next[n])));
      more.hidden = shown >= positions.length;
    };
    await show();
    list.dataset.ready = String(mine);
  }

  const trouble = () => { state.textContent = warta.text("list.failed"); more.hidden = true; };
  const renew = () => apply().catch(trouble);
  // What is set in a box stands in the address at once, even before the data has come: the list is always what the address asks for.
  const keep = (box) => history.replaceState(null, "", address({ ...wishes(), [box.name]: box.value }));
  let typing;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    keep(event.target);
    clearTimeout(typing);
    typing = setTimeout(renew, event.target.type === "search" ? 200 : 0);
  });
  form.addEventListener("reset", () => { history.replaceState(null, "", "#"); renew(); });
  addEventListener("hashchange", renew);
  more.addEventListener("click", () => show().catch(trouble));
  boxes.filter((box) => box.value).forEach(keep);
  renew();
});
