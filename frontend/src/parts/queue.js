// What the desk did without a network, on the device itself, until the server has it. No list of people is kept here:
// only what was scanned or typed for a deed, and each goes as soon as it is in.

import { storeOf } from "./store.js";

const within = storeOf("wijkwerk-desk", "deeds", { keyPath: "number", autoIncrement: true });

// A deed: { workshop, sleutel, soort, moment, waarvoor?, code?, wie? }, all words
export const add = (deeds) => within("readwrite", (store) => deeds.forEach((deed) => store.add(deed)));
export const remove = (numbers) => within("readwrite", (store) => numbers.forEach((number) => store.delete(number)));
export async function waiting(workshop) {
  const all = (await within("readonly", (store) => store.getAll())) ?? [];
  return all.filter((deed) => deed.workshop === workshop);
}
