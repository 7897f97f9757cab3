// A place in a form: the map comes only when somebody asks for it, so that the form stays light.
import { toast } from "./toast.js";

const loaded = new WeakMap();

function map(place) {
  if (!loaded.has(place)) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = place.dataset.style;
    document.head.append(style);
    loaded.set(
      place,
      import(place.dataset.module).then(({ pickPlace }) => pickPlace(place)),
    );
  }
  return loaded.get(place);
}

function locate(place, button) {
  if (!navigator.geolocation) {
    toast("Uw apparaat geeft geen locatie door. Wijs de plek aan op de kaart of vul een adres in.", "warning");
    return;
  }
  button.setAttribute("aria-disabled", "true");
  navigator.geolocation.getCurrentPosition(
    async ({ coords }) => {
      button.removeAttribute("aria-disabled");
      (await map(place)).choose(coords.latitude, coords.longitude, { zoom: true });
    },
    () => {
      button.removeAttribute("aria-disabled");
      toast("Uw locatie is niet gevonden. Wijs de plek aan op de kaart of vul een adres in.", "warning");
    },
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
  );
}

const failed = () => toast("De kaart kan nu niet worden geladen. Vul een adres in of kies de buurt.", "warning");

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-place-open],[data-place-locate],[data-place-clear]");
  const place = button?.closest("[data-place]");
  if (!place || button.getAttribute("aria-disabled")) return;
  if (button.hasAttribute("data-place-open")) map(place).then((opened) => opened.focus(), failed);
  else if (button.hasAttribute("data-place-locate")) locate(place, button);
  else map(place).then((opened) => opened.clear(), failed);
});

// The buttons are hidden until they can do something; a place that was chosen before is shown at once.
for (const place of document.querySelectorAll("[data-place]")) {
  place.querySelector("[data-place-buttons]").hidden = false;
  const [lat, lon] = [place.dataset.lat, place.dataset.lon].map((id) => document.getElementById(id)?.value);
  if (lat && lon) map(place).catch(failed);
}
