// Makes pages that work without it a little quicker; nothing here is needed to use the portal.
import "htmx.org";

import * as characterCount from "./character-count.js";
import * as errorSummary from "./error-summary.js";
import * as passwords from "./passwords.js";
import * as searchKey from "./search-key.js";
import * as submitOnce from "./submit-once.js";
import * as tickAll from "./tick-all.js";
import * as troubles from "./troubles.js";

const parts = [characterCount, passwords, tickAll];

function start(root) {
  for (const part of parts) part.start(root);
}

start(document);
errorSummary.start(document);
searchKey.start(document);
submitOnce.start(document);
troubles.start(document);
// What htmx puts into the page gets the same treatment; every part leaves alone what it has already seen.
document.addEventListener("htmx:after:process", () => start(document));
