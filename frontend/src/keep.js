// A form that is kept while somebody types (form[data-keep]): on the server, a moment after the last letter.
const KEEP_AFTER = 1500; // ms of silence

const hour = () => new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });

function keepWhileTyping(form) {
  const state = form.querySelector("[data-keep-state]");
  const say = (words) => {
    if (state && state.textContent !== words) state.textContent = words;
  };
  let timer;
  let isSending = false;

  async function keep() {
    if (isSending) return;
    if (!navigator.onLine) {
      say("Geen internet. Houd deze pagina open: wij bewaren zodra er weer internet is.");
      return;
    }
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      if (answer.ok) say(`Bewaard om ${hour()}.`);
    } catch {
      say("Geen internet. Houd deze pagina open: wij bewaren zodra er weer internet is.");
    }
  }

  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER);
  };
  for (const happening of ["input", "change", "place-picked"]) form.addEventListener(happening, keepSoon);
  window.addEventListener("online", keepSoon);
  form.addEventListener("submit", () => {
    isSending = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => {
    isSending = false;
  });
}

document.querySelectorAll("form[data-keep]").forEach(keepWhileTyping);
