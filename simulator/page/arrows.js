// Within a row of buttons the arrow keys, Home and End move the focus; Tab leaves the row.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function walkWithArrows(root) {
  root.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-arrows]");
    if (!row || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
    const buttons = [...row.querySelectorAll("button, a[href]")].filter((button) => !button.disabled && button.offsetParent);
    const at = buttons.indexOf(event.target);
    if (at < 0) return;
    const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : at + STEPS[event.key];
    event.preventDefault();
    const target = buttons[(next + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
    target.focus();
  });
}
