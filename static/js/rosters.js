// A file may be dropped onto its field; a chosen candidate marks its row. Both work without this.
(function () {
  "use strict";

  document.querySelectorAll("[data-drop]").forEach((drop) => {
    const input = drop.querySelector("input[type=file]");
    const over = (on) => (event) => {
      event.preventDefault();
      drop.classList.toggle("over", on);
    };
    // The browser's own button speaks the browser's language; ours speaks the page's.
    const pick = drop.querySelector(".file-pick");
    const name = pick.querySelector("[data-file-name]");
    const nothing = name.textContent;
    const say = () => { name.textContent = input.files.length ? input.files[0].name : nothing; };
    pick.hidden = false;
    input.classList.add("visually-hidden");
    input.addEventListener("change", say);
    window.addEventListener("pageshow", say);
    drop.addEventListener("dragover", over(true));
    drop.addEventListener("dragleave", over(false));
    drop.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length === 1) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  });

  // The start of an import waits for choices that are not kept yet.
  const choices = document.getElementById("choices");
  const start = document.querySelector("form.start button[type=submit]");
  if (choices && start) {
    document.addEventListener("change", (event) => {
      if (event.target.form === choices) start.disabled = true;
    });
  }
})();
