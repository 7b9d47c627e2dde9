// Builds wwwroot from scss, js and icons. Run by FrontEnd.targets: node build.mjs <web project folder> <folder for the stamp>
// Only what the sources (**/*.cshtml, **/*.cs) really use goes into the style sheets and the icon sprite.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { icons } from './icons.mjs';

const assets = dirname(fileURLToPath(import.meta.url));
const project = process.argv[2] ?? join(assets, '..');
const stampFolder = process.argv[3] ?? join(project, 'obj', 'frontend');
const wwwroot = join(project, 'wwwroot');
const italia = join(assets, 'node_modules', 'bootstrap-italia');
const themes = readdirSync(join(assets, 'themes')).map(file => file.replace('.scss', ''));

// Browsers of the last five years; without them the style sheet would use media queries and shorthands that older phones do not read.
const targets = { chrome: 100 << 16, firefox: 100 << 16, safari: (15 << 16) | (4 << 8), ios_saf: (15 << 16) | (4 << 8) };

// Classes that the tag helpers compose ("tag-" + kind) and that no source spells out.
const composed = /^(tag|k|b|g|gs|a)-[a-z]+$|^w-(sm|md|lg)$|^ic-(sm|lg)$|^btn-(primary|plain|accent|danger|sm|lg)$/;
const pages = filesUnder(project, /\.(cshtml|cs)$/).map(file => readFileSync(file, 'utf8')).join('\n');
const words = new Set(pages.match(/[A-Za-z][\w-]*/g));
if (unchanged()) process.exit(0);

for (const folder of ['themes', 'css', 'js', 'svg', 'fonts']) mkdirSync(join(wwwroot, folder), { recursive: true });
copyFonts();
copyHelp();
writeSprite();
await writeScript();
await writeThemes();
await writeSheets();
writeFileSync(join(stampFolder, 'key'), fingerprint());

function filesUnder(folder, pattern) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['bin', 'obj', 'node_modules', 'wwwroot'].includes(entry.name) ? [] : filesUnder(path, pattern);
    return pattern.test(entry.name) ? [path] : [];
  });
}

/** Changes when a source of the assets changes, or when the pages use another class or icon: most edits of C# do not. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = filesUnder(assets, /\.(scss|js|mjs|json)$/).map(file => readFileSync(file, 'utf8'));
  for (const source of sources) hash.update(source);
  for (const picture of filesUnder(assets, /\.webp$/)) hash.update(readFileSync(picture));
  const known = existsSync(join(stampFolder, 'classes')) ? readFileSync(join(stampFolder, 'classes'), 'utf8').split('\n') : [...words];
  hash.update(known.filter(word => words.has(word)).join(' '));
  hash.update(usedIcons().join(' '));
  return hash.digest('hex');
}

function unchanged() {
  const file = join(stampFolder, 'key');
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint()
    && themes.every(theme => existsSync(join(wwwroot, 'themes', `${theme}.css`)));
}

function copyFonts() {
  const wanted = {
    Titillium_Web: ['titillium-web-v10-latin-ext_latin-regular', 'titillium-web-v10-latin-ext_latin-italic',
      'titillium-web-v10-latin-ext_latin-600', 'titillium-web-v10-latin-ext_latin-700'],
    Lora: ['lora-v20-latin-ext_latin-regular', 'lora-v20-latin-ext_latin-700'],
    Roboto_Mono: ['roboto-mono-v13-latin-ext_latin-regular'],
  };
  for (const [family, names] of Object.entries(wanted))
    for (const name of names) cpSync(join(italia, 'dist', 'fonts', family, `${name}.woff2`), join(wwwroot, 'fonts', `${name}.woff2`));
  // The letters of the pictures of pages, which no browser asks for.
  for (const weight of ['regular', '600']) {
    const name = `titillium-web-v10-latin-ext_latin-${weight}.ttf`;
    cpSync(join(italia, 'src', 'fonts', 'Titillium_Web', name), join(wwwroot, 'fonts', name));
  }
}

/** Pictures of the help texts, taken by bin/pictures. */
function copyHelp() {
  if (existsSync(join(assets, 'help'))) cpSync(join(assets, 'help'), join(wwwroot, 'help'), { recursive: true });
}

