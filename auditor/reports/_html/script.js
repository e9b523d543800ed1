"use strict";
(function () {
  // What belongs together lights up: cue, source, content and note of one attribution.
  var lit = [];
  function light(from) {
    lit.forEach(function (element) { element.classList.remove("on"); });
    lit = [];
    var held = from && from.closest ? from.closest("[data-a]") : null;
    if (!held) { return; }
    var id = held.getAttribute("data-a").split(" ")[0];
    var article = held.closest("article");
    if (!article || !/^\d+$/.test(id)) { return; }
    lit = Array.prototype.slice.call(article.querySelectorAll('[data-a~="' + id + '"]'));
    lit.forEach(function (element) { element.classList.add("on"); });
  }
  document.addEventListener("pointerover", function (event) { light(event.target); });
  document.addEventListener("focusin", function (event) { light(event.target); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { light(null); }
  });

  // Tables that can be sorted get a button in each head.
  Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), function (table) {
    var body = table.tBodies[0];
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    function key(row, column) { return row.cells[column].getAttribute("data-v"); }
    heads.forEach(function (head, column) {
      if (head.querySelector(".vh")) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var numeric = head.classList.contains("num");
        var down = head.getAttribute("aria-sort") === "descending"
          || (!head.hasAttribute("aria-sort") && !numeric);
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        Array.prototype.slice.call(body.rows).sort(function (a, b) {
          var x = key(a, column), y = key(b, column);
          var order = isNaN(x) || isNaN(y) || x === "" || y === ""
            ? x.localeCompare(y) : Number(x) - Number(y);
          return down ? order : -order;
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
