// What every page loads. What only some pages need is fetched where its mark stands in the page.
import "./dialog.js";
import "./submit.js";
import "./toast.js";

const LATE = { "[data-palette]": "./palette.js", "[data-key]": "./keys.js", "[data-editor]": "./editor.js" };
for (const [mark, part] of Object.entries(LATE)) if (document.querySelector(mark)) import(part);
