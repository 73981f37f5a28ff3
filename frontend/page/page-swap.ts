// Showing a page the server sent, without losing the place: used after a form was sent, and when a seat has ended.
import htmx from "./htmx";

function copyAttributes(from: Element, to: Element): void {
  for (const name of to.getAttributeNames()) to.removeAttribute(name);
  for (const { name, value } of Array.from(from.attributes)) to.setAttribute(name, value);
}

/** Put the page in place of the one shown; focus goes to what needs another look, else to the page's beginning. */
export function showPage(markup: string, url: string): void {
  const page = new DOMParser().parseFromString(markup, "text/html");
  if (url && url !== location.href) history.pushState({ troth: true }, "", url);
  document.title = page.title;
  copyAttributes(page.documentElement, document.documentElement);
  copyAttributes(page.body, document.body);
  for (const script of Array.from(page.body.querySelectorAll("script:not([type='application/json'])"))) script.remove();
  document.body.replaceChildren(...Array.from(page.body.childNodes).map((node) => document.adoptNode(node)));
  htmx.process(document.body);
  scrollTo(0, 0);
  const wanted = document.querySelector<HTMLElement>("[autofocus]") ?? document.querySelector<HTMLElement>("#main");
  wanted?.focus({ preventScroll: true });
  const anchor = new URL(url || location.href, location.href).hash;
  if (anchor) document.getElementById(anchor.slice(1))?.scrollIntoView();
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

addEventListener("popstate", (event: PopStateEvent) => {
  if ((event.state as { troth?: boolean } | null)?.troth || event.state === null) location.reload();
});
