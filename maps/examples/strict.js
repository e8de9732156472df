const map = document.querySelector("park-map");
const said = document.querySelector("[role=status]");

document.querySelector("#language").addEventListener("change", ({ target }) => {
  map.lang = target.value;
});
map.addEventListener("siteselect", ({ detail }) => {
  said.textContent = detail.name ?? "";
});
await map.ready;
said.textContent = "The map is ready.";
