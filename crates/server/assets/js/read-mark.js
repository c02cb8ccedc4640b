// What comes in while a conversation is open and in sight is read; behind another window it waits until one comes back.
const thread = document.querySelector(".entries-list");
const csrf = document.querySelector("input[name=csrf]")?.value;
const newest = () => {
  const messages = document.querySelectorAll(".entries-list .message[id^=m]");
  return Number(messages[messages.length - 1]?.id.slice(1) ?? 0);
};

// Looks of staff are recorded where they are made, not here.
if (thread && csrf && !thread.closest("[data-live-quiet]")) {
  let told = newest();
  const tell = async () => {
    const upTo = newest();
    if (document.hidden || upTo <= told) return;
    told = upTo;
    const body = new URLSearchParams({ csrf, up_to: String(upTo) });
    try {
      await fetch(`${location.pathname}/read`, { method: "POST", body });
    } catch {
      // Without a connection it stays unread; the next look at the page says it.
      told = upTo - 1;
    }
  };
  document.addEventListener("live:applied", tell);
  document.addEventListener("visibilitychange", tell);
}
