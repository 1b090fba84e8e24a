// More rows than one at a time; without this file the page offers one blank row of each kind.
(function () {
  "use strict";
  document.querySelectorAll("[data-add]").forEach((button) => {
    const name = button.dataset.add;
    const empty = document.querySelector(`template[data-empty="${name}"]`);
    const total = document.getElementById(`id_${name}-TOTAL_FORMS`);
    if (!empty || !total) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const holder = document.createElement("div");
      holder.innerHTML = empty.innerHTML.replaceAll("__prefix__", total.value);
      const row = holder.firstElementChild;
      total.value = Number(total.value) + 1;
      empty.before(row);
      row.querySelector("input:not([type=hidden]), select, textarea").focus();
    });
  });

  // One press saves once; the server would do nothing twice either way.
  document.querySelectorAll("form.record").forEach((form) => {
    form.addEventListener("submit", () => {
      window.setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((b) => { b.disabled = true; }), 0);
    });
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form.record button[type=submit]").forEach((b) => { b.disabled = false; });
  });
})();
