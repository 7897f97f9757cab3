// Bundles style and scripts to src/wijkwerk/web/static/built. Does nothing when nothing has changed.
//
//   src/<name>.js      → built/<name>.js          every entry point by itself, as an ES module
//   style/<name>.css   → built/<name>.css         those in STYLES below; the other files are parts of them
//   themes/<name>.css  → built/themes/<name>.css  the tokens of one municipality; <name>.svg is its logo
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUILT = join(HERE, "../src/wijkwerk/web/static/built");
const STAMP = join(BUILT, ".stamp");
const ASIDE = `${BUILT}.${process.pid}`; // built here and then put in place, so that whoever reads meanwhile reads a whole
const INSTALLED = join(HERE, "node_modules/.installed");
const STYLES = ["app", "map", "labels", "board", "survey"];
const TARGET = ["chrome109", "firefox115", "safari15.4"];
const FONTS = ["noto-sans-latin-400-normal.woff2", "noto-sans-latin-700-normal.woff2"];
// For documents, which are made by a program that reads no packed fonts and looks for a letter by the name of a family:
// each part of Noto Sans has its own, as long as the first. foundation/kit/documents/frame.typ names them in this order.
const DOCUMENT_FONTS = {
  "latin-400": "Noto Sans",
  "latin-700": "Noto Sans",
  "latin-ext-400": "Noto More",
  "latin-ext-700": "Noto More",
  "greek-400": "Noto Gree",
  "cyrillic-400": "Noto Cyri",
};

const filesIn = (folder, ending) =>
  readdirSync(join(HERE, folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(HERE, folder, name));

const fingerprint = (files) => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(basename(file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
};

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

function install() {
  const wanted = fingerprint([join(HERE, "package-lock.json")]);
  if (read(INSTALLED) === wanted) return;
  const path = `${process.env.PATH}${delimiter}${dirname(process.execPath)}`;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--loglevel=error"], { cwd: HERE, stdio: "inherit", env: { ...process.env, PATH: path } });
  if (run.error || run.status !== 0) {
    console.error("npm ci failed", run.error ?? "");
    process.exit(1);
  }
  writeFileSync(INSTALLED, wanted);
}

// The tokens of the design system are 200 kB; a browser gets those that our style uses, and what these refer to.
const DECLARATION = /^\s*(--[\w-]+):\s*([^;]+);.*$/;
const uses = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);

function usedTokens(theme, css, overridden) {
  const declared = new Map();
  for (const line of theme.split("\n")) {
    const match = DECLARATION.exec(line);
    if (match) declared.set(match[1], match[2].trim());
  }
  const wanted = new Set();
  const queue = uses(css);
  while (queue.length) {
    const name = queue.pop();
    if (wanted.has(name) || !declared.has(name)) continue;
    wanted.add(name);
    if (!overridden.has(name)) queue.push(...uses(declared.get(name)));
  }
  const lines = [...declared].filter(([name]) => wanted.has(name) && !overridden.has(name));
  return `.voorbeeld-theme{${lines.map(([name, value]) => `${name}:${value}`).join(";")}}`;
}

// Variants of components that no page of ours shows; a rule goes when every selector of it names one.
const UNUSED =
  /--(positive|pressed|busy|arrows|hover|active|focus|focus-visible|placeholder|url|password|numeric|sticky|voorvoegsel|iban|tel|house|postal-code|inline-box|valid|invalid-|test)\b/;

async function style(esbuild, name) {
  const entry = join(HERE, "style", `${name}.css`);
  const shared = { target: TARGET, legalComments: "none", logLevel: "warning" };
  const bundled = await esbuild.build({
    ...shared,
    entryPoints: [entry],
    bundle: true,
    write: false,
    external: ["*.woff2"],
    plugins: [withoutUnusedVariants, withoutLeafletImages],
  });
  let css = bundled.outputFiles[0].text;
  if (name === "app") {
    const own = read(join(HERE, "style/tokens.css"));
    const overridden = new Set(own.split("\n").map((line) => DECLARATION.exec(line)?.[1]).filter(Boolean));
    const theme = read(join(HERE, "node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"));
    css = usedTokens(theme, css, overridden) + css;
  }
  const { code } = await esbuild.transform(css, { ...shared, loader: "css", minify: true });
  writeFileSync(join(ASIDE, `${name}.css`), code);
}

const withoutUnusedVariants = {
  name: "without-unused-variants",
  setup(build) {
    build.onLoad({ filter: /node_modules\/@(utrecht|nl-design-system).*\.css$/ }, ({ path }) => ({
      contents: read(path)
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/(?<=^|[{};])\s*([^{};@]+)\{[^{}]*\}/g, (rule, selectors) =>
          selectors.split(",").every((selector) => UNUSED.test(selector)) ? "" : rule,
        ),
      loader: "css",
    }));
  },
};

