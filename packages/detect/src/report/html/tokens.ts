/** Every colour, space and type size of the HTML report. The light values are also those of print. */
const light = `
  --page: #f6f5f2; --surface: #ffffff; --sunken: #f3f2ee;
  --ink: #1a1d21; --ink-soft: #565d66; --line: #e0ddd6; --line-strong: #c9c5bc;
  --accent: #1d4f73; --accent-soft: #e4eef5; --bar: #b9c4cd;
  --notice: #fff6e0; --notice-line: #e5c97a; --notice-ink: #5c4300;
  --critical: #86105a; --high: #b3261e; --medium: #a85400; --low: #1f5fa8; --informational: #566070;
  --on-severity: #ffffff;`;

const dark = `
  --page: #14171b; --surface: #1c2025; --sunken: #23282e;
  --ink: #e7e9ec; --ink-soft: #a3abb5; --line: #30363d; --line-strong: #454d56;
  --accent: #8cc4ea; --accent-soft: #1d3344; --bar: #48535e;
  --notice: #332a12; --notice-line: #6d5a20; --notice-ink: #f0dca6;
  --critical: #f08cc6; --high: #ff8f85; --medium: #f3b063; --low: #84b8f2; --informational: #b1bac5;
  --on-severity: #14171b;`;

const scale = `
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --text-xs: 0.75rem; --text-s: 0.8125rem; --text-m: 0.9375rem; --text-l: 1.1875rem; --text-xl: 1.5rem; --text-2xl: 2.125rem;
  --gap-xs: 0.25rem; --gap-s: 0.5rem; --gap-m: 1rem; --gap-l: 1.75rem; --gap-xl: 3rem;
  --radius: 10px; --page-width: 70rem; --measure: 46rem;`;

export const tokens = `:root { color-scheme: light; ${light}${scale} }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; ${dark} } }`;
