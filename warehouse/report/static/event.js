// One event: what, where, when, who, how sure, and the words of the news with what was read from them marked.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const state = document.getElementById("state");
  const page = document.getElementById("event");
  const fill = (id, ...content) => document.getElementById(id).replaceChildren(...content);
  const item = (...content) => warta.element("li", {}, ...content);

  function facts(event) {
    const within = event.province && event.area_level !== "province" ? warta.place("Provinsi " + event.province) : null;
    const rows = [
      ["what", warta.kind(event.event_type)],
      ["status", warta.text("status." + event.status)],
      ["date_is", warta.day(event.event_date, event.date_precision, event.event_date_end)],
      ["place_is", [warta.place(event.place), within].filter(Boolean).join(", ")],
      ["venue", event.venue],
      ["election", event.election],
    ];
    return rows.filter(([, value]) => value).flatMap(([name, value]) => [
      warta.element("dt", {}, warta.text("list." + name)), warta.element("dd", {}, value)]);
  }

  function sure(event) {
    const lines = [warta.text("list.told_by", { reports: event.report_count, outlets: event.outlet_count })
      + (event.outlet_count < 2 ? ` (${warta.text("list.alone")})` : "")];
    lines.push(event.disagreements.length
      ? warta.text("list.disagree", { fields: event.disagreements.map((name) => warta.text("field." + name)).join(", ") })
      : warta.text("list.agree"));
    if (!event.event_date) lines.push(`${warta.text("list.date_is")}: ${warta.text("open")} (${reasons(event.reports, "date_reason")})`);
    if (!event.place) lines.push(`${warta.text("list.place_is")}: ${warta.text("open")} (${reasons(event.reports, "place_reason")})`);
    return lines.map((line) => item(line));
  }

  function reasons(reports, name) {
    return [...new Set(reports.map((report) => warta.text("reason." + (report[name] ?? "unknown"))))].join(", ");
  }

  function passage(pieces) {
    const block = warta.element("blockquote", { lang: "id" });
    for (const [text, kinds] of pieces) {
      const names = kinds.split(" ").filter(Boolean);
      block.append(names.length ? warta.element("mark", { class: names.join(" "), title: names.map((name) => warta.text("mark." + name)).join(", ") }, text) : text);
    }
    return block;
  }

  function report(found) {
    const title = warta.link(found.url, found.title ?? warta.text("list.untitled"));
    const from = [found.outlet, found.published && warta.day(found.published, "day")].filter(Boolean).join(", ");
    const how = [
      `${warta.text("list.confidence")}: ${warta.number(found.confidence)}`,
      `${warta.text("list.rule")}: ${found.rule}`,
      found.date_text ? `${warta.text("list.date_is")} ${warta.text("list.date_from", { text: found.date_text })}${found.date_basis ? ` (${warta.text("basis." + found.date_basis)})` : ""}` : null,
    ].filter(Boolean).join(" · ");
    return warta.element("article", {}, warta.element("h3", {}, title), from ? warta.element("p", { class: "small" }, from) : "",
      ...found.passages.map(passage), warta.element("p", { class: "small" }, how));
  }

  async function show() {
    const id = location.hash.slice(1);
    page.hidden = true;
    state.hidden = false;
    state.textContent = warta.text("loading");
    let event;
    try {
      const shard = id.slice(0, Number(document.body.dataset.shard));
      event = /^[0-9a-f]+$/.test(shard) ? (await warta.load("events/" + shard))[id] : undefined;
    } catch {
      event = undefined;
    }
    if (id !== location.hash.slice(1)) return; // another was asked for meanwhile
    if (!event) {
      state.textContent = warta.text("list.unknown");
      return;
    }
    document.title = `${warta.kind(event.event_type)}, ${warta.place(event.place)} · Warta`;
    fill("summary", event.summary);
    fill("facts", ...facts(event));
    fill("who", ...(event.actors.length
      ? event.actors.map((actor) => item(`${actor.name}${actor.position ? `, ${actor.position}` : ""} `, warta.element("span", { class: "tag" }, warta.text("role." + actor.role))))
      : [item(warta.text("open"))]));
    fill("sure", ...sure(event));
    const marks = new Set(event.reports.flatMap((found) => found.passages.flat().flatMap((piece) => piece[1].split(" "))).filter(Boolean));
    fill("marks", ...[...marks].sort().flatMap((kind) => [warta.element("mark", { class: kind }, warta.text("mark." + kind)), " "]));
    const hidden = event.report_count - event.reports.length;
    fill("reports", ...event.reports.map(report), ...(hidden > 0 ? [warta.element("p", {}, warta.text("list.more_reports", { n: hidden }))] : []));
    state.hidden = true;
    page.hidden = false;
  }

  addEventListener("hashchange", show);
  show();
});
