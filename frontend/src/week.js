// Drags work to another half-day of the week. The form behind "Verzet" does the same without a mouse.

const OVER = "ww-week__half--over";
let dragged = null;

const mayDrag = () => document.querySelectorAll("[data-work]").forEach((work) => (work.draggable = true));
const halfOf = (event) => (event.target instanceof Element ? event.target.closest("[data-half]") : null);

/** Sends the form that a press would have sent, so that the answer is the same page with the same message. */
function send(address, when) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, when })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target instanceof Element ? event.target.closest("[data-work]") : null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.work); // some browsers drag nothing that has no data
});
document.addEventListener("dragend", () => (dragged = null));
document.addEventListener("dragover", (event) => {
  const half = halfOf(event);
  if (!dragged || !half) return;
  event.preventDefault();
  half.classList.add(OVER);
});
document.addEventListener("dragleave", (event) => halfOf(event)?.classList.remove(OVER));
document.addEventListener("drop", (event) => {
  const half = halfOf(event);
  if (!dragged || !half) return;
  event.preventDefault();
  half.classList.remove(OVER);
  if (!half.contains(dragged)) send(dragged.dataset.work, half.dataset.half);
});
document.addEventListener("htmx:afterSettle", mayDrag);
mayDrag();
