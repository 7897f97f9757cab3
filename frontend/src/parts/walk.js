// What somebody saw on a walk, on the telephone itself until the server has it, and after that as what was said.
// No name is kept here: levels, remarks and photos, by the walk that they belong to.

import { storeOf } from "./store.js";

const within = storeOf("wijkwerk-walk", "seen", { keyPath: "place" });
const KEEP = 60 * 24 * 3600 * 1000; // ms that what has been sent stays, for who looks back without a network

// Seen: { place, walk, kind: "punt" | "oordeel" | "foto", sleutel, moment, sent, refused?, …what it says }
// A mark has the place of its spot and aspect, so that another level takes the place of the one that was there.
export const keep = (seen) => within("readwrite", (store) => store.put(seen));
export const forget = (place) => within("readwrite", (store) => store.delete(place));

export async function of(walk) {
  const all = (await within("readonly", (store) => store.getAll())) ?? [];
  return all.filter((seen) => seen.walk === walk).sort((one, other) => (one.moment < other.moment ? -1 : 1));
}

// Within one transaction, so that what was changed while it was under way still waits.
const change = (place, sleutel, how) =>
  within("readwrite", (store) => {
    const asked = store.get(place);
    asked.onsuccess = () => {
      if (asked.result?.sleutel === sleutel) store.put({ ...asked.result, ...how });
    };
    return asked;
  });
export const sent = ({ place, sleutel }) => change(place, sleutel, { sent: true, blob: undefined });
export const refused = ({ place, sleutel }, why) => change(place, sleutel, { refused: why });

export async function clearOld(walk) {
  const old = (await of(walk)).filter((seen) => seen.sent && Date.now() - Date.parse(seen.moment) > KEEP);
  for (const seen of old) await forget(seen.place);
}
