// Keeps what is being written on the server, a moment after the last key, so that it is there on every device.
const PAUSE_MS = 1200;
const known = new WeakSet();

function attach(field) {
  if (known.has(field)) return;
  known.add(field);
  const state = field.form.querySelector("[data-draft-state]");
  const url = `/api/v1/conversations/${field.dataset.draft}/draft`;
  // Without a version the last one to write wins: after a message has taken the draft along.
  let version = Number(field.dataset.draftVersion);
  let kept = field.value;
  let timer = null;
  let running = Promise.resolve();

  const say = (text) => {
    if (state && state.textContent !== text) state.textContent = text;
  };

  async function keep(leaving) {
    timer = null;
    const text = field.value;
    if (text === kept) return;
    const body = version === null || leaving ? { text } : { text, version };
    const headers = { "content-type": "application/json", "x-csrf-token": field.form.elements.csrf.value };
    try {
      const answer = await fetch(url, { method: "PUT", headers, body: JSON.stringify(body), keepalive: leaving });
      if (answer.ok) {
        version = (await answer.json()).version;
        kept = text;
        say(text.trim() === "" ? "" : state.dataset.kept);
      } else {
        say(answer.status === 409 ? state.dataset.elsewhere : state.dataset.failed);
      }
    } catch {
      say(state.dataset.failed);
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(() => keep(false))), PAUSE_MS);
  });
  field.form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = null;
    version = null;
  });
  addEventListener("pagehide", () => {
    if (timer === null) return;
    clearTimeout(timer);
    keep(true);
  });
}

const attachAll = () => document.querySelectorAll("textarea[data-draft]").forEach(attach);
attachAll();
// The form may have been replaced by the server's answer.
document.addEventListener("live:page", attachAll);
