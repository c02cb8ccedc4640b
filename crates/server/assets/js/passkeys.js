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
  const { password } = form.elements;
  const failed = form.querySelector("[data-passkey-failed]");
  // What is said where the server does not ask the browser; signing in has no such words.
  const refusals = new Map([
    [422, form.querySelector("[data-passkey-unproved]")],
    [429, form.querySelector("[data-passkey-slowed]")],
  ]);
  const said = () => [failed, ...refusals.values()].filter(Boolean);
  form.addEventListener("submit", async (event) => {
    if (credential.value !== "") return;
    event.preventDefault();
    for (const words of said()) words.hidden = true;
    let shown = failed;
    try {
      const headers = { "x-csrf-token": csrf.value };
      const body = new URLSearchParams(password && { password: password.value });
      const answer = await fetch(form.dataset.options, { method: "POST", headers, body });
      if (!answer.ok) {
        shown = refusals.get(answer.status) ?? failed;
        throw new Error(`${answer.status}`);
      }
      credential.value = written(await asked[form.dataset.passkey](await answer.json()));
      form.requestSubmit();
    } catch {
      shown.hidden = false;
    }
  });
  // Coming back to the page asks anew.
  window.addEventListener("pageshow", () => (credential.value = ""));
}
