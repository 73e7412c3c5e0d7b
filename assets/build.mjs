// Builds every stylesheet, script, image and font into placement_portal/static/build/, named by its content,
// with a manifest that maps the plain name to the hashed one, and a compressed copy beside each file that shrinks by it.

import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const target = path.join(root, "placement_portal/static/build");
const fresh = `${target}.new`;

/** What pages load by name; everything these import is bundled into them. */
const ENTRIES = ["assets/scss/app.scss", "assets/js/app.js"];

/** Only the subsets our languages need; the browser fetches latin-ext when a page holds such a letter. */
const FONTS = ["atkinson-hyperlegible-next", "bricolage-grotesque"].flatMap((family) =>
  ["latin", "latin-ext"].map(
    (subset) => `node_modules/@fontsource-variable/${family}/files/${family}-${subset}-wght-normal.woff2`,
  ),
);

const COPIED = [".woff2", ".svg", ".png", ".ico", ".webp"];
const COMPRESSED = new Set([".css", ".js", ".svg", ".ico"]);

/** Lets esbuild bundle Sass: `@use "govuk-frontend/…"` and `url("@fontsource-variable/…")` come from node_modules. */
const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, async ({ path: file }) => {
      const { css, loadedUrls } = await sass.compileAsync(file, { loadPaths: [modules], quietDeps: true });
      return { contents: css, loader: "css", resolveDir: path.dirname(file), watchFiles: loadedUrls.map(fileURLToPath) };
    });
  },
};

async function images() {
  const folder = path.join(root, "assets/images");
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => COPIED.includes(path.extname(name))).map((name) => `assets/images/${name}`);
}

async function bundle() {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: [...ENTRIES, ...FONTS, ...(await images())],
    outdir: fresh,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "safari15.4"],
    loader: Object.fromEntries(COPIED.map((ext) => [ext, "copy"])),
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    plugins: [scss],
  });
}

/** The manifest: `{"app.css": "app-4F5G6H7J.css"}`. */
function manifest(metafile) {
  const names = {};
  for (const output of Object.keys(metafile.outputs).map((file) => path.basename(file)).sort()) {
    const plain = output.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1");
    if (plain in names) throw new Error(`Two assets are called ${plain}: rename one.`);
    names[plain] = output;
  }
  return names;
}

const compressors = {
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
};

async function compress(name) {
  const file = path.join(fresh, name);
  const bytes = await readFile(file);
  for (const [ext, shrink] of Object.entries(compressors)) {
    const small = await shrink(bytes);
    if (small.length < bytes.length) await writeFile(`${file}.${ext}`, small);
  }
}

async function main() {
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const names = manifest((await bundle()).metafile);
  await Promise.all(Object.values(names).filter((name) => COMPRESSED.has(path.extname(name))).map(compress));
  await writeFile(path.join(fresh, "manifest.json"), `${JSON.stringify(names, null, 2)}\n`);
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
  console.log(`Built ${Object.keys(names).length} assets into ${path.relative(root, target)}/`);
}

main().catch((error) => {
  console.error(`The assets could not be built: ${error.message}`);
  process.exitCode = 1;
});
