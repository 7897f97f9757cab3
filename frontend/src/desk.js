// The desk: keeps the field ready, scans with the camera where the browser can, and goes on without a network.
// Without this file the desk works by forms alone.
import * as queue from "./parts/queue.js";

const desk = document.querySelector("[data-desk]");
const part = (name) => desk.querySelector(`[data-${name}]`);
const isShell = Boolean(desk?.hasAttribute("data-desk-shell"));
const workshop = desk?.dataset.workshop;
const KEPT = "wijkwerk-desk-1";
const AT_ONCE = 100;
const TRY_AGAIN = 15_000; // ms between two tries while something waits
const KEEP_FRESH = 10 * 60_000; // ms after which the page for without a network is fetched anew

// ── The page that is kept for when the network is gone ──────────────────────────────────────────────────────────
async function keepShell() {
  if (!("caches" in window) || !navigator.onLine) return;
  const kept = await caches.open(KEPT);
  const last = Number(sessionStorage.getItem(KEPT) ?? 0);
  if (Date.now() - last < KEEP_FRESH && (await kept.match(desk.dataset.shell, { ignoreVary: true }))) return;
  const answer = await fetch(desk.dataset.shell, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  await kept.put(desk.dataset.shell, answer);
  const needed = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload], script[src]")];
  await Promise.all(needed.map((each) => kept.add(each.href || each.src).catch(() => {})));
  sessionStorage.setItem(KEPT, String(Date.now()));
}

// ── The queue, counted openly ───────────────────────────────────────────────────────────────────────────────────
const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

async function show(words = "") {
  const count = (await queue.waiting(workshop)).length;
  const isAway = !navigator.onLine || isLost;
  part("desk-offline-words").textContent =
    words || (isAway ? "Geen netwerk. U kunt verder met bezoek, uitlenen en terugnemen; reserveren kan nu niet." : isShell ? "Er is netwerk." : "");
  part("desk-waiting").textContent = count ? `${many(count, "ding wacht", "dingen wachten")} op dit apparaat tot er netwerk is.` : "";
  part("desk-offline").hidden = !words && !isAway && !count && !isShell;
  const way = part("desk-away-link");
  if (way) way.hidden = !isAway;
}

let isLost = false;
let timer;

async function send() {
  const deeds = (await queue.waiting(workshop)).slice(0, AT_ONCE);
  if (!deeds.length) return false;
  let answer;
  try {
    const first = await fetch(desk.dataset.queue, { headers: { Accept: "application/json" } });
    if (first.redirected || !first.ok) {
      await show("Er is weer netwerk. Log opnieuw in: wat hier wacht, gaat daarna vanzelf mee.");
      return false;
    }
    const { token } = await first.json();
    answer = await fetch(desk.dataset.queue, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ dingen: deeds.map(({ number, workshop: _place, ...deed }) => deed) }),
    });
  } catch {
    isLost = true; // no network after all
    await show();
    return false;
  }
  isLost = false;
  if (!answer.ok || answer.redirected) return false;
  const { binnen, uitzoeken } = await answer.json();
  const done = deeds.filter((deed) => binnen.includes(deed.sleutel));
  await queue.remove(done.map((deed) => deed.number));
  const rest = uitzoeken ? ` ${many(uitzoeken, "ding moet", "dingen moeten")} nog worden uitgezocht.` : "";
  part("desk-sort-out").hidden = !uitzoeken;
  await show(`${many(done.length, "ding is", "dingen zijn")} verwerkt.${rest}`);
  return done.length > 0;
}

// One tab of the browser at a time; the server counts each deed once all the same. The other tabs hear that it is in.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("wijkwerk-desk") : undefined;
const showIfWaiting = () => part("desk-waiting").textContent && show();

async function sendAll() {
  clearTimeout(timer);
  let isSent = false;
  const all = async () => {
    while (navigator.onLine && (await send())) isSent = true;
  };
  await (navigator.locks ? navigator.locks.request("wijkwerk-desk", all) : all());
  if (isSent) tabs?.postMessage("sent");
  if ((await queue.waiting(workshop)).length) timer = setTimeout(sendAll, TRY_AGAIN);
}
const sendSoon = () => sendAll().catch(() => {});

// Several at once are in the store together, or not at all.
async function note(...deeds) {
  const moment = new Date().toISOString();
  await queue.add(deeds.map((deed) => ({ workshop, sleutel: crypto.randomUUID(), moment, ...deed })));
  await show();
  if (navigator.onLine) sendSoon();
}

