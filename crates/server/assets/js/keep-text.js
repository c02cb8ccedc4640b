// Keeps what was typed until the server says that it has it: through navigation, a lost session, a failed connection.
const TEXT = "dopis:text:";
const PENDING = "dopis:pending";
const CONFIRMED = ["reply-sent", "note-saved", "question-sent", "landed-in-open"];

const storage = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
})();

if (storage) {
  const notices = [...document.querySelectorAll("[data-notice]")].map((notice) => notice.dataset.notice);
  // Each tab has a storage of its own, and hears from the one in which its person signs out.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("dopis:signed-out") : null;
  let isOver = false;
  tabs?.addEventListener("message", () => {
    isOver = true;
    storage.clear();
  });
  if (notices.includes("signed-out")) {
    storage.clear();
    tabs?.postMessage(null);
  }
  if (notices.some((notice) => CONFIRMED.includes(notice))) storage.removeItem(storage.getItem(PENDING) ?? "");
  storage.removeItem(PENDING);

  for (const field of document.querySelectorAll("textarea[data-keep]")) {
    const key = TEXT + field.dataset.keep;
    const kept = storage.getItem(key);
    if (kept && field.value === "") {
      field.value = kept;
      field.closest("details")?.setAttribute("open", "");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.addEventListener("input", () => {
      if (isOver) return;
      if (field.value === "") storage.removeItem(key);
      else storage.setItem(key, field.value);
    });
    field.form.addEventListener("submit", () => {
      if (isOver) return;
      storage.setItem(key, field.value);
      storage.setItem(PENDING, key);
    });
  }
}
