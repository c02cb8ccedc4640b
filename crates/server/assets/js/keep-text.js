// Keeps what was typed when the page is left by accident, until it is sent; asks before leaving where it cannot.
const PREFIX = "dopis:text:";

const storage = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
})();

for (const field of document.querySelectorAll("textarea[data-keep]")) {
  const key = PREFIX + field.dataset.keep;
  let sent = false;
  const kept = storage?.getItem(key);
  if (kept && field.value === "") {
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.addEventListener("input", () => {
    if (field.value === "") storage?.removeItem(key);
    else storage?.setItem(key, field.value);
  });
  field.form.addEventListener("submit", () => {
    sent = true;
    storage?.removeItem(key);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && !storage && field.value !== field.defaultValue) event.preventDefault();
  });
}