function usedIcons() {
  const quoted = new Set([...pages.matchAll(/"([a-z][a-z-]*)"/g)].map(match => match[1]));
  return [...Object.keys(icons).filter(name => quoted.has(name)), ...[...quoted].filter(name => name.startsWith('it-'))].sort();
}

function writeSprite() {
  const others = readFileSync(join(italia, 'dist', 'svg', 'sprites.svg'), 'utf8');
  const symbols = usedIcons().map(name => {
    if (icons[name]) return `<symbol id="${name}" viewBox="0 0 24 24">${icons[name]}</symbol>`;
    const found = others.match(new RegExp(`<symbol id="${name}"[^>]*>(.*?)</symbol>`, 's'));
    return found ? `<symbol id="${name}" viewBox="0 0 24 24"><g fill="currentColor" stroke="none">${found[1]}</g></symbol>` : '';
  });
  writeFileSync(join(wwwroot, 'svg', 'icone.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
  cpSync(join(assets, 'favicon.svg'), join(wwwroot, 'svg', 'favicon.svg'));
}

/** What every page loads, and what only some pages load besides. */
async function writeScript() {
  const { build } = await import('esbuild');
  const entryPoints = ['site', 'notes', 'projector', 'door', 'room', 'offline', 'worker'].map(name => join(assets, 'js', `${name}.js`));
  await build({ entryPoints, bundle: true, minify: true, format: 'iife', target: 'es2020',
    outdir: join(wwwroot, 'js'), logLevel: 'error' });
}

/** Sheets that only some pages load: nothing of them weighs on a first visit. They take their colours from the theme. */
async function writeSheets() {
  const [sass, lightningcss] = await Promise.all([import('sass'), import('lightningcss')]);
  for (const file of readdirSync(join(assets, 'sheets'))) {
    const name = file.replace('.scss', '.css');
    const { css } = sass.compile(join(assets, 'sheets', file), { style: 'compressed' });
    const { code } = lightningcss.transform({ filename: name, code: Buffer.from(css), minify: true, targets });
    writeFileSync(join(wwwroot, 'css', name), code);
  }
}

/** The library marks the focus with !important, by an attribute that a script of its own would set:
 * we have neither, and a ring of our own. */
function withoutMouseFocus(css) {
  return css.replace(/[^{}]*data-focus-mouse[^{}]*\{[^{}]*\}/g, '');
}

async function writeThemes() {
  const [sass, { PurgeCSS }, lightningcss] = await Promise.all([import('sass'), import('purgecss'), import('lightningcss')]);
  const navbar = readFileSync(join(italia, 'dist', 'plugins', 'navbar-collapsible.js'), 'utf8');
  const classes = new Set();
  for (const theme of themes) {
    const { css } = sass.compile(join(assets, 'themes', `${theme}.scss`), {
      style: 'compressed', loadPaths: [join(assets, 'node_modules')], quietDeps: true, logger: sass.Logger.silent,
    });
    for (const match of css.matchAll(/\.([A-Za-z][\w-]*)/g)) classes.add(match[1]);
    const [purged] = await new PurgeCSS().purge({
      content: [{ raw: pages, extension: 'html' }, { raw: navbar, extension: 'js' },
        { raw: readFileSync(join(assets, 'js', 'site.js'), 'utf8'), extension: 'js' }],
      css: [{ raw: withoutMouseFocus(css) }],
      defaultExtractor: text => text.match(/[A-Za-z][\w-]*/g) ?? [],
      safelist: { standard: ['show', 'fade', 'expanded', 'collapsing', 'collapse', 'collapsed', 'modal-open', 'disabled', composed],
        greedy: [/^navbar/, /skiplink/, /^:is/, /has\(/] },
    });
    const { code } = lightningcss.transform({ filename: `${theme}.css`, code: Buffer.from(purged.css), minify: true,
      errorRecovery: true, targets });
    writeFileSync(join(wwwroot, 'themes', `${theme}.css`), code);
  }
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(join(stampFolder, 'classes'), [...classes].sort().join('\n'));
}
