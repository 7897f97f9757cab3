// Maps: takes over where the server drew shapes, and lets a person point at a place.
import * as L from "leaflet/dist/leaflet-src.esm.js";
import { announce } from "./parts/toast.js";

const WORDS = { zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" };
const PIN = 28; // pixels
const STEP = 0.00002; // degrees of latitude for an arrow key at the closest zoom: about two metres

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function begin(canvas, data) {
  const map = L.map(canvas, {
    zoomControl: false,
    attributionControl: Boolean(data.attribution),
    scrollWheelZoom: false,
    maxZoom: 19,
    zoomAnimation: !still,
    fadeAnimation: !still,
    zoomSnap: 0.25,
  });
  L.control.zoom(WORDS).addTo(map);
  if (data.attribution) map.attributionControl.setPrefix(false);
  if (data.tiles) L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 19 }).addTo(map);
  // Scrolling a page must not stick in a map; once somebody works with the map, the wheel zooms.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  return map;
}

const words = ({ name, note, address }) => {
  const box = document.createElement("div");
  const title = document.createElement(address ? "a" : "strong");
  if (address) title.href = address;
  title.textContent = name;
  box.append(title);
  if (note) {
    const line = document.createElement("div");
    line.textContent = note;
    box.append(line);
  }
  return box;
};

function shapes(map, data, { links = true } = {}) {
  const named = data.shapes.length <= 30;
  map.createPane("names").style.zIndex = 450; // above the areas, below the pins
  const drawn = data.shapes.map((shape) => {
    const layer = L.geoJSON(shape.geometry, {
      className: `ww-shape${shape.level === null ? "" : ` ww-shape--${shape.level}`}`,
      interactive: links,
    }).addTo(map);
    if (named) layer.bindTooltip(shape.name, { permanent: true, direction: "center", className: "ww-area-name", pane: "names" });
    else layer.bindTooltip(shape.name, { sticky: true });
    if (named && shape.name_at) layer.on("add", () => layer.openTooltip(shape.name_at)); // once the map knows its place
    if (links) layer.bindPopup(() => words(shape));
    return layer;
  });
  if (named) map.on("zoomend moveend resize", () => requestAnimationFrame(() => showNamesThatFit(drawn)));
  return drawn.length ? L.featureGroup(drawn) : null;
}

// Names that would lie over another are left out, the largest areas first; zooming in brings them back.
function showNamesThatFit(layers) {
  const size = (layer) => {
    const box = layer.getBounds();
    return (box.getNorth() - box.getSouth()) * (box.getEast() - box.getWest());
  };
  const taken = [];
  for (const layer of [...layers].sort((one, other) => size(other) - size(one))) {
    const name = layer.getTooltip()?.getElement();
    if (!name) continue;
    name.classList.remove("ww-area-name--hidden");
    const box = name.getBoundingClientRect();
    const overlaps = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    name.classList.toggle("ww-area-name--hidden", overlaps);
    if (!overlaps) taken.push(box);
  }
}

function points(map, data) {
  return data.points.map((point) => {
    const icon = L.divIcon({ className: `ww-pin ww-pin--${point.tone || "neutral"}`, iconSize: [PIN, PIN], iconAnchor: [14, 28], popupAnchor: [0, -26] });
    // A pin that leads nowhere is no stop for the keyboard: a route may have a hundred, and the list says the same.
    const keyboard = Boolean(point.address);
    return L.marker([point.lat, point.lon], { icon, title: point.name, alt: point.name, riseOnHover: true, keyboard })
      .bindPopup(() => words(point))
      .addTo(map);
  });
}

// Of pins that lie over each other the keyboard reaches the first; the others come apart when somebody zooms in, and all
// are in the list beside the map.
function reachWhatIsFree(map, pins) {
  const taken = [];
  for (const pin of pins.filter(({ options }) => options.keyboard)) {
    const place = map.latLngToContainerPoint(pin.getLatLng());
    const isFree = taken.every((other) => other.distanceTo(place) >= PIN);
    if (isFree) taken.push(place);
    const drawn = pin.getElement();
    for (const [name, value] of [["tabindex", "0"], ["role", "button"]]) isFree ? drawn.setAttribute(name, value) : drawn.removeAttribute(name);
  }
}

function fit(map, layers) {
  const bounds = L.latLngBounds([]);
  for (const layer of layers) bounds.extend(layer.getBounds ? layer.getBounds() : layer.getLatLng());
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], maxZoom: 16, animate: false });
  else map.setView([52.2, 5.3], 7);
}

