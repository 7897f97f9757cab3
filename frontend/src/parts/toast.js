// Messages that come and go: shown at the lower edge, read aloud, closed by hand or after a while.
const TONES = { ok: "ok", info: "info", warning: "warning", error: "error", danger: "error" };

function region() {
  let region = document.querySelector(".ww-toasts");
  if (!region) {
    region = document.createElement("div");
    region.className = "ww-toasts";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  return region;
}

export function toast(text, tone = "ok") {
  const box = document.createElement("div");
  box.className = `utrecht-alert utrecht-alert--${TONES[tone] ?? "info"}`;
  const words = document.createElement("p");
  words.className = "utrecht-alert__message";
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "nl-button nl-button--subtle nl-button--small";
  close.textContent = "Sluiten";
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  region().append(box);
  // A fault stays until it is closed; the rest may go, but not while somebody is at it.
  if (tone === "error" || tone === "danger") return;
  const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, 3000) : box.remove());
  setTimeout(leave, 8000);
}

let spoken;

/** Say something to a screen reader without showing it. */
export function announce(text) {
  if (!spoken) {
    spoken = document.createElement("div");
    spoken.className = "ww-visually-hidden";
    spoken.setAttribute("role", "status");
    document.body.append(spoken);
  }
  spoken.textContent = "";
  setTimeout(() => (spoken.textContent = text), 100);
}
