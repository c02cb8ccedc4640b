// Passkeys: asks the server for a question, the browser for its answer, and sends that as the form it belongs to.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const asked = {
  create({ publicKey }) {
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.user.id = bytes(publicKey.user.id);
    for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
    return navigator.credentials.create({ publicKey });
  },
  get({ publicKey }) {
    publicKey.challenge = bytes(publicKey.challenge);
    for (const known of publicKey.allowCredentials ?? []) known.id = bytes(known.id);
    return navigator.credentials.get({ publicKey });
  },
};

const written = ({ id, rawId, type, response }) => {
  const parts = {};
  for (const name of ["attestationObject", "clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({ id, rawId: text(rawId), type, response: parts, extensions: {} });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !window.isSecureContext) continue;
  form.hidden = false;
  const { credential, csrf } = form.elements;
  const failed = form.querySelector("[data-passkey-failed]");
  form.addEventListener("submit", async (event) => {
    if (credential.value !== "") return;
    event.preventDefault();
    failed.hidden = true;
    try {
      const headers = { "x-csrf-token": csrf.value };
      const answer = await fetch(form.dataset.options, { method: "POST", headers });
      if (!answer.ok) throw new Error(`${answer.status}`);
      credential.value = written(await asked[form.dataset.passkey](await answer.json()));
      form.requestSubmit();
    } catch {
      failed.hidden = false;
    }
  });
  // Coming back to the page asks anew.
  window.addEventListener("pageshow", () => (credential.value = ""));
}
