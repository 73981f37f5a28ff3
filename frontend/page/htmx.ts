// htmx, as one shared thing. Its settings stand in the page's head, where it looks for them.
import htmx from "htmx.org";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

window.htmx = htmx;
export default htmx;
