// The work list by keyboard: j and k walk, Enter opens, o picks up, x ticks, ? shows the help. Never while somebody types;
// and not at all on a device where somebody switched it off, as who speaks to the computer will.
import { announce } from "./parts/toast.js";

const rows = () => [...document.querySelectorAll("#list tbody tr")];
const linkOf = (row) => row?.querySelector("th a, td a");
const help = document.getElementById("toetsen");
let current = -1;

document.querySelector("[data-worklist-help]")?.removeAttribute("hidden");

const OFF = "wijkwerk-sneltoetsen-uit";
const keys = document.querySelector("[data-worklist-keys]");
if (keys) {
  keys.checked = localStorage.getItem(OFF) === null;
  keys.addEventListener("change", () => (keys.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "ja")));
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  current = Math.min(Math.max((here >= 0 ? here : current) + step, 0), all.length - 1);
  linkOf(all[current])?.focus();
  all[current].scrollIntoView({ block: "nearest" });
}

const chosen = () => rows().find((row) => row.contains(document.activeElement)) ?? rows()[current];

function pickUp() {
  const link = linkOf(chosen());
  const form = document.querySelector("[data-worklist-pick-up]");
  if (!link || !form) return;
  form.action = new URL("oppakken/", link.href).href;
  announce("Het signaal wordt opgepakt");
  form.requestSubmit();
}

function tick() {
  const box = chosen()?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  announce(box.checked ? "Aangekruist" : "Niet meer aangekruist");
}

const DEEDS = {
  j: () => go(1),
  k: () => go(-1),
  o: pickUp,
  x: tick,
  "?": () => help?.showModal(),
};

const types = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (types(event.target) || document.querySelector("dialog[open]") || !keys?.checked) return;
  const deed = DEEDS[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

// A new list begins at its top.
document.addEventListener("htmx:afterSwap", () => (current = -1));