// We draw our own markers and have no choice of layers; a picture that is not there would stop the static files.
const withoutLeafletImages = {
  name: "without-leaflet-images",
  setup(build) {
    build.onLoad({ filter: /leaflet\.css$/ }, ({ path }) => ({
      contents: read(path).replace(/(background-image|behavior):\s*url\([^)]*\);?/g, ""),
      loader: "css",
    }));
  },
};

function rename(names, family) {
  for (const encoding of ["latin1", "utf16le"]) {
    const [from, to] = ["Noto Sans", family].map((name) => Buffer.from(name, encoding));
    if (encoding === "utf16le") [from, to].forEach((bytes) => bytes.swap16());
    for (let at = names.indexOf(from); at >= 0; at = names.indexOf(from, at + from.length)) to.copy(names, at);
  }
}

// A WOFF is a TrueType font whose tables are deflated one by one: https://www.w3.org/TR/WOFF/
function unpackedFont(woff, family) {
  const count = woff.readUInt16BE(12);
  const parts = [];
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8); // which kind of font
  head.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  let place = head.length;
  for (let number = 0; number < count; number += 1) {
    const entry = 44 + 20 * number;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((field) => woff.readUInt32BE(entry + field));
    const bytes = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    woff.copy(head, 12 + 16 * number, entry, entry + 4);
    [checksum, place, length].forEach((value, field) => head.writeUInt32BE(value, 12 + 16 * number + 4 + 4 * field));
    const filled = Buffer.alloc(Math.ceil(length / 4) * 4);
    table.copy(filled);
    if (woff.toString("latin1", entry, entry + 4) === "name") rename(filled, family);
    parts.push(filled);
    place += filled.length;
  }
  return Buffer.concat([head, ...parts]);
}

async function build() {
  const esbuild = await import("esbuild");
  mkdirSync(join(ASIDE, "themes"), { recursive: true });
  mkdirSync(join(ASIDE, "fonts"));
  mkdirSync(join(ASIDE, "documents"));
  await esbuild.build({
    entryPoints: filesIn("src", ".js"),
    outdir: ASIDE,
    bundle: true,
    format: "esm",
    minify: true,
    target: TARGET,
    legalComments: "none",
    logLevel: "warning",
  });
  for (const name of STYLES) await style(esbuild, name);
  for (const file of filesIn("themes", ".css")) {
    const { code } = await esbuild.transform(readFileSync(file, "utf8"), { loader: "css", minify: true, target: TARGET });
    writeFileSync(join(ASIDE, "themes", basename(file)), code);
    copyFileSync(file.replace(/css$/, "svg"), join(ASIDE, "themes", basename(file).replace(/css$/, "svg")));
  }
  for (const font of FONTS) {
    copyFileSync(join(HERE, "node_modules/@fontsource/noto-sans/files", font), join(ASIDE, "fonts", font));
  }
  for (const [part, family] of Object.entries(DOCUMENT_FONTS)) {
    const packed = readFileSync(join(HERE, `node_modules/@fontsource/noto-sans/files/noto-sans-${part}-normal.woff`));
    writeFileSync(join(ASIDE, "documents", `noto-sans-${part}.ttf`), unpackedFont(packed, family));
  }
}

const inputs = [
  fileURLToPath(import.meta.url),
  join(HERE, "package-lock.json"),
  ...readdirSync(join(HERE, "src"), { recursive: true }).sort().map((name) => join(HERE, "src", name)).filter((name) => name.endsWith(".js")),
  ...filesIn("style", ".css"),
  ...filesIn("themes", ".css"),
  ...filesIn("themes", ".svg"),
];
const wanted = fingerprint(inputs);
if (read(STAMP) !== wanted) {
  install();
  await build().catch((error) => {
    rmSync(ASIDE, { recursive: true, force: true });
    console.error(error.message);
    process.exit(1);
  });
  writeFileSync(join(ASIDE, ".stamp"), wanted);
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(ASIDE, BUILT);
  console.log(`Front end built in ${BUILT}`);
}
