// Says so, in the page, when something asked for in the background did not come.

function say(text) {
  const place = document.getElementById("messages");
  if (!place) return;
  const line = Object.assign(document.createElement("p"), { textContent: text });
  const box = Object.assign(document.createElement("div"), { className: "flash flash--error" });
  box.setAttribute("role", "alert");
  box.append(line);
  place.replaceChildren(box);
  place.scrollIntoView({ block: "center" });
}

export function start(root) {
  root.addEventListener("htmx:error", () => say("That did not go through. Check your connection and try again."));
  root.addEventListener("htmx:response:error", () => say("That did not work. Load the page again to see how things stand."));
}
