// A card may be dropped into another column: that presses the button that its form has for it. Works without this.
(function () {
  "use strict";

  const board = document.querySelector("[data-board]");
  if (!board) return;
  const kept = "board-scroll";
  let dragged = null;

  // Where the board stood, through the page that the server sends back.
  const scrolled = sessionStorage.getItem(kept);
  if (scrolled !== null) {
    board.scrollLeft = Number(scrolled);
    sessionStorage.removeItem(kept);
  }
  if (location.hash.startsWith("#card-")) {
    const moved = document.getElementById(location.hash.slice(1));
    if (moved) moved.focus({ preventScroll: true });
  }

  const columnOf = (element) => element.closest("[data-stage]");
  const unmark = () => {
    board.querySelectorAll(".over").forEach((column) => column.classList.remove("over"));
  };

  board.addEventListener("submit", () => sessionStorage.setItem(kept, String(board.scrollLeft)));

  board.addEventListener("dragstart", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card) return;
    dragged = card;
    card.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.id);
  });

  board.addEventListener("dragend", () => {
    if (dragged) dragged.classList.remove("dragged");
    dragged = null;
    unmark();
  });

  board.addEventListener("dragover", (event) => {
    const column = columnOf(event.target);
    if (!dragged || !column || column === columnOf(dragged)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    if (!column.classList.contains("over")) {
      unmark();
      column.classList.add("over");
    }
  });

  board.addEventListener("drop", (event) => {
    const column = columnOf(event.target);
    if (!dragged || !column || column === columnOf(dragged)) return;
    event.preventDefault();
    const form = dragged.querySelector("[data-move]");
    const to = document.createElement("input");
    to.type = "hidden";
    to.name = "to";
    to.value = column.dataset.stage;
    form.append(to);
    sessionStorage.setItem(kept, String(board.scrollLeft));
    form.submit();
  });
})();
