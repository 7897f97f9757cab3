// Choosing areas on a map: a click on a shape ticks its box in the list; the list leads, the map follows.
const CHOSEN = "ww-shape--4";

for (const map of document.querySelectorAll("[data-choose-areas]")) {
  const boxOf = new Map();
  for (const box of document.querySelectorAll(`input[type=checkbox][name="${map.dataset.chooseAreas}"]`)) boxOf.set(box.value, box);
  for (const shape of map.querySelectorAll("[data-code]")) {
    const box = boxOf.get(shape.dataset.code);
    if (!box) continue;
    const follow = () => shape.classList.toggle(CHOSEN, box.checked);
    shape.style.cursor = "pointer";
    shape.addEventListener("click", () => {
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
    box.addEventListener("change", follow);
    follow();
  }
}
