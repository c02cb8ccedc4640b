// Tells colleagues that one is looking or writing, never what; and shows where they are.
const BEAT_MS = 12_000;
const WRITING_FOR_MS = 60_000;

const line = document.getElementById("presence");
const rows = document.querySelector(".rows");

async function lines(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

function byConversation(all) {
  const each = new Map();
  for (const one of all) each.set(one.conversation, [...(each.get(one.conversation) ?? []), one]);
  return each;
}

if (line && document.body.dataset.live !== undefined) {
  const { presence: address, csrf } = line.dataset;
  const id = document.querySelector("[data-conversation]").dataset.conversation;
  let written = -Infinity;
  let told = null;

  const field = () => document.querySelector("#composer textarea");
  const state = () => {
    const recently = performance.now() - written < WRITING_FOR_MS;
    return recently && (field()?.value ?? "").trim() !== "" ? "writing" : "looking";
  };
  const body = (state) => new URLSearchParams({ csrf, state });

  async function beat(onlyNews) {
    const now = state();
    if (document.hidden || (onlyNews && now === told)) return;
    told = now;
    try {
      await fetch(address, { method: "POST", body: body(now) });
    } catch {
      told = null;
    }
  }

  async function show() {
    const others = await lines(address);
    line.textContent = others.map(({ text }) => text).join(" · ");
    line.classList.toggle("is-writing", others.some(({ writing }) => writing));
  }

  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("#composer")) return;
    // What scripts put there, such as a text that was kept, is not writing.
    if (event.isTrusted) written = performance.now();
    beat(true);
  });
  document.addEventListener("live:presence", ({ detail }) => {
    if (detail.conversation === id) show();
  });
  for (const name of ["live:back", "live:reload"]) document.addEventListener(name, show);
  document.addEventListener("visibilitychange", () => beat(false));
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, body("gone")));
  setInterval(() => beat(false), BEAT_MS);
  beat(false);
  show();
}

if (rows && document.body.dataset.live !== undefined) {
  let later;
  const show = async () => {
    const all = await lines("/presence");
    for (const sign of document.querySelectorAll("[data-live-sign]")) sign.remove();
    // One sign in a row: who writes goes before who looks, and the rest is counted.
    const each = byConversation(all);
    for (const [conversation, others] of each) {
      const link = document.querySelector(`.row a[href^="/conversations/${CSS.escape(conversation)}"]`);
      if (!link) continue;
      const first = others.find(({ writing }) => writing) ?? others[0];
      const sign = document.createElement("span");
      sign.className = first.writing ? "presence-sign is-writing" : "presence-sign";
      sign.dataset.liveSign = "";
      sign.title = others.map(({ text }) => text).join(" · ");
      sign.textContent = others.length > 1 ? `${first.text} +${others.length - 1}` : first.text;
      link.after(" ", sign);
    }
  };
  const soon = () => {
    clearTimeout(later);
    later = setTimeout(show, 400);
  };
  for (const name of ["presence", "applied", "back", "reload"]) document.addEventListener(`live:${name}`, soon);
  show();
}
