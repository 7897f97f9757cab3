// Drawing boxes over a photo, that become black when the form is sent. Without this file there is a grid and four numbers.
const form = document.querySelector("[data-blackout]");
const picture = form?.querySelector("[data-blackout-picture]");

if (picture) {
  const drawing = picture.querySelector("[data-blackout-boxes]");
  const field = form.elements.boxes;
  const state = form.querySelector("[data-blackout-state]");
  const undo = form.querySelector("[data-blackout-undo]");
  let boxes = [];
  let start = null;

  form.querySelector("[data-blackout-tools]").hidden = false;
  picture.classList.add("ww-blackout--ready");

  const at = (event) => {
    const frame = picture.getBoundingClientRect();
    const part = (value) => Math.min(Math.max(value, 0), 1);
    return [part((event.clientX - frame.left) / frame.width), part((event.clientY - frame.top) / frame.height)];
  };
  const between = ([ax, ay], [bx, by]) => [Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by)];

  function show(extra) {
    drawing.replaceChildren(
      ...[...boxes, ...(extra ? [extra] : [])].map(([x, y, width, height]) => {
        const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value * 100);
        return rect;
      }),
    );
    field.value = JSON.stringify(boxes.map((box) => box.map((part) => Number(part.toFixed(4)))));
  }

  const say = () => (state.textContent = boxes.length === 1 ? "1 vak getekend" : `${boxes.length} vakken getekend`);

  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    start = at(event);
  });
  picture.addEventListener("pointermove", (event) => start && show(between(start, at(event))));
  picture.addEventListener("pointerup", (event) => {
    if (!start) return;
    const box = between(start, at(event));
    start = null;
    if (box[2] > 0.005 && box[3] > 0.005) boxes.push(box);
    show();
    say();
  });
  picture.addEventListener("pointercancel", () => {
    start = null;
    show();
  });
  undo.addEventListener("click", () => {
    boxes = boxes.slice(0, -1);
    show();
    say();
  });
}
