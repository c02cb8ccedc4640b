// Chooses every row of the list at once, or none, without loading the page again.
for (const link of document.querySelectorAll("[data-choose-all]")) {
  link.setAttribute("role", "button");
  const choose = (event) => {
    if (event.type === "keydown" && event.key !== " ") return;
    event.preventDefault();
    const rows = [...document.querySelectorAll(".row-pick input")];
    const all = rows.every((row) => row.checked);
    for (const row of rows) row.checked = !all;
  };
  link.addEventListener("click", choose);
  link.addEventListener("keydown", choose);
}
