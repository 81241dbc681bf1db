// Says on the page, rather than in the console, that a passkey was not used.
document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-trouble]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
