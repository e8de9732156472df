/** Work that nobody has saved yet: while there is some, the browser asks before the page goes. */

type IsUnsaved = () => boolean;

const works = new Set<IsUnsaved>();

function ask(event: BeforeUnloadEvent): void {
  if ([...works].some((isUnsaved) => isUnsaved())) event.preventDefault();
}

/** Ask for as long as there is something; gives what ends the asking. */
export function guardLeaving(isUnsaved: IsUnsaved): () => void {
  works.add(isUnsaved);
  addEventListener("beforeunload", ask);
  return () => {
    works.delete(isUnsaved);
    // A page that listens is not kept for the way back.
    if (works.size === 0) removeEventListener("beforeunload", ask);
  };
}
