// What a post says about itself in its attributes, and what of it a reader keeps.

export function figure(post: HTMLElement, name: "number" | "turn"): number {
  return Number(post.dataset[name]);
}

/** Whoever has had a post translated goes on reading that, unless its words have changed or are gone. */
export function keepTranslation(here: HTMLElement, fresh: HTMLElement): void {
  const kept = here.querySelector<HTMLElement>(":scope > .words[data-version]");
  if (kept && kept.dataset["version"] === fresh.dataset["version"]) fresh.querySelector(":scope > .words")?.replaceWith(kept);
}

/** The turns of all posts in some markup. */
export function turnsIn(markup: string): number[] {
  return Array.from(markup.matchAll(/ data-turn="(\d+)"/g), (one) => Number(one[1]));
}
