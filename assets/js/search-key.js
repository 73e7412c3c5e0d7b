// The / key leads to the search; whoever talks to their computer can turn it off on the search page.

const KEPT = "portal.search-key";
const PAGE = "/search";

function isOff() {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false;
  }
}

function keep(value) {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function go(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isOff() || isTyping(event.target)) return;
  event.preventDefault();
  const box = document.querySelector("[data-search]");
  if (box) box.focus();
  else if (document.querySelector(`a[href="${PAGE}"]`)) location.assign(PAGE);
}

function offer(place) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button" });
  const words = document.createElement("p");
  const show = () => {
    words.textContent = isOff() ? "The / key does nothing on this device. " : "Press / on any page to come here. ";
    button.textContent = isOff() ? "Turn the / key on" : "Turn the / key off";
    words.append(button);
  };
  button.addEventListener("click", () => {
    keep(isOff() ? "on" : "off");
    show();
    button.focus();
  });
  show();
  place.replaceChildren(words);
  place.hidden = false;
}

export function start(root) {
  root.addEventListener("keydown", go);
  const place = root.querySelector("[data-shortcut]");
  if (place) offer(place);
  const box = root.querySelector("[data-search]");
  if (box && !box.value) box.focus({ preventScroll: true });
}