function showMap(element) {
  const data = read(element.dataset.map);
  const canvas = element.querySelector(".ww-map__canvas");
  canvas.replaceChildren();
  canvas.setAttribute("role", "region");
  const map = begin(canvas, data);
  const area = shapes(map, data);
  const pins = points(map, data);
  const isRoute = pins.length > 1 && data.points.every((point) => !point.address);
  fit(map, isRoute || !area ? pins : [area, ...pins]); // a route is shown as large as it will go
  reachWhatIsFree(map, pins);
  map.on("zoomend", () => reachWhatIsFree(map, pins));
}

const insideRing = (ring, lat, lon) => {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i];
    const [x2, y2] = ring[j];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
};

function areaOf(data, lat, lon) {
  const polygons = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates);
  return data.shapes.find((shape) =>
    polygons(shape.geometry).some(([outer, ...holes]) => insideRing(outer, lat, lon) && !holes.some((hole) => insideRing(hole, lat, lon))),
  );
}

/** Let a person point at a place: by click, by dragging the pin, by the arrow keys. */
export function pickPlace(place) {
  const data = read(place.dataset.map);
  const canvas = place.querySelector(".ww-map__canvas");
  const status = place.querySelector("[data-place-status]");
  const [latInput, lonInput] = [place.dataset.lat, place.dataset.lon].map((id) => document.getElementById(id));
  const clearButton = place.querySelector("[data-place-clear]");
  canvas.hidden = false;
  place.querySelector("[data-place-help]").hidden = false;
  const map = begin(canvas, data);
  const area = shapes(map, data, { links: false });
  fit(map, area ? [area] : []);
  let pin = null;

  function choose(lat, lon, { zoom = false, say = true } = {}) {
    if (!pin) {
      const icon = L.divIcon({ className: "ww-pin ww-pin--chosen", iconSize: [36, 36], iconAnchor: [18, 36] });
      pin = L.marker([lat, lon], { icon, draggable: true, keyboard: true, title: "Gekozen plek", alt: "Gekozen plek, verschuif met de pijltjestoetsen" }).addTo(map);
      pin.on("dragend", () => choose(...Object.values(pin.getLatLng())));
      pin.getElement().addEventListener("keydown", move);
    }
    pin.setLatLng([lat, lon]);
    // Without a background map, lines that lie outside the window say nothing: stay where they can be seen.
    if (zoom && data.tiles) map.setView([lat, lon], Math.max(map.getZoom(), 16), { animate: false });
    else if (zoom) map.panInside([lat, lon], { padding: [40, 40], animate: false });
    latInput.value = lat.toFixed(6);
    lonInput.value = lon.toFixed(6);
    clearButton.hidden = false;
    const found = areaOf(data, lat, lon);
    if (!data.shapes.length) status.textContent = "Plek gekozen.";
    else status.textContent = found ? `Plek gekozen in ${found.name}.` : "Deze plek ligt buiten het gebied. Kies een plek binnen de lijnen.";
    if (say) announce(status.textContent);
    const detail = { lat, lon, area: found ? { id: found.id, name: found.name } : null };
    place.dispatchEvent(new CustomEvent("place-picked", { bubbles: true, detail }));
  }

  function clear() {
    pin?.remove();
    pin = null;
    latInput.value = lonInput.value = status.textContent = "";
    clearButton.hidden = true;
    canvas.focus();
    place.dispatchEvent(new CustomEvent("place-picked", { bubbles: true, detail: null }));
  }

  const directions = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1.6], ArrowLeft: [0, -1.6] };

  function move(event) {
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const step = STEP * 2 ** (19 - map.getZoom()) * (event.shiftKey ? 5 : 1);
    const { lat, lng } = pin.getLatLng();
    choose(lat + direction[0] * step, lng + direction[1] * step, { say: false });
    map.panInside(pin.getLatLng(), { padding: [40, 40], animate: false });
  }

  map.on("click", ({ latlng }) => choose(latlng.lat, latlng.lng));
  // With the keyboard: move the map with the arrows, put the pin in the middle with Enter.
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== canvas) return;
    event.preventDefault();
    const { lat, lng } = map.getCenter();
    choose(lat, lng);
    pin.getElement().focus();
  });
  if (latInput.value && lonInput.value) choose(Number(latInput.value), Number(lonInput.value), { zoom: true, say: false });
  return { choose, clear, focus: () => canvas.focus() };
}

for (const element of document.querySelectorAll(".ww-map[data-map]")) showMap(element);
