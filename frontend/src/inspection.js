// The walk of an inspection: what is filled in stays on the telephone until it has been sent, whatever breaks between.
// Without this file each spot is a plain form.
import { smaller } from "./parts/drafts.js";
import * as store from "./parts/walk.js";

const page = document.querySelector("[data-walk]");
const part = (name, within = page) => within.querySelector(`[data-walk-${name}]`);
const walk = page?.dataset.walk;
const aspects = Number(page?.dataset.aspects);
const KEPT = "wijkwerk-walk-1";
const LONGEST_SIDE = 1600; // pixels of a photo
const AT_ONCE = 50;
const KEEP_AFTER = 400; // ms of silence
const TRY_AGAIN = 15_000; // ms between two tries while something waits

const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const spots = () => [...page.querySelectorAll("details[data-walk-spot]")];
const spotOf = (element) => element.closest("[data-walk-spot]");

// ── How it stands, said openly ──────────────────────────────────────────────────────────────────────────────────
let isLost = false; // the browser says that there is a network, and nothing comes through
let isKept = true;

async function show() {
  const all = await store.of(walk);
  const waiting = all.filter((seen) => !seen.sent && !seen.refused);
  const marks = waiting.filter((seen) => seen.kind === "oordeel").length;
  const photos = waiting.filter((seen) => seen.kind === "foto").length;
  const added = waiting.filter((seen) => seen.kind === "punt").length;
  const parts = [
    marks && many(marks, "oordeel", "oordelen"),
    photos && many(photos, "foto", "foto's"),
    added && many(added, "nieuwe plek", "nieuwe plekken"),
  ].filter(Boolean);
  const said = parts.length ? `Nog niet verstuurd: ${parts.join(", ")}. Dat staat op deze telefoon.` : "Alles is verstuurd.";
  const words = isKept ? said : "Deze telefoon kan niets bewaren. Houd de bladzijde open, of gebruik het papieren formulier.";
  if (part("words").textContent !== words) part("words").textContent = words;
  part("state").hidden = false;
  part("network").hidden = navigator.onLine && !isLost;
  part("send").hidden = !parts.length || !navigator.onLine;
  showRefused(all.filter((seen) => seen.refused && !seen.sent));
  for (const spot of spots()) showSpot(spot, all);
}

function showSpot(spot, all) {
  const own = all.filter((seen) => seen.punt === spot.dataset.walkSpot);
  const done = spot.querySelectorAll(".ww-walk__levels input:checked").length;
  const waits = own.some((seen) => !seen.sent && seen.kind !== "aantekening");
  part("done", spot).textContent = `${done} van ${aspects}${waits ? ", nog niet verstuurd" : ""}`;
  const photos = own.filter((seen) => seen.kind === "foto");
  const onTheWay = photos.filter((seen) => !seen.sent).length;
  const line = part("photos", spot);
  const known = Number(line.dataset.kept) + photos.filter((seen) => seen.sent && seen.moment > page.dataset.shownAt).length;
  line.textContent = [
    known && many(known, "foto binnen", "foto's binnen"),
    onTheWay && `${many(onTheWay, "foto", "foto's")} nog op deze telefoon`,
  ]
    .filter(Boolean)
    .join(", ");
}

function showRefused(refused) {
  part("refused").replaceChildren(
    ...refused.map((seen) => {
      const line = document.createElement("li");
      const spot = document.getElementById(`punt-${seen.punt ?? seen.sleutel}`);
      const where = spot ? part("name", spot).textContent : (seen.naam ?? "");
      const away = Object.assign(document.createElement("button"), {
        type: "button",
        className: "nl-button nl-button--subtle nl-button--small",
        textContent: "Gooi weg",
      });
      away.addEventListener("click", () => store.forget(seen.place).then(show));
      const again = Object.assign(document.createElement("button"), {
        type: "button",
        className: "nl-button nl-button--subtle nl-button--small",
        textContent: "Probeer opnieuw",
      });
      again.addEventListener("click", () => store.keep({ ...seen, refused: undefined }).then(sendSoon));
      line.append(`Niet aangekomen (${where}): ${seen.refused} `, again, away);
      return line;
    }),
  );
}

// ── What is filled in ───────────────────────────────────────────────────────────────────────────────────────────
async function write(seen) {
  try {
    await store.keep({ walk, sent: false, moment: new Date().toISOString(), sleutel: crypto.randomUUID(), ...seen });
    isKept = true;
  } catch {
    isKept = false;
  }
}

