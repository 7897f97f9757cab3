// Buttons and forms: sent once, asked first, copied, printed, opened.
import { toast } from "./toast.js";

// data-once on a form: a second click does not send it again. Coming back with the browser's button frees it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.hasAttribute("data-once")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
});
const free = (form) => {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
};
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
document.addEventListener("htmx:afterRequest", ({ target }) => target.closest?.("form[data-sending]") && free(target.closest("form")));

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy],[data-print],[data-dialog-open],[data-dialog-close],[data-close-details]");
  if (!button) return;
  const { copy, dialogOpen } = button.dataset;
  if (copy !== undefined) {
    try {
      await navigator.clipboard.writeText(copy);
      toast("Gekopieerd");
    } catch {
      toast("Kopiëren lukt niet in deze browser. Selecteer de tekst en kopieer die zelf.", "warning");
    }
  } else if (button.hasAttribute("data-print")) window.print();
  else if (dialogOpen) document.getElementById(dialogOpen)?.showModal();
  else if (button.hasAttribute("data-dialog-close")) button.closest("dialog")?.close();
  else {
    const details = button.closest("details");
    details.open = false;
    details.querySelector("summary").focus();
  }
});
