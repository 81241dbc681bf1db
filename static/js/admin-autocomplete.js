// Fields with suggestions (select2, which Django's admin brings) say their name to screen readers.
// Without it they work, unnamed. Runs before Django's scripts: two options must be there when select2 starts.
"use strict";

(() => {
  const prepare = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      select.dataset.dropdownParent = "#content-start"; // within the main part of the page, not after its end
      // "Clear all" stands in a list without being an item of it; each choice has its own way out.
      if (select.multiple) select.dataset.allowClear = "false";
    }
  };

  // What the label of a field says.
  const nameOf = (container) => {
    const select = container.previousElementSibling;
    const label = select && select.labels && select.labels[0];
    return label ? label.textContent.replace(/:\s*$/, "").trim() : "";
  };

  const nameField = (container) => {
    const name = nameOf(container);
    if (!name) return;
    const selection = container.querySelector(".select2-selection");
    const shown = container.querySelector(".select2-selection__rendered");
    const search = container.querySelector(".select2-search__field");
    selection.setAttribute("aria-label", name);
    if (search) search.setAttribute("aria-label", name);
    if (shown.getAttribute("role") === "textbox") {
      // Nobody types into it. The box is called by its label and says what is chosen.
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
      const id = `${shown.id}-name`;
      const hidden = document.createElement("span");
      hidden.id = id;
      hidden.hidden = true;
      hidden.textContent = name;
      container.append(hidden);
      selection.setAttribute("aria-labelledby", `${id} ${shown.id}`);
    }
  };

  const nameDropdown = (dropdown) => {
    const opener = document.querySelector(".select2-selection[aria-owns]");
    const name = opener ? opener.getAttribute("aria-label") : "";
    if (!name) return;
    for (const part of dropdown.querySelectorAll(".select2-search__field, .select2-results__options")) {
      part.setAttribute("aria-label", name);
    }
  };

  const watch = (changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") {
        // An open box has to name what it controls.
        const owned = target.getAttribute("aria-owns");
        if (owned) target.setAttribute("aria-controls", owned);
        else target.removeAttribute("aria-controls");
        document.querySelectorAll(".select2-dropdown").forEach(nameDropdown);
        continue;
      }
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(".select2-container") && node.querySelector(".select2-selection")) nameField(node);
        else if (node.querySelector(".select2-dropdown")) node.querySelectorAll(".select2-dropdown").forEach(nameDropdown);
      }
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    prepare(document);
    new MutationObserver(watch).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["aria-owns"],
    });
  });
  document.addEventListener("formset:added", (event) => prepare(event.target));
})();
