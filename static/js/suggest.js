// Suggestions while typing: an ARIA combobox of catalogue/_search_box.html.
// Whatever fails leaves the plain form. ES2018, for old phones.
"use strict";

const PAUSE = 120; // ms of rest before asking
const STALE = 500; // ms an older list may stay

function upgrade(form) {
  const { suggest, label, one, many, none } = form.dataset;
  const [input, list, status, model] = form.querySelectorAll("[type=search], ul, [role=status], template");
  let active, pause, stale, request; // active: what Enter opens

  const set = (name, value, on = input) => on.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  set("role", "listbox", list);
  set("aria-label", label, list);

  const activate = (option) => {
    if (active) active.removeAttribute("aria-selected");
    active = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", true);
    option.scrollIntoView({ block: "nearest" });
    set("aria-activedescendant", option.id);
  };

  const show = (found, news) => {
    clearTimeout(stale);
    stale = 0;
    activate();
    list.textContent = "";
    for (const entry of found) {
      const option = model.content.firstElementChild.cloneNode(true);
      option.id = list.id + list.children.length;
      option.classList.add(entry.key);
      for (const use of option.querySelectorAll("use")) use.href.baseVal += entry.key;
      for (const text of option.querySelectorAll("[data-text]")) text.textContent = entry[text.dataset.text];
      option.onclick = () => {
        close();
        location = entry.url;
      };
      list.append(option);
    }
    list.hidden = !found.length;
    set("aria-expanded", !list.hidden);
    status.textContent = news;
  };

  const cancel = () => {
    clearTimeout(pause);
    if (request) request.abort();
  };
  const close = () => {
    cancel();
    show([], "");
  };

  const ask = async () => {
    cancel();
    const text = input.value.trim();
    if (text.length < 2 || document.activeElement !== input) return close();
    const { signal } = (request = new AbortController());
    try {
      // "no-store": nothing typed is kept on the phone.
      const quiet = { signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
      const answer = await fetch(suggest + "?q=" + encodeURIComponent(text), quiet);
      const { suggestions } = await answer.json();
      const news = [none, one][suggestions.length] || many.replace("%s", suggestions.length);
      if (!signal.aborted) show(suggestions, news);
    } catch (error) {
      if (!signal.aborted) close();
    }
  };

  const typed = (event) => {
    cancel();
    // Half-composed words wait; Android composes all Latin ones.
    if (event.isComposing && /[^\0-\u024f]/.test(input.value)) return close();
    activate();
    stale = stale || setTimeout(show, STALE, [], "");
    pause = setTimeout(ask, PAUSE);
  };

  input.oninput = typed;
  input.addEventListener("compositionend", typed);
  input.onblur = form.onsubmit = close;
  input.onkeydown = (event) => {
    const { key } = event;
    if (event.isComposing || (list.hidden && key !== "ArrowDown")) return;
    if (list.hidden) ask();
    else if (key === "ArrowDown") activate((active && active.nextSibling) || list.firstChild);
    else if (key === "ArrowUp") activate((active && active.previousSibling) || list.lastChild);
    else if (key === "Enter" && active) active.click();
    else if (key === "Escape") close();
    else if (/^(Home|End|Arrow)/.test(key)) return activate();
    else return;
    event.preventDefault();
  };
  list.onmousedown = () => false; // keeps the focus
  document.addEventListener("pointerdown", (event) => form.contains(event.target) || close());
  close();
}

const { saveData } = navigator.connection || {};
if (window.AbortController && !saveData) document.querySelectorAll("[data-suggest]").forEach(upgrade);
