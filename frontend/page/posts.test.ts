import { expect, test } from "vitest";
import { figure, keepTranslation, turnsIn } from "./posts";

function article(words: string, version = 1): HTMLElement {
  const one = document.createElement("article");
  one.dataset["number"] = "7";
  one.dataset["turn"] = "12";
  one.dataset["version"] = String(version);
  one.innerHTML = `<div class="words" data-version="${version}">${words}</div>`;
  return one;
}

test("a post says its number and its turn", () => {
  expect([figure(article("a"), "number"), figure(article("a"), "turn")]).toEqual([7, 12]);
});

test("the turns of a page are those of its posts, in their order", () => {
  expect(turnsIn('<article data-number="1" data-turn="4"></article><article data-number="2" data-turn="9"></article>')).toEqual([4, 9]);
  expect(turnsIn("")).toEqual([]);
});

test("a translation is kept while the words stand, and not when they changed", () => {
  const here = article("Bonjour");
  const same = article("Hello");
  keepTranslation(here, same);
  expect(same.textContent).toBe("Bonjour");
  const other = article("Good morning", 2);
  keepTranslation(article("Bonjour"), other);
  expect(other.textContent).toBe("Good morning");
});
