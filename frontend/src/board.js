// The board of the year plan: activities are dragged, or moved with keys. Each is a link to its own page, which does the
// same without this script. Keys: arrows walk; space takes an activity up, arrows carry it, Enter puts it down, Escape
// leaves it; Shift with an arrow makes it shorter or longer, and so does dragging an edge; a question mark doubts; Enter in an empty month adds.
import { announce, toast } from "./parts/toast.js";

const LOOK_EVERY = 20_000;
const MONTHS = 12;
const board = () => document.getElementById("bord");
const cellOf = (node) => (node instanceof Element ? node.closest("td[data-month]") : null);
const chipOf = (node) => (node instanceof Element ? node.closest("[data-activity]") : null);
const monthOf = (cell) => Number(cell.dataset.month);
const rowOf = (cell) => cell.closest("tr[data-row]");
const token = () => document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
const nameOf = (cell) => {
  const month = board().querySelector(`thead th[data-month="${monthOf(cell)}"] abbr`)?.title ?? "";
  return `${rowOf(cell).querySelector(".ww-board__area").textContent}, ${month}`;
};

// ── Ready to be walked and dragged ─────────────────────────────────────────────────────────────────────────────────
function prepare() {
  for (const chip of board().querySelectorAll("[data-activity]")) chip.draggable = true;
  for (const cell of board().querySelectorAll("tr[data-open] td[data-empty]")) cell.tabIndex = -1;
}

const targetsIn = (cell) => [...cell.querySelectorAll("a.ww-chip")];
function land(cell) {
  const target = targetsIn(cell)[0] ?? cell;
  if (target === cell) cell.tabIndex = -1;
  target.focus();
}

function neighbour(cell, across, down) {
  const rows = [...board().querySelectorAll("tbody tr[data-row]")];
  const row = rows[rows.indexOf(rowOf(cell)) + down];
  return row?.querySelector(`td[data-month="${monthOf(cell) + across}"]`) ?? null;
}

// ── Telling the server ─────────────────────────────────────────────────────────────────────────────────────────────
let busy = false;

/** `month` is where the person is: there the activity keeps the focus, or at its first month. */
async function send(chip, deed, values, month) {
  if (busy) return;
  busy = true;
  const { activity, version } = chip.dataset;
  try {
    const answer = await fetch(new URL(`${deed}/${location.search}`, chip.href), {
      method: "POST",
      body: new URLSearchParams({ ...values, version }),
      headers: { "X-Board": "1", "X-CSRFToken": token() },
    });
    const place = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("bord");
    if (!place) throw new Error("no board");
    put(place, answer.ok, activity, month);
  } catch {
    toast("Dit is niet gelukt. Controleer de verbinding en probeer het opnieuw.", "error");
  } finally {
    busy = false;
  }
}

function put(place, done, activity, month) {
  board().replaceWith(place);
  window.htmx?.process(place);
  prepare();
  const { told } = place.dataset;
  if (told) toast(told, done ? "ok" : "error");
  const chips = [...place.querySelectorAll(`[data-activity="${activity}"]`)];
  (chips.find((chip) => monthOf(cellOf(chip)) === month) ?? chips[0])?.focus();
}

/** To this cell: the month that was held comes there, the rest of the activity goes along. */
function move(chip, from, cell) {
  const first = Number(chip.dataset.from) + monthOf(cell) - from;
  const last = Number(chip.dataset.until) + monthOf(cell) - from;
  if (first < 1 || last > MONTHS) {
    toast("Dan valt een deel buiten het jaar. Maak de activiteit eerst korter.", "warning");
    return;
  }
  const row = rowOf(cell);
  if (!row.hasAttribute("data-open")) {
    toast("Dit gebied plant u niet zelf. Vraag het aan wie dit gebied doet.", "warning");
    return;
  }
  send(chip, "verplaatsen", { from_month: first, row: row.dataset.row }, monthOf(cell));
}

// ── With the mouse ─────────────────────────────────────────────────────────────────────────────────────────────────
const EDGE = 10; // pixels: as wide as the cursor says in board.css
let dragged = null;
let there = null;
let pressed = 0;
const over = (cell) => {
  there?.classList.remove("ww-board__there");
  there = cell;
  there?.classList.add("ww-board__there");
};

/** At which end of the activity the mouse took it: there it is made longer or shorter. Elsewhere it is moved. */
function edgeOf(chip) {
  const { left, right } = chip.getBoundingClientRect();
  if (chip.classList.contains("ww-chip--ends") && right - pressed <= EDGE) return "until";
  return chip.classList.contains("ww-chip--begins") && pressed - left <= EDGE ? "from" : null;
}

/** To this month: the other end stays where it is, and one month is the least. */
function pull({ chip, edge }, cell) {
  const [from, until] = [Number(chip.dataset.from), Number(chip.dataset.until)];
  const month = monthOf(cell);
  const values =
    edge === "from"
      ? { from_month: Math.min(month, until), until_month: until }
      : { from_month: from, until_month: Math.max(month, from) };
  if (values.from_month !== from || values.until_month !== until) send(chip, "duur", values, month);
}

