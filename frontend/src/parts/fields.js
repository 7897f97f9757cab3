// Fields: how many characters are left, what photo was chosen, a form that is sent when a choice changes.
import { announce } from "./toast.js";

const number = new Intl.NumberFormat("nl-NL");

// data-counter="5000": says how much room is left once it becomes little, and by how much a text is too long.
document.addEventListener("input", ({ target }) => {
  const longest = Number(target.dataset?.counter);
  if (!longest) return;
  let counter = document.getElementById(`${target.id}_counter`);
  if (!counter) {
    counter = document.createElement("div");
    counter.id = `${target.id}_counter`;
    counter.setAttribute("role", "status");
    target.after(counter);
  }
  const left = longest - [...target.value].length;
  counter.className = left < 0 ? "ww-counter ww-counter--over" : "ww-counter";
  if (left < 0) counter.textContent = `Deze tekst is ${number.format(-left)} tekens te lang.`;
  else counter.textContent = left < Math.min(200, longest / 4) ? `Nog ${number.format(left)} tekens.` : "";
});

// data-preview: shows the photo that was chosen, so that people see that it is the right one.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[type=file][data-preview]")) return;
  const place = target.parentElement;
  for (const old of place.querySelectorAll(".ww-file-preview")) {
    URL.revokeObjectURL(old.src);
    old.remove();
  }
  for (const file of target.files) {
    if (!/^image\/(jpeg|png|gif|webp|avif)$/.test(file.type)) continue;
    const picture = document.createElement("img");
    picture.className = "ww-file-preview";
    picture.alt = `Gekozen foto: ${file.name}`;
    picture.src = URL.createObjectURL(file);
    place.append(picture);
  }
});

// data-submit-on-change on a form: a filter works at once. The button stays for who has no script.
document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("form[data-submit-on-change]");
  if (form && target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
});

// data-select-all="name": ticks or unticks every box of that name in the same form or table.
document.addEventListener("change", ({ target }) => {
  const name = target.dataset?.selectAll;
  if (!name) return;
  const boxes = (target.closest("form, .ww-table-region") ?? document).querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`);
  for (const box of boxes) box.checked = target.checked;
  announce(target.checked ? `${boxes.length} gekozen` : "Geen gekozen");
});
