// Filters take effect as they are set: the page of the new address is fetched, and its results put in place of the old ones.
// Without this script the same form is sent by its button. What the server writes is escaped there.
"use strict";

(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const panel = document.getElementById("panel");
  if (matchMedia("(max-width: 60rem)").matches) panel.open = false;
  let turn = 0;

  function address() {
    const wish = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    return form.action + (wish.size ? "?" + wish : "");
  }

  async function show(url, { keep }) {
    const mine = ++turn;
    const results = document.getElementById("results");
    const state = document.getElementById("state");
    results.setAttribute("aria-busy", "true");
    state.textContent = results.dataset.loading;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== turn) return;
      const found = page.getElementById("results");
      if (!found) throw new Error(String(answer.status));
      results.replaceWith(found);
      for (const name of ["area", "person", "organization"]) renew(page, name);
      panel.querySelector("summary").textContent = page.querySelector("#panel summary").textContent;
      document.getElementById("language").href = page.getElementById("language").href;
      if (keep) history.replaceState(null, "", url);
    } catch {
      if (mine !== turn) return;
      results.removeAttribute("aria-busy");
      state.textContent = results.dataset.failed;
    }
  }

  /** The field of a name as the server has it now: places of the province that was chosen, a person that was taken out. */
  function renew(page, name) {
    const old = form.querySelector(`[name="${name}"]`);
    const now = page.querySelector(`#filters [name="${name}"]`);
    if (old && now && old !== document.activeElement) old.replaceWith(now);
    else if (old && !now) old.remove();
  }

  let typing;
  form.addEventListener("input", (event) => {
    clearTimeout(typing);
    const wait = event.target.type === "search" ? 350 : event.target.type === "date" ? 600 : 0;
    typing = setTimeout(() => show(address(), { keep: true }), wait);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    show(address(), { keep: true });
  });
})();
