// All that the timeline page runs. Served as one file once it was built, see timeline/web/assets.py.
import "./page.js";
import "./timeline.js";
import "./finding.js";
import "./picture/main.js";
