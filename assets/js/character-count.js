// Says how many characters are left beneath a text box; speaks it only when the typing pauses.

const PAUSE = 1000;

function words(left) {
  if (left === 1) return "You have 1 character left";
  if (left === -1) return "You have 1 character too many";
  return left < 0 ? `You have ${-left} characters too many` : `You have ${left} characters left`;
}

function count(group) {
  const box = group.querySelector("textarea");
  const message = group.querySelector(".govuk-character-count__message");
  const spoken = Object.assign(document.createElement("div"), { className: "hidden" });
  spoken.setAttribute("aria-live", "polite");
  message.after(spoken);
  let timer;
  const show = () => {
    const left = Number(group.dataset.maxlength) - [...box.value].length;
    message.textContent = words(left);
    message.classList.toggle("govuk-character-count__message--over", left < 0);
  };
  box.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = message.textContent), PAUSE);
  });
  show();
}

export function start(root) {
  for (const group of root.querySelectorAll(".govuk-character-count:not([data-counts])")) {
    group.dataset.counts = "";
    count(group);
  }
}