document.addEventListener("pointerdown", (event) => {
  pressed = event.clientX;
});
document.addEventListener("dragstart", (event) => {
  const chip = chipOf(event.target);
  dragged = chip && { chip, from: monthOf(cellOf(chip)), edge: edgeOf(chip) };
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", chip.textContent);
});
document.addEventListener("dragend", () => {
  dragged = null;
  over(null);
});
document.addEventListener("dragover", (event) => {
  const cell = cellOf(event.target);
  if (!dragged || !cell || !board().contains(cell)) return;
  if (dragged.edge && rowOf(cell) !== rowOf(cellOf(dragged.chip))) return over(null);
  event.preventDefault();
  over(cell);
});
document.addEventListener("drop", (event) => {
  const cell = cellOf(event.target);
  if (!dragged || !cell) return;
  event.preventDefault();
  over(null);
  const { chip, from, edge } = dragged;
  if (edge) pull(dragged, cell);
  else if (cell !== cellOf(chip)) move(chip, from, cell);
});
document.addEventListener("dblclick", (event) => {
  const cell = cellOf(event.target);
  if (cell?.hasAttribute("data-empty")) add(cell);
});

function add(cell) {
  const address = rowOf(cell).querySelector(".ww-board__add")?.href;
  if (address) location.assign(`${address}?maand=${cell.dataset.month}`);
}

// ── With the keys ──────────────────────────────────────────────────────────────────────────────────────────────────
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let held = null;

function letGo() {
  held?.chip.classList.remove("ww-chip--held");
  held = null;
  over(null);
}

function carry(across, down) {
  const next = neighbour(held.at, across, down);
  if (!next) return;
  held.at = next;
  over(next);
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  announce(nameOf(next));
}

function stretch(chip, by) {
  const until = Number(chip.dataset.until) + by;
  if (until > MONTHS || until < Number(chip.dataset.from)) return;
  send(chip, "duur", { from_month: Number(chip.dataset.from), until_month: until }, monthOf(cellOf(chip)));
}

function walk(event, cell) {
  const [across, down] = ARROWS[event.key];
  const chips = targetsIn(cell);
  const beside = chips[chips.indexOf(event.target) + down];
  if (down && chips.includes(event.target) && beside) beside.focus();
  else {
    const next = neighbour(cell, across, down);
    if (next) land(next);
  }
}

document.addEventListener("keydown", (event) => {
  const cell = cellOf(event.target);
  if (!cell || !board()?.contains(cell) || event.ctrlKey || event.altKey || event.metaKey) return;
  const chip = chipOf(event.target);
  const stop = () => event.preventDefault();
  if (held) {
    if (event.key in ARROWS) {
      stop();
      carry(...ARROWS[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      stop();
      const { chip: carried, from, at, began } = held;
      letGo();
      if (at !== began) move(carried, from, at);
    } else if (event.key === "Escape") {
      stop();
      letGo();
      announce("Blijft staan waar het stond.");
    } else if (event.key === "Tab") letGo();
    return;
  }
  if (event.shiftKey && chip && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    stop();
    stretch(chip, event.key === "ArrowRight" ? 1 : -1);
  } else if (event.key in ARROWS) {
    stop();
    walk(event, cell);
  } else if (event.key === " " && chip) {
    stop();
    held = { chip, from: monthOf(cell), at: cell, began: cell };
    chip.classList.add("ww-chip--held");
    over(cell);
    announce(`${chip.textContent} opgepakt. Pijltjes verplaatsen, Enter zet neer, Escape laat staan.`);
  } else if (event.key === "?" && chip) {
    stop();
    const doubts = chip.classList.contains("ww-chip--doubtful");
    send(chip, "twijfel", doubts ? {} : { is_doubtful: "on" }, monthOf(cell));
  } else if (event.key === "Enter" && event.target === cell) {
    stop();
    add(cell);
  }
});

// ── What somebody else does meanwhile ──────────────────────────────────────────────────────────────────────────────
async function look() {
  if (document.hidden || held || dragged || busy || !board()) return;
  const { state, version } = board().dataset;
  try {
    const answer = await fetch(`${state}?versie=${version}`);
    if (!answer.ok) return;
    const { versie, anderen } = await answer.json();
    if (versie === Number(board().dataset.version)) return;
    await refresh();
    if (anderen.length) toast(`${anderen.join(". ")}. Het bord is bijgewerkt.`, "info");
  } catch {
    // no network: the next look tells
  }
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Board": "1" } });
  const place = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("bord");
  if (!place || held || dragged || busy) return;
  const focused = chipOf(document.activeElement);
  const month = focused && monthOf(cellOf(focused));
  place.dataset.told = "";
  if (focused) put(place, true, focused.dataset.activity, month);
  else {
    board().replaceWith(place);
    window.htmx?.process(place);
    prepare();
  }
}

document.addEventListener("htmx:afterSettle", () => board() && prepare());
setInterval(look, LOOK_EVERY);
window.addEventListener("focus", look);
if (board()) prepare();
