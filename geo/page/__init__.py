"""From a SiteLayer to what is looked at: the page and the static picture."""
