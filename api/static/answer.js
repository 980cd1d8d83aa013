// Opens the choices where there is room beside the list, and adds buttons that copy. The page works without it.
"use strict";
if (matchMedia("(min-width: 62rem)").matches) {
  for (const choices of document.querySelectorAll("details.narrow")) choices.open = true;
}
if (navigator.clipboard) {
  for (const field of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.className = "quiet copy";
    button.textContent = field.dataset.copy;
    told.setAttribute("role", "status");
    told.className = "hidden";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = told.textContent = field.dataset.copied;
      setTimeout(() => { button.textContent = field.dataset.copy; told.textContent = ""; }, 4000);
    });
    field.after(button, told);
  }
}
