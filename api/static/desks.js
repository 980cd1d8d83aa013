// What scripts add to the pages of partners: a file dropped on the form, one that is too large told at once, and how a
// delivery goes, as it goes. Everything works without.
"use strict";

const form = document.querySelector("[data-deliver]");
if (form) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const said = form.querySelector("[data-too-large]");
  const most = Number(form.dataset.most) * 1024 * 1024;

  const weigh = () => {
    const file = input.files[0];
    const large = file !== undefined && file.size > most;
    said.textContent = large ? said.dataset.tooLarge : "";
    input.setCustomValidity(large ? said.dataset.tooLarge : "");
  };
  input.addEventListener("change", weigh);
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length === 1) {
      input.files = event.dataTransfer.files;
      weigh();
    }
  });
}

const followed = document.querySelector("[data-events]");
if (followed) {
  const sentence = followed.querySelector("[data-said]");
  const bar = followed.querySelector("progress");
  const events = new EventSource(followed.dataset.events);
  const show = (job) => {
    if (job.progress.text) sentence.textContent = job.progress.text;
    if (bar === null) return;
    if (job.progress.total) {
      bar.max = job.progress.total;
      bar.value = job.progress.done;
    } else {
      bar.removeAttribute("value");
    }
  };
  events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  events.addEventListener("done", () => {
    events.close();
    location.reload();
  });
}