async function keep(seen) {
  await write(seen);
  await show();
  if (navigator.onLine) sendSoon();
}

function markIn(aspect) {
  const punt = spotOf(aspect).dataset.walkSpot;
  const niveau = aspect.querySelector("input[type=radio]:checked")?.value ?? "";
  const opmerking = aspect.querySelector("input[name^=opmerking]").value;
  const kind = niveau ? "oordeel" : "aantekening"; // a remark alone waits here for its level
  return { place: `${walk}|${punt}|${aspect.dataset.walkAspect}`, kind, punt, aspect: aspect.dataset.walkAspect, niveau, opmerking };
}

// Words are kept letter by letter, and sent when somebody pauses: who closes the page in the middle of a word loses nothing.
const typing = new Map(); // aspect: timer
function keepSoon(aspect) {
  write(markIn(aspect));
  clearTimeout(typing.get(aspect));
  typing.set(aspect, setTimeout(() => keepNow(aspect), KEEP_AFTER));
}
function keepNow(aspect) {
  clearTimeout(typing.get(aspect));
  typing.delete(aspect);
  return keep(markIn(aspect));
}

async function keepPhotos(field) {
  const punt = spotOf(field).dataset.walkSpot;
  const chosen = [...field.files];
  field.value = "";
  for (const file of chosen) {
    const sleutel = crypto.randomUUID();
    await keep({ place: `${walk}|foto|${sleutel}`, sleutel, kind: "foto", punt, blob: await smaller(file, LONGEST_SIDE) });
  }
}

function whereAmI() {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve({});
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      () => resolve({}),
      { enableHighAccuracy: true, timeout: 8000, maximumAge: 30_000 },
    );
  });
}

async function addSpot(form) {
  const field = form.elements.naam;
  const naam = field.value.trim();
  if (!naam) return field.focus();
  const sleutel = crypto.randomUUID();
  field.value = "";
  const spot = drawSpot(sleutel, naam);
  spot.open = true;
  spot.scrollIntoView({ block: "start" });
  part("name", spot).closest("summary").focus();
  // Kept before the place is asked: what is said about it must not come before it.
  const seen = { place: `${walk}|punt|${sleutel}`, sleutel, kind: "punt", naam, moment: new Date().toISOString() };
  await store.keep({ walk, sent: false, asks: true, ...seen });
  await show();
  await keep({ ...seen, ...(await whereAmI()) });
}

function drawSpot(key, name) {
  const box = document.createElement("div");
  box.innerHTML = part("new").innerHTML.replaceAll("__punt__", key); // our own template; the name goes in as text
  const spot = box.firstElementChild;
  part("name", spot).textContent = name;
  part("spots").append(spot);
  enhance(spot);
  return spot;
}

// What this telephone knows of later than the page was made, put in the page.
async function fill() {
  const all = await store.of(walk);
  for (const seen of all.filter(({ kind }) => kind === "punt")) {
    if (seen.asks) await store.keep({ ...seen, asks: undefined }); // closed while the telephone asked where it was
    if (!document.getElementById(`punt-${seen.sleutel}`)) drawSpot(seen.sleutel, seen.naam);
  }
  for (const seen of all.filter(({ kind }) => kind === "oordeel" || kind === "aantekening")) {
    const aspect = document.getElementById(`punt-${seen.punt}`)?.querySelector(`[data-walk-aspect="${CSS.escape(seen.aspect)}"]`);
    if (!aspect || (seen.sent && aspect.dataset.at && Date.parse(aspect.dataset.at) > Date.parse(seen.moment))) continue;
    const radio = seen.niveau && aspect.querySelector(`input[type=radio][value="${CSS.escape(seen.niveau)}"]`);
    if (radio) radio.checked = true;
    aspect.querySelector("input[name^=opmerking]").value = seen.opmerking;
  }
}

function enhance(spot) {
  part("save", spot).hidden = true;
  part("next", spot).hidden = false;
  part("next", spot).addEventListener("click", () => {
    const next = spot.nextElementSibling;
    spot.open = false;
    if (!next) return part("state").scrollIntoView();
    next.open = true;
    next.scrollIntoView({ block: "start" });
    next.querySelector("summary").focus({ preventScroll: true });
  });
  spot.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  spot.addEventListener("change", ({ target }) => {
    if (target.type === "file") keepPhotos(target);
    else keepNow(target.closest("[data-walk-aspect]"));
  });
  spot.addEventListener("input", ({ target }) => target.name?.startsWith("opmerking") && keepSoon(target.closest("[data-walk-aspect]")));
}

