// Lets the report form, the desk of a workshop and the walk of an inspection open without network, with their style and
// scripts, fetched before, kept here. Everything else goes to the network as always; no list of people is kept, and of a
// walk only what its own walker said.
const KEPT = "wijkwerk-report-2";
const KEPT_DESK = "wijkwerk-desk-1"; // filled by desk.js for who works there; gone at signing out
const KEPT_WALK = "wijkwerk-walk-1"; // filled by inspection.js for who walks along
const FORM = "/melden/";
const DESK = /^\/werkplaats\/\d+\/balie\//;
const DESK_AWAY = /\/balie\/zonder-netwerk\/$/;
const WALK = /^\/schouw\/[\w-]+\/lopen\/$/;
const EXAMPLE_OF_A_LEVEL = /^\/schouwen\/voorbeelden\//;
const SIGN_OUT = ["/toegang/uitloggen/", "/mijn/overal-uitloggen/"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.add(new Request(FORM, { credentials: "same-origin" })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => ![KEPT, KEPT_DESK, KEPT_WALK].includes(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function fresh(request) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
}

// A page that is being kept anew at this moment is not there for an instant.
async function keptPage(page) {
  for (let turn = 0; turn < 5; turn += 1) {
    const kept = await caches.match(page, { ignoreVary: true });
    if (kept) return kept;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

// The desk goes on on the page that is kept; what was scanned and did not get through goes along behind the #, which
// no server sees. The keys go too: what did get through is then not done again.
async function deskWithoutNetwork(request, sent) {
  const shell = `${request.url.match(/^.*\/balie\//)[0]}zonder-netwerk/`;
  if (!(await keptPage(shell))) return Response.error();
  const words = new URLSearchParams();
  for (const code of sent?.getAll("ding") ?? []) words.append("ding", `${code} ${sent.get(`sleutel-${code}`) ?? crypto.randomUUID()}`);
  if (sent?.get("zoek")) words.set("zoek", sent.get("zoek"));
  if (sent?.get("inwoner")) words.set("inwoner", sent.get("inwoner")); // a number, not a name
  if (sent?.get("waarvoor")) words.set("bezoek", `${sent.get("waarvoor")} ${sent.get("sleutel") || crypto.randomUUID()}`);
  if (sent && !["zoek", "ding", "bezoek"].some((name) => words.has(name))) words.set("opnieuw", "ja");
  return Response.redirect(`${shell}#${words}`, 303);
}

async function desk(request) {
  const copy = request.method === "POST" ? request.clone() : null;
  try {
    return await fetch(request);
  } catch {
    const kept = request.method === "GET" && (DESK_AWAY.test(request.url) ? await keptPage(request) : await caches.match(request, { ignoreVary: true }));
    return kept || deskWithoutNetwork(request, await copy?.formData().catch(() => null));
  }
}

// The walk as it is now, and kept anew; without a network as it was kept.
async function walk(request) {
  const place = new URL(request.url).pathname;
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) (await caches.open(KEPT_WALK)).put(place, answer.clone());
    return answer;
  } catch {
    return (await keptPage(place)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && DESK.test(pathname)) return event.respondWith(desk(request));
  if (request.method === "POST" && SIGN_OUT.includes(pathname)) event.waitUntil(caches.delete(KEPT_DESK));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && WALK.test(pathname)) return event.respondWith(walk(request));
  if (EXAMPLE_OF_A_LEVEL.test(pathname)) {
    return event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
  if (pathname === FORM && !search && request.mode === "navigate") {
    event.respondWith(fresh(request).catch(async () => (await caches.match(FORM, { ignoreVary: true })) ?? Response.error()));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fresh(request)));
  }
});
