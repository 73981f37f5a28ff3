// What every page loads: the policy first, then htmx, then our elements.
import "./trusted-types";
import "./htmx";
import "./form-once";
import "./key-shortcuts";
import "./live-stream";
import "./passkey-form";
