// Small things that make pages nicer. Every page works without this file.
import htmx from "htmx.org/dist/htmx.esm.js";
import { announce, toast } from "./parts/toast.js";
import "./parts/fields.js";
import "./parts/deeds.js";
import "./parts/place.js";

window.htmx = htmx;

// A toast that the server sends along with a fragment: HX-Trigger: {"toast": {"text": …, "tone": …}}.
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));

// What went wrong between here and the server is said, not swallowed.
document.addEventListener("htmx:sendError", () => toast("Er is geen verbinding. Probeer het straks opnieuw.", "error"));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) toast("Er ging iets mis. Probeer het opnieuw.", "error");
});

// A list that was swapped says so to who cannot see it, and does not lose the keyboard's place.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const list = document.getElementById(detail.target.id);
  if (!list?.classList.contains("ww-list-region")) return;
  announce(list.dataset.announce || "De lijst is bijgewerkt.");
  if (detail.requestConfig?.elt?.closest?.(".ww-paging")) {
    list.scrollIntoView({ block: "start" });
    list.focus({ preventScroll: true });
  }
});

// The menu on a telephone closes with Escape.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".ww-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// After a refused form the first thing to read is what was wrong.
document.querySelector("[data-error-summary]")?.focus();
