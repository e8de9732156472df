// The page's own Leaflet, which the editing library extends: no second copy of it is bundled.
module.exports = window.L;
