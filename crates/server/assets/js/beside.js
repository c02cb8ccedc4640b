// Keeps the list beside a conversation where the reader had scrolled it, with the open conversation in sight.
const SCROLLED = "dopis:beside";
const rows = document.querySelector(".beside-rows");

if (rows) {
  try {
    rows.scrollTop = Number(sessionStorage.getItem(SCROLLED));
    addEventListener("pagehide", () => sessionStorage.setItem(SCROLLED, String(rows.scrollTop)));
  } catch {
    // Without storage the open conversation is in sight all the same.
  }
  const current = rows.querySelector("[aria-current]")?.closest("li");
  const { top, bottom } = rows.getBoundingClientRect();
  const at = current?.getBoundingClientRect();
  if (at && at.top < top) rows.scrollTop -= top - at.top;
  if (at && at.bottom > bottom) rows.scrollTop += at.bottom - bottom;
}
