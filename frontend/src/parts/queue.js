// What the desk did without a network, on the device itself, until the server has it. No list of people is kept here:
// only what was scanned or typed for a deed, and each goes as soon as it is in.

const NAME = "wijkwerk-desk";
const STORE = "deeds";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "number", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, deed) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = deed(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// A deed: { workshop, sleutel, soort, moment, waarvoor?, code?, wie? }, all words
export const add = (deeds) => within("readwrite", (store) => deeds.forEach((deed) => store.add(deed)));
export const remove = (numbers) => within("readwrite", (store) => numbers.forEach((number) => store.delete(number)));
export async function waiting(workshop) {
  const all = (await within("readonly", (store) => store.getAll())) ?? [];
  return all.filter((deed) => deed.workshop === workshop);
}
