// The order of an issue's articles, by dragging; the numbers beside them are what is sent, and work without this.
(function () {
  "use strict";
  const form = document.querySelector("[data-places]");
  if (!form) return;
  const body = form.querySelector("tbody");
  let dragged = null;

  function renumber() {
    body.querySelectorAll("[data-place] input[type=number]").forEach((input, at) => { input.value = at + 1; });
  }

  body.querySelectorAll("[data-place]").forEach((row) => {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("is-dragged");
      dragged = null;
      renumber();
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const box = row.getBoundingClientRect();
      const after = event.clientY > box.top + box.height / 2;
      body.insertBefore(dragged, after ? row.nextSibling : row);
    });
  });
})();
