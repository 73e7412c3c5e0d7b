// A second press on a submit button within a moment does nothing; the server would cope, the person need not.

const MOMENT = 1500;

export function start(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if ("sent" in form.dataset) return event.preventDefault();
    form.dataset.sent = "";
    setTimeout(() => delete form.dataset.sent, MOMENT);
  });
}
