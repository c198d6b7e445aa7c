// npm ci && npm run build: bundles the widgets into the folder above, with licence texts and a manifest of checksums.
// With a folder as argument it writes there instead (the test of freshness does so).

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, ".."));
// bundle: its entry. A new widget adds a line.
const bundles = {
  "keyguard.js": "keyguard.js",
  "matrix.js": "matrix.js",
  "naming.js": "naming.js",
  "predict.js": "predict.js",
  "standalone.js": "standalone.js",
  "timeline.js": "main.js",
};
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const packages = new Set();

// One script that cannot be built stops neither the others nor the message, but no manifest is written then
const results = await Promise.allSettled(Object.entries(bundles).map(([bundle, entry]) => makeBundle(bundle, entry)));
if (results.some((result) => result.status === "rejected")) process.exit(1); // esbuild has said why
for (const { value } of results) for (const name of value) packages.add(name);

async function makeBundle(bundle, entry) {
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(target, bundle),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2021",
    charset: "utf8",
    legalComments: "none",
    banner: { js: "/* Built from helpers/static/src; licences of the libraries inside: LICENSES.txt */" },
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs);
  return inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean);
}

const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
});
const rule = "\n" + "-".repeat(72) + "\n\n";
writeFileSync(
  join(target, "LICENSES.txt"),
  "Libraries inside the scripts of this folder, with their licences\n" + rule + licences.join(rule),
);

const sources = readdirSync(here)
  .filter((name) => /\.(js|mjs|json)$/.test(name))
  .sort();
const manifest = {
  sources: Object.fromEntries(sources.map((name) => [name, sha256(readFileSync(join(here, name)))])),
  built: Object.fromEntries(
    [...Object.keys(bundles), "LICENSES.txt"].map((name) => [name, sha256(readFileSync(join(target, name)))]),
  ),
};
writeFileSync(join(target, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
