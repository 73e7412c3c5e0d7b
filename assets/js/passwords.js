// Lets a person see the password they type.

export function start(root) {
  for (const box of root.querySelectorAll("input[type=password]:not([data-shows])")) {
    box.dataset.shows = "";
    const row = Object.assign(document.createElement("div"), { className: "password-row" });
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button button--secondary",
      textContent: "Show",
    });
    button.setAttribute("aria-label", "Show password");
    button.setAttribute("aria-controls", box.id);
    button.addEventListener("click", () => {
      const hidden = box.type === "password";
      box.type = hidden ? "text" : "password";
      button.textContent = hidden ? "Hide" : "Show";
      button.setAttribute("aria-label", hidden ? "Hide password" : "Show password");
    });
    box.form?.addEventListener("submit", () => (box.type = "password"));
    box.replaceWith(row);
    row.append(box, button);
  }
}
