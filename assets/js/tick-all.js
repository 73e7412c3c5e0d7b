// Adds a box that ticks every line of a group which is not flagged; flagged lines are looked at one by one.

function heading(group, number) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", id: `tick-all-${number}` });
  const label = Object.assign(document.createElement("label"), { htmlFor: box.id, textContent: group.dataset.tickAll });
  const row = Object.assign(document.createElement("div"), { className: "tick tick--all" });
  row.append(box, label);
  (group.querySelector(".waiting__head") ?? group).append(row);
  return box;
}

function tickAll(group, number) {
  const lines = [...group.querySelectorAll("input[type=checkbox]:not([data-flagged])")];
  if (lines.length < 2) return;
  const all = heading(group, number);
  const look = () => {
    const ticked = lines.filter((line) => line.checked).length;
    all.checked = ticked === lines.length;
    all.indeterminate = ticked > 0 && ticked < lines.length;
  };
  all.addEventListener("change", () => {
    for (const line of lines) line.checked = all.checked;
  });
  for (const line of lines) line.addEventListener("change", look);
  look();
}

export function start(root) {
  for (const group of root.querySelectorAll("[data-tick-all]:not([data-ticks])")) {
    group.dataset.ticks = "";
    tickAll(group, document.querySelectorAll("[data-ticks]").length);
  }
}