// ── The desk without a network ──────────────────────────────────────────────────────────────────────────────────
function goOnWithout() {
  const form = part("desk-away");
  const pile = new Map(); // code: key, the one that it was sent with when the answer got lost
  const said = part("away-said");
  const keepInAddress = () => {
    const kept = new URLSearchParams();
    for (const [code, key] of pile) kept.append("ding", `${code} ${key}`);
    history.replaceState(null, "", pile.size ? `#${kept}` : location.pathname);
  };
  const draw = () => {
    const list = part("away-pile");
    list.replaceChildren(
      ...[...pile.keys()].map((code) => {
        const line = document.createElement("li");
        line.className = "ww-row ww-row--between";
        const away = Object.assign(document.createElement("button"), { type: "button", className: "nl-button nl-button--subtle nl-button--small", textContent: `Haal ${code} weg` });
        away.addEventListener("click", () => {
          pile.delete(code);
          draw();
        });
        line.append(Object.assign(document.createElement("strong"), { textContent: code }), away);
        return line;
      }),
    );
    part("away-return").hidden = part("away-lend").hidden = !pile.size;
    keepInAddress();
  };
  const put = (words, key = crypto.randomUUID()) => {
    const code = words.replace(/\s+/g, "").toUpperCase().slice(0, 40);
    if (code && !pile.has(code)) pile.set(code, key);
  };
  const came = new URLSearchParams(location.hash.slice(1));
  for (const each of came.getAll("ding")) put(...each.split(" "));
  if (came.get("zoek")) form.elements.code.value = came.get("zoek");
  const chosen = came.get("inwoner"); // the number of who was chosen before the network went
  if (chosen && pile.size) {
    form.elements.wie.value = `#${chosen}`;
    said.textContent = "Wie dit meeneemt had u al gekozen: dat staat er als nummer.";
  }
  if (came.get("bezoek")) {
    const [waarvoor, sleutel] = came.get("bezoek").split(" ");
    said.textContent = "Het bezoek is geteld.";
    note({ soort: "visit", waarvoor, sleutel, ...(chosen ? { wie: `#${chosen}` } : {}) });
  }
  if (came.get("opnieuw")) said.textContent = "Uw laatste tik is niet aangekomen. Doe het hier opnieuw.";
  draw();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (document.activeElement === form.elements.wie && form.elements.wie.value.trim()) return doWith("loan");
    put(form.elements.code.value);
    form.elements.code.value = "";
    draw();
    form.elements.code.focus();
  });
  async function doWith(kind) {
    const who = form.elements.wie.value.trim();
    if (kind === "loan" && !who) {
      said.textContent = "Scan eerst de kaart, of typ de hele naam van wie het meeneemt.";
      form.elements.wie.focus();
      return;
    }
    const taken = [...pile]; // the next scan may come before these are written
    pile.clear();
    form.reset();
    draw();
    form.elements.code.focus();
    await note(...taken.map(([code, sleutel]) => (kind === "loan" ? { soort: kind, code, wie: who, sleutel } : { soort: kind, code })));
    said.textContent = `${many(taken.length, "ding", "dingen")} ${kind === "loan" ? "genoteerd: gaat mee." : "genoteerd: terug."}`;
  }
  form.hidden = part("away-visits").hidden = false; // not before: what is typed must land here
  form.elements.code.focus();
  for (const button of form.querySelectorAll("[data-away]")) button.addEventListener("click", () => doWith(button.dataset.away));
  for (const button of desk.querySelectorAll("[data-away-visit]")) {
    button.addEventListener("click", async () => {
      await note({ soort: "visit", waarvoor: button.dataset.awayVisit });
      said.textContent = "Bezoek geteld.";
    });
  }
}

// ── The camera, where the browser can read codes by itself ──────────────────────────────────────────────────────
async function scanWithCamera() {
  const viewer = part("desk-viewer");
  const video = viewer.querySelector("video");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    part("desk-no-camera").textContent = "De camera mag of kan niet aan. Typ de code, of gebruik een scanner.";
    part("desk-no-camera").hidden = false;
    return;
  }
  viewer.hidden = false;
  video.srcObject = stream;
  await video.play();
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    viewer.hidden = true;
  };
  part("desk-camera-stop").addEventListener("click", stop, { once: true });
  const reader = new BarcodeDetector();
  const look = async () => {
    if (viewer.hidden) return;
    const [found] = await reader.detect(video).catch(() => []);
    if (!found) {
      requestAnimationFrame(look);
      return;
    }
    stop();
    desk.querySelector("#zoek").value = found.rawValue;
    part("desk-scan").requestSubmit();
  };
  look();
}

function offerCamera() {
  const button = part("desk-camera");
  if (!button) return;
  const can = "BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia;
  button.hidden = !can;
  part("desk-no-camera").hidden = Boolean(can);
  button.addEventListener("click", scanWithCamera);
}

if (desk) {
  if (isShell) goOnWithout();
  offerCamera();
  // A key pressed anywhere is a scan that begins: it goes to the field.
  const field = desk.querySelector("#zoek");
  document.addEventListener("keydown", (event) => {
    const isTyped = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey && event.key !== " ";
    if (field && isTyped && (event.target === document.body || event.target.id === "inhoud")) field.focus();
  });
  window.addEventListener("online", () => {
    isLost = false;
    show();
    sendSoon();
  });
  window.addEventListener("offline", () => show());
  tabs?.addEventListener("message", showIfWaiting);
  show();
  sendSoon();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker
      .register(desk.dataset.worker, { scope: "/" })
      .then(() => navigator.serviceWorker.ready)
      .then(keepShell)
      .catch(() => {});
  }
}
