// Enhancement only: every page works without this file.
"use strict";
(() => {
  const fault = document.querySelector("[data-focus]");
  if (fault) fault.focus();

  // A button pressed twice sends one form; coming back by the browser's arrow makes it usable again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // Large text, remembered on this device.
  const stored = (() => { try { return localStorage.getItem("large"); } catch { return null; } })();
  if (stored) document.documentElement.dataset.large = "1";
  for (const button of document.querySelectorAll("[data-large-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const on = !("large" in document.documentElement.dataset);
      if (on) document.documentElement.dataset.large = "1";
      else delete document.documentElement.dataset.large;
      button.setAttribute("aria-pressed", String(on));
      try { on ? localStorage.setItem("large", "1") : localStorage.removeItem("large"); } catch { /* private mode */ }
    });
    button.setAttribute("aria-pressed", String(Boolean(stored)));
  }

  // Lists by keyboard: J and K move, Enter opens, / searches; never while something is being written.
  const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
  const search = document.querySelector("[data-search]");
  const told = document.querySelector("[data-keys]:has([data-keys-off])");
  const keysOff = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
  if (told && !keysOff()) {
    told.hidden = false;
    let here = -1;
    const move = (step) => {
      if (!rows.length) return;
      if (here >= 0) delete rows[here].dataset.here;
      here = Math.min(Math.max(here + step, 0), rows.length - 1);
      rows[here].dataset.here = "";
      rows[here].querySelector("a.row").focus();
    };
    document.addEventListener("keydown", (event) => {
      if (told.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input,select,textarea")) return;
      const act = { j: () => move(1), k: () => move(-1), "/": () => search && (search.focus(), search.select()) }[event.key.toLowerCase()];
      if (act) { event.preventDefault(); act(); }
    });
    told.querySelector("[data-keys-off]").addEventListener("click", () => {
      told.hidden = true;
      try { localStorage.setItem("keys", "off"); } catch { /* private mode */ }
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Ctrl+Enter sends a registration from inside the text.
  for (const form of document.querySelectorAll("form[data-quick]")) {
    for (const hint of form.querySelectorAll("[data-keys]")) hint.hidden = false;
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=register]"));
    });
  }

  // Cases that sound alike, looked for while the text is written. The server escapes what it sends.
  for (const text of document.querySelectorAll("[data-similar]")) {
    const place = document.querySelector("[data-alike]");
    let later = 0, turn = 0;
    text.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(async () => {
        const mine = ++turn;
        const sent = new URLSearchParams(new FormData(text.form));
        const answer = await fetch(text.dataset.similar, { method: "POST", body: sent }).catch(() => null);
        if (answer && answer.ok && mine === turn) place.innerHTML = await answer.text();
      }, 600);
    });
  }

  // What is under way shows how far it is.
  const follow = async () => {
    const part = document.querySelector("[data-poll]");
    if (!part) return;
    const answer = await fetch(location.href).catch(() => null);
    if (answer && answer.redirected) { location.replace(answer.url); return; }
    if (answer && answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceWith(page.querySelector("main > div"));
    }
    setTimeout(follow, 1000);
  };
  setTimeout(follow, 1000);
  // Audit: the slider asks the server for the moment it stands at; without this file its button does.
  const replay = document.querySelector("[data-replay]");
  if (replay) {
    const shown = document.getElementById("moment");
    const [steps, days] = replay.querySelectorAll("input[type=range]");
    let wanted = 0;
    const show = async (name, value) => {
      const mine = ++wanted;
      const answer = await fetch(`${replay.dataset.replay}?${name}=${value}`);
      if (mine !== wanted || !answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== wanted) return;
      shown.replaceChildren(...page.body.childNodes);
      const at = shown.querySelector("[data-version]").dataset;
      if (name !== "version") steps.value = at.version;
      if (name !== "day") days.value = at.day;
      history.replaceState(null, "", `?${name}=${value}`);
    };
    for (const range of [steps, days]) {
      range.form.querySelector("button").hidden = true;
      range.addEventListener("input", () => show(range.name, range.value));
    }
    const play = replay.querySelector("[data-play]");
    let timer = 0;
    const stop = () => { clearInterval(timer); timer = 0; play.setAttribute("aria-pressed", "false"); };
    play.hidden = false;
    play.addEventListener("click", () => {
      if (timer) { stop(); return; }
      if (steps.value === steps.max) steps.value = 0;
      play.setAttribute("aria-pressed", "true");
      timer = setInterval(() => {
        steps.value = Number(steps.value) + 1;
        show("version", steps.value);
        if (steps.value === steps.max) stop();
      }, 1200);
    });
  }
})();
