export default {
  title: "Where we are",
  // VitePress follows links to pages; the map is one it does not make.
  ignoreDeadLinks: true,
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "park-map" } } },
};
