// Showing a page the server sent, without losing the place: used after a form was sent, and when a seat has ended.
import htmx from "./htmx";

/** The page that is shown, without the place on it. */
const address = (): string => location.pathname + location.search;
let shown = address();

function copyAttributes(from: Element, to: Element): void {
  for (const name of to.getAttributeNames()) to.removeAttribute(name);
  for (const { name, value } of Array.from(from.attributes)) to.setAttribute(name, value);
}

/** The place somebody was at, by the nearest thing with a name, if the same page comes again. */
function placeOn(page: Document, url: string): { id: string; y: number } | undefined {
  const same = new URL(url || location.href, location.href).pathname === location.pathname;
  if (!same || page.querySelector("[autofocus], #messages > *")) return undefined;
  return { id: document.activeElement?.closest("main [id]")?.id ?? "", y: scrollY };
}

/** Put the page in place of the one shown; focus goes to what needs another look, else to where it was or the beginning. */
export function showPage(markup: string, url: string): void {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const place = placeOn(page, url);
  if (url && url !== location.href) history.pushState(null, "", url);
  shown = address();
  document.title = page.title;
  copyAttributes(page.documentElement, document.documentElement);
  copyAttributes(page.body, document.body);
  for (const script of Array.from(page.body.querySelectorAll("script:not([type='application/json'])"))) script.remove();
  document.body.replaceChildren(...Array.from(page.body.childNodes).map((node) => document.adoptNode(node)));
  htmx.process(document.body);
  const named = document.getElementById(new URL(url || location.href, location.href).hash.slice(1));
  const main = document.querySelector<HTMLElement>("[autofocus]") ?? document.querySelector<HTMLElement>("#main");
  const back = place && document.getElementById(place.id);
  (back ?? main)?.focus({ preventScroll: true });
  if (named) named.scrollIntoView();
  else scrollTo(0, place?.y ?? 0);
}

/** Whether this person may still see this page; if so it stays as it is and only begins to listen anew. */
export async function showAgain(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => undefined);
  if (!response) return;
  const moved = new URL(response.url || location.href).pathname !== location.pathname;
  const markup = await response.text();
  const line = new DOMParser().parseFromString(markup, "text/html").querySelector("live-stream");
  const old = document.querySelector("live-stream");
  if (response.ok && !moved && line && old) old.replaceWith(document.adoptNode(line));
  else showPage(markup, response.url);
}

// Back to another page: the server says what it holds now. A link to a place on this page comes here too, and must not
// reload: whoever skips to the page with the keyboard would lose the place.
addEventListener("popstate", () => {
  if (address() !== shown) location.reload();
});
