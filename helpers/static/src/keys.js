// Keyboard: keeps JupyterLab's one-key shortcuts (a, b, d d, arrows) out of controls that stand in an output.
// Lumino skips an element with this attribute, but looks only at the focused element itself, not at its parents.

export const SUPPRESS = "data-lm-suppress-shortcuts";
const CONTROLS =
  "select, input, textarea, button, summary, [role=slider], [role=listbox], [role=combobox], .noUi-handle";
const SHARED = Symbol.for("two-shores.keyguard"); // one guard for the page, however many bundles ask for it

function mark(event) {
  const control = event.target;
  if (
    !control.matches?.(CONTROLS) ||
    !control.closest(".jp-OutputArea") ||
    control.matches(".jp-Stdin-input")
  )
    return;
  if (control.hasAttribute(SUPPRESS)) return;
  control.setAttribute(SUPPRESS, "true");
  control.addEventListener("focusout", () => control.removeAttribute(SUPPRESS), { once: true });
}

// Switches the guard on; the function that comes back switches it off once nobody needs it any more
export function guardKeys() {
  const guard = (document[SHARED] ??= { users: 0, listener: mark });
  if (guard.users === 0) document.addEventListener("focusin", guard.listener, true);
  guard.users += 1;
  let released = false;
  return () => {
    if (released) return;
    released = true;
    guard.users -= 1;
    if (guard.users === 0) document.removeEventListener("focusin", guard.listener, true);
  };
}

// Plain keys end at the edge of the widget; shortcuts with Ctrl, Cmd or Alt, and Escape, go on to JupyterLab
export function keepPlainKeys(event) {
  if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key !== "Escape") event.stopPropagation();
}