// ── Sending: once, whatever breaks ──────────────────────────────────────────────────────────────────────────────
async function token() {
  const answer = await fetch(page.dataset.send, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return undefined;
  return (await answer.json()).token;
}

// What is said about a place that was added on the way goes after that place.
async function toSend(...kinds) {
  const waiting = (await store.of(walk)).filter((seen) => !seen.sent);
  const places = new Set(waiting.filter(({ kind }) => kind === "punt").map(({ sleutel }) => sleutel));
  return waiting.filter((seen) => !seen.refused && !seen.asks && kinds.includes(seen.kind) && !places.has(seen.punt));
}

async function sendWords(csrf, kind) {
  const items = (await toSend(kind)).slice(0, AT_ONCE);
  if (!items.length) return false;
  const told = items.map(({ place, walk: _walk, kind: _kind, sent, ...rest }) => rest);
  const answer = await fetch(page.dataset.send, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(kind === "punt" ? { punten: told } : { oordelen: told }),
  });
  if (!answer.ok || answer.redirected) return false;
  const { binnen, geweigerd } = await answer.json();
  for (const seen of items) {
    if (binnen.includes(seen.sleutel)) await store.sent(seen);
    const no = geweigerd.find(({ sleutel }) => sleutel === seen.sleutel);
    if (no) await store.refused(seen, no.waarom);
  }
  return binnen.length + geweigerd.length > 0;
}

async function sendPhoto(csrf) {
  const [seen] = await toSend("foto");
  if (!seen) return false;
  const body = new FormData();
  for (const name of ["sleutel", "punt", "moment"]) body.append(name, seen[name]);
  body.append("foto", seen.blob, "foto.jpg");
  const answer = await fetch(page.dataset.photo, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": csrf }, body });
  if (answer.redirected || (!answer.ok && answer.status !== 400)) return false;
  const told = await answer.json();
  await (answer.ok ? store.sent(seen) : store.refused(seen, told.fout));
  return true;
}

async function sendAll() {
  if (!(await toSend("punt", "oordeel", "foto")).length) return;
  try {
    const csrf = await token();
    if (csrf === undefined) return;
    isLost = false;
    for (const kind of ["punt", "oordeel"]) while (await sendWords(csrf, kind)) await show();
    while (await sendPhoto(csrf)) await show();
  } catch {
    isLost = true; // no network after all
  }
}

// One tab at a time; the server counts each thing once all the same.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("wijkwerk-walk") : undefined;
let timer;
async function sendInTurn() {
  clearTimeout(timer);
  await (navigator.locks ? navigator.locks.request("wijkwerk-walk", sendAll) : sendAll());
  await show();
  tabs?.postMessage("sent");
  if ((await toSend("punt", "oordeel", "foto")).length) timer = setTimeout(sendSoon, TRY_AGAIN);
}
const sendSoon = () => sendInTurn().catch(() => {});

// ── The page itself, kept for when the network is gone ──────────────────────────────────────────────────────────
async function keepPage() {
  if (!("caches" in window) || !navigator.onLine) return;
  const kept = await caches.open(KEPT);
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  await kept.put(location.pathname, answer);
  const needed = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload], script[src], img[data-walk-keep]")];
  await Promise.all(needed.map((each) => kept.add(each.href || each.src).catch(() => {})));
  page.dataset.ready = "yes";
}

if (page) {
  page.dataset.shownAt = new Date().toISOString();
  part("place").hidden = !navigator.geolocation;
  spots().forEach(enhance);
  part("add").addEventListener("submit", (event) => {
    event.preventDefault();
    addSpot(event.target).catch(() => {});
  });
  part("send").addEventListener("click", sendSoon);
  window.addEventListener("online", () => {
    isLost = false;
    show();
    sendSoon();
  });
  window.addEventListener("offline", () => show());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return sendSoon();
    for (const aspect of [...typing.keys()]) keepNow(aspect);
  });
  tabs?.addEventListener("message", () => show());
  navigator.storage?.persist?.().catch(() => {}); // ask the telephone not to clear this when it is full
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker
      .register(page.dataset.worker, { scope: "/" })
      .then(() => navigator.serviceWorker.ready)
      .then(keepPage)
      .catch(() => {});
  }
  store
    .clearOld(walk)
    .then(fill)
    .then(show)
    .then(sendSoon)
    .catch(() => {
      isKept = false;
      part("words").textContent = "Deze telefoon kan niets bewaren. Vul het papieren formulier in, of gebruik een andere browser.";
      part("state").hidden = false;
    });
}
