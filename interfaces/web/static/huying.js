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
})();
