// Which keys are the player's: arrows, Home and End, and space, while it has the focus; the arrows of the first player of the
// page also while nothing has.

// The name of the key if it is for the player with this root; undefined if it is somebody else's.
export function keyFor(root, event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !root.isConnected) return undefined;
  const focus = document.activeElement, here = root.contains(focus);
  if (here) {
    if (focus.matches("input[type=range], select")) return undefined; // they have keys of their own
    return event.key === " " && focus.matches("button, input") ? undefined : event.key;
  }
  const nowhere = !focus || focus === document.body, arrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
  return nowhere && arrow && document.querySelector(".kms:not(.kms-follower)") === root ? event.key : undefined;
}
