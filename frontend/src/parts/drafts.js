// Drafts on the telephone itself: words in a store that survives a closed page, photos beside them.
// A draft bears the key that the form made, so that the server counts it once however often it arrives.

import { storeOf } from "./store.js";

const within = storeOf("wijkwerk", "drafts", { keyPath: "key" });

// A draft: { key, fields: [[name, value]], photos: [Blob], wantsSending: boolean, at: number }
export const keep = (draft) => within("readwrite", (store) => store.put(draft));
export const forget = (key) => within("readwrite", (store) => store.delete(key));
export const all = async () => (await within("readonly", (store) => store.getAll())) ?? [];

// A photo as a telephone makes it is many times larger than we keep: made smaller here, it saves the sender's data.
export async function smaller(file, longest = 2000) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size < 1_500_000) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    return blob ? new File([blob], "foto.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file; // not a photo: the server says so in words
  }
}
