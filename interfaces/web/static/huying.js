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

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

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
