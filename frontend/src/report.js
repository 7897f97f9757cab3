// The report form on a telephone: shows only what goes with a choice, keeps what is typed, survives a lost network.
import * as drafts from "./parts/drafts.js";

const form = document.querySelector("form[data-report]");
const state = form?.querySelector("[data-report-state]");
const KEEP_AFTER = 1500; // ms of silence
const UNSENT = ["csrfmiddlewaretoken", "photos"];

const say = (words) => {
  if (state && state.textContent !== words) state.textContent = words;
};
const hour = () => new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
const key = () => form.elements.client_key.value;
const photos = () => [...form.elements.photos.files];
const words = () => [...new FormData(form)].filter(([name, value]) => !UNSENT.includes(name) && typeof value === "string");
const isTyped = () => Boolean(form.elements.text.value.trim() || photos().length);

// ── Only what goes with the choice ──────────────────────────────────────────────────────────────────────────────
function showWhatFits() {
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value;
  const show = (element, visible) => {
    const part = element?.closest(".utrecht-form-field, .ww-place, .ww-field") ?? element;
    if (part) part.hidden = !visible;
  };
  const place = chosen("place_kind");
  show(form.querySelector("[data-place]"), place === "point");
  show(form.elements.address, place === "address");
  show(form.elements.work_area, place === "area" || place === "address");
  show(form.elements.reply_address, chosen("reply_by") !== "none");
}

// ── Keeping: on the telephone at once, on the server when there is a network ────────────────────────────────────
let timer;
let keeping = Promise.resolve();
let isSending = false;

const asDraft = (wantsSending) => ({ key: key(), fields: words(), photos: photos(), wantsSending, at: Date.now() });

async function keepHere(wantsSending = false) {
  try {
    await drafts.keep(asDraft(wantsSending));
  } catch {
    say("Uw telefoon kan het concept niet bewaren. Houd deze pagina open.");
  }
}

function bodyOf(draft, withPhotos) {
  const body = new FormData();
  for (const [name, value] of draft.fields) body.append(name, value);
  if (withPhotos) for (const photo of draft.photos) body.append("photos", photo, photo.name || "foto.jpg");
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return body;
}

async function keepThere() {
  if (!isTyped() || isSending) return;
  if (!navigator.onLine) {
    say("Geen internet. Uw melding staat veilig op deze telefoon.");
    return;
  }
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST",
      body: bodyOf(asDraft(false), false),
      headers: { Accept: "application/json" },
    });
    if (answer.ok) say(`Bewaard om ${hour()}.`);
  } catch {
    say("Geen internet. Uw melding staat veilig op deze telefoon.");
  }
}

function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    keeping = keepHere().then(keepThere);
  }, KEEP_AFTER);
}

// ── Sending: once, whatever breaks ──────────────────────────────────────────────────────────────────────────────
async function send(draft) {
  const body = bodyOf(draft, true);
  if (draft.wantsSending) body.append("nieuw", "ja"); // nobody is there to ask whether it is the same
  const answer = await fetch(form.dataset.send, { method: "POST", body });
  if (answer.redirected) {
    await drafts.forget(draft.key);
    return answer.url;
  }
  return null;
}

async function sendWhatWaits() {
  if (!navigator.onLine) return;
  for (const draft of await drafts.all()) {
    if (!draft.wantsSending) continue;
    try {
      const address = await send(draft);
      if (address && (draft.key === key() || !isTyped())) window.location.assign(address);
      else if (address) say("Uw eerdere melding is verstuurd.");
      else say("Uw eerdere melding is nog niet compleet. Vul haar hier aan en verstuur haar opnieuw.");
    } catch {
      return; // no network yet: the next sign of it tries again
    }
  }
}

// One after the other: what the first has sent, the next does not find any more.
let inTurn = Promise.resolve();
const sendInTurn = () => {
  inTurn = inTurn.then(sendWhatWaits).catch(() => {});
  return inTurn;
};

async function onSubmit(event) {
  if (event.submitter?.hasAttribute("formaction")) return;
  clearTimeout(timer);
  if (navigator.onLine) {
    isSending = true;
    return; // the browser sends the form; the page that answers clears the draft
  }
  event.preventDefault();
  await keeping;
  await keepHere(true);
  say("Geen internet. Uw melding staat op deze telefoon. Wij versturen haar zodra er weer internet is.");
  for (const button of form.querySelectorAll("button[disabled]")) button.disabled = false;
}

// ── A draft that was left behind ────────────────────────────────────────────────────────────────────────────────
function fill(draft) {
  for (const [name, value] of draft.fields) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList) field.value = value;
    else if (field) field.value = value;
  }
  if (draft.photos.length) {
    const files = new DataTransfer();
    for (const photo of draft.photos) files.items.add(new File([photo], photo.name || "foto.jpg", { type: photo.type }));
    form.elements.photos.files = files.files;
  }
  showWhatFits();
}

async function offerLeftBehind() {
  const left = (await drafts.all()).filter((draft) => !draft.wantsSending && draft.key !== key());
  const last = left.sort((one, other) => other.at - one.at)[0];
  if (!last || isTyped() || !last.fields.some(([name, value]) => name === "text" && value.trim())) return;
  const offer = document.createElement("p");
  offer.className = "ww-panel ww-row";
  const button = (text, deed) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "nl-button nl-button--secondary";
    one.textContent = text;
    one.addEventListener("click", () => {
      offer.remove();
      deed();
    });
    return one;
  };
  offer.append(
    Object.assign(document.createElement("span"), { textContent: "U begon eerder aan een melding op deze telefoon." }),
    button("Ga daarmee verder", () => fill(last)),
    button("Gooi die weg", () => drafts.forget(last.key)),
  );
  form.before(offer);
}

async function choosePhotos() {
  const chosen = photos();
  const files = new DataTransfer();
  for (const photo of chosen) files.items.add(await drafts.smaller(photo));
  form.elements.photos.files = files.files;
  keepSoon();
}

if (form) {
  // With a script the map is the quickest way; a form that comes back keeps what was chosen.
  if (!isTyped() && form.elements.place_kind.value === "area" && !form.elements.work_area.value) form.elements.place_kind.value = "point";
  showWhatFits();
  form.addEventListener("change", showWhatFits);
  form.addEventListener("input", keepSoon);
  form.addEventListener("place-picked", keepSoon);
  form.elements.photos.addEventListener("change", choosePhotos);
  form.addEventListener("submit", onSubmit);
  // What is known near by is asked when there is a network; without one nobody misses it.
  form.addEventListener("htmx:beforeRequest", (event) => navigator.onLine || event.preventDefault());
  window.addEventListener("online", sendInTurn);
  window.addEventListener("offline", () => say("Geen internet. U kunt gewoon verdergaan: alles blijft op deze telefoon staan."));
  sendInTurn().then(offerLeftBehind).catch(() => {});
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(form.dataset.worker, { scope: "/" }).catch(() => {});
}

// The page that follows a sent report: what was kept for it on the telephone can go.
const sent = document.querySelector("[data-report-sent]");
if (sent) drafts.forget(sent.dataset.reportSent).catch(() => {});
