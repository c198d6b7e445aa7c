// Entry of the KeyGuard widget (helpers/keyguard.py): guards the stock ipywidgets of a page, shows nothing.

import { guardKeys } from "./keys.js";

export default {
  initialize: () => guardKeys(),
  render({ el }) {
    el.style.display = "none";
  },
};
