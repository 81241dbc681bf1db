// "Leave this site": at once, and Back does not return to this page. Three presses of Shift leave, too.
// Without it, a plain link. ES2018, for old phones.
"use strict";

function wayOut(link) {
  const PATIENCE = 5000; // ms between two presses
  const { body } = document;
  const { title, leaving, two, one, late } = link.dataset;
  const news = document.createElement("p");
  let alone, left, presses, timer; // alone: nothing but Shift was touched

  news.className = "hidden";
  news.setAttribute("role", "status");
  link.after(news);

  const say = (text, count = 0) => {
    clearTimeout(timer);
    link.dataset.presses = presses = count;
    news.textContent = text;
  };

  const leave = () => {
    left = true;
    document.title = title;
    // Emptied, not covered: nothing is left to see, hear or print.
    body.textContent = "";
    body.append(news);
    news.setAttribute("role", "alert");
    say(leaving);
    location.replace(link.href);
  };

  const press = () => {
    alone = false;
    if (left) return;
    if (presses > 1) return leave();
    say(presses ? one : two, presses + 1);
    timer = setTimeout(() => {
      say(late);
      timer = setTimeout(say, PATIENCE, "");
    }, PATIENCE);
  };

  const other = () => {
    alone = false;
    if (presses) say("");
  };
  const mixed = (event) => event.ctrlKey || event.metaKey || event.altKey;

  link.onclick = (event) => {
    if (event.shiftKey || mixed(event)) return; // another tab or window
    event.preventDefault();
    leave();
  };
  const listen = (type, act) => addEventListener(type, act, true);
  listen("keydown", (event) => {
    if (event.key !== "Shift") other();
    else if (!event.repeat) alone = !mixed(event);
  });
  listen("keyup", (event) => event.key === "Shift" && alone && press());
  listen("pointerdown", other);
  listen("wheel", other); // with Shift it moves sideways
  // brought back as it was
  listen("pageshow", (event) => event.persisted && (left ? leave() : say("")));
  say("");
}

document.querySelectorAll("[data-leaving]").forEach(wayOut);
