/** The style sheet of HTML reports: part of the file, so that it can be sent to anybody. */

/** CSS; its variables are those that charts of the portal are drawn with. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ground: #f7f8f7; --surface: #fff; --sunken: #e4e9e8; --ink: #1b2427; --soft: #55636a;
  --line: #d9dfdf; --strong-line: #7c8b90; --accent: #0b6577; --warm: #a04a12; --good: #24693d; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ground: #12181a; --surface: #1a2225; --sunken: #2a363a; --ink: #e6ecec;
  --soft: #a5b3b7; --line: #303c40; --strong-line: #68777c; --accent: #6cc7d8; --warm: #f0a271; --good: #86cf9d; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.25rem; margin: 0; }
h3 { font-size: 1rem; margin: 0 0 .35rem; }
p { margin: .4rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font: .85rem ui-monospace, Menlo, Consolas, monospace; }
code.command { background: var(--sunken); padding: .1rem .35rem; border-radius: 4px; user-select: all; }
svg { display: block; } .note svg { display: inline-block; vertical-align: -1px; }
.note, .sub { color: var(--soft); font-size: .875rem; }
.sub { display: block; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.scroll { overflow-x: auto; }
.source { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1.1rem 1.25rem; margin-top: 1.5rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1.5rem 2.5rem; margin-top: 1rem; }
.grid > section { min-width: 0; } .wide { grid-column: 1 / -1; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: inherit; }
th[scope=row] { min-width: 9rem; overflow-wrap: anywhere; }
.wide td:not(.number) { min-width: 16rem; } td a, td code, .sub, .links { overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.share { width: 100%; height: 6px; margin-top: .2rem; } .share .ground { fill: var(--sunken); } .share .value { fill: var(--accent); }
.bad { color: var(--bad); font-weight: 600; } .good { color: var(--good); }
td ul { margin: 0; padding-left: 1.1rem; }
.links { padding-left: 1.1rem; margin: .4rem 0; }
@media print { .source { break-inside: auto; border: 0; padding: 0; } }
`
