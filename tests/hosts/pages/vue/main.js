import { createApp, h, ref } from "vue";
import Where from "./Where.vue";

createApp({
  setup() {
    const site = ref(null);
    return () => [
      h(Where, { modelValue: site.value, "onUpdate:modelValue": (id) => (site.value = id) }),
      h("output", { id: "heard" }, site.value),
    ];
  },
}).mount("#app");
