// Deciding without the mouse. A letter goes to its button; Enter presses it.
(function () {
  "use strict";

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const buttons = { m: "do-merge", n: "do-dismiss", s: "skip" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, textarea, select");
    if (field && field.type !== "radio") return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (buttons[key]) document.getElementById(buttons[key])?.focus();
    else if (key === "1" || key === "2") document.querySelectorAll("input[name=keep]")[key - 1]?.click();
  });

  function step(by) {
    const all = rows();
    const here = all.indexOf(document.activeElement);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }
})();
