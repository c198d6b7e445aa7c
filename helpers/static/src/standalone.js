// Runs widgets in a page without a kernel (helpers/standalone.py): the same bundles as in a notebook, with this
// model in place of the kernel's. What the reader changes lives in the page until it is closed.

const { scripts, styles, widgets } = JSON.parse(document.getElementById("two-shores").textContent);

// As much of the model of a Jupyter widget as a widget without a kernel needs
function makeModel(state) {
  const calls = new Map();
  const tell = (event, ...details) => [...(calls.get(event) ?? [])].forEach((call) => call(...details));
  const model = {
    get: (name) => state[name],
    set(name, value) {
      if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
      state[name] = value;
      tell(`change:${name}`, model, value);
      tell("change", model);
    },
    save_changes() {},
    send() {},
    on(events, call) {
      for (const event of events.split(" ")) calls.set(event, [...(calls.get(event) ?? []), call]);
    },
    off(events, call) {
      for (const event of events.split(" "))
        calls.set(event, call ? (calls.get(event) ?? []).filter((other) => other !== call) : []);
    },
  };
  return model;
}

function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
}

function loadScript(code) {
  return import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
}

async function run(section, { script, state }, modules) {
  const given = (await modules[script]).default;
  const widget = typeof given === "function" ? await given() : given;
  const model = makeModel(state);
  const el = section.querySelector(".live");
  model.on("change", () => section.classList.add("changed"));
  await widget.initialize?.({ model });
  section.classList.add("alive");
  await widget.render?.({ model, el });
}

followTheme();
for (const text of styles) document.head.append(Object.assign(document.createElement("style"), { textContent: text }));
const modules = scripts.map(loadScript);
const main = document.querySelector("main");
main.setAttribute("aria-busy", "true");
const running = [...document.querySelectorAll(".widget")].map((section, number) =>
  run(section, widgets[number], modules).catch((problem) => {
    section.classList.remove("alive"); // the still picture comes back
    console.error(problem);
  }),
);
Promise.all(running).then(() => main.removeAttribute("aria-busy"));
// On paper nothing can be opened
addEventListener("beforeprint", () => {
  for (const more of document.querySelectorAll(".twin details")) more.open = true;
});
