// What every page loads: the policy first, then htmx, then our elements.
import "./page/trusted-types";
import "./page/htmx";
import "./islands/file-drop";
import "./islands/form-once";
import "./islands/key-shortcuts";
import "./islands/live-stream";
import "./islands/passkey-form";
import "./islands/push-here";
import "./islands/talk-posts";
import "./islands/zone-here";
