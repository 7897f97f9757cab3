// Passkeys: asks the device to prove who this is, and sends its answer with the form. What needs a passkey is hidden
// where there is no script or the browser has no passkeys.
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  buffer &&
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const described = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function create({ publicKey: options }, withoutPassword) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: withoutPassword ? "required" : "discouraged",
      requireResidentKey: withoutPassword,
      ...(withoutPassword ? { userVerification: "required" } : {}),
    },
  };
  return sent(await navigator.credentials.create({ publicKey }), ["clientDataJSON", "attestationObject"]);
}

async function get({ publicKey: options }) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
  const parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
  return sent(await navigator.credentials.get({ publicKey }), parts);
}

function sent(credential, parts) {
  const response = Object.fromEntries(parts.map((part) => [part, text(credential.response[part])]));
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const onThePage = () => JSON.parse(document.getElementById("passkey-options").textContent);

async function fromTheServer(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no options: ${answer.status}`);
  return answer.json();
}

async function prove(form) {
  switch (form.dataset.passkey) {
    case "create":
      return create(onThePage().creation_options, form.elements.passwordless?.checked ?? false);
    case "get":
      return get(onThePage().request_options);
    default:
      return get((await fromTheServer(form)).request_options);
  }
}

// A passkey belongs to a name; at a bare number (127.0.0.1) browsers have none.
const isNamed = !/^[\d.]+$|^\[/.test(location.hostname);

if (window.PublicKeyCredential && isNamed) {
  for (const place of document.querySelectorAll("[data-passkey-place]")) place.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(await prove(form));
      form.submit();
    } catch {
      problem.textContent = form.dataset.problem;
    }
  });
}
