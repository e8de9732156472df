export default {
  title: "Where we are",
  url: "https://example.org",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  // Loaded once, for every page.
  scripts: [{ src: "/map/park-map.js", type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, pages: false }]],
};
