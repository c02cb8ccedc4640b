// The digits on the buttons of a decision press them, while the focus is in their form and nobody types.
for (const form of document.querySelectorAll("[data-digits]")) {
  const isTyping = (target) => target.closest("input:not([type=hidden]), textarea, select") !== null;
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const button = form.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  if (!location.hash) form.querySelector("[data-digit]")?.focus({ preventScroll: true });
}
