/** The style sheet of published sites: readable on a phone, on paper and in the dark, without scripts or web fonts. */
export const STYLESHEET = `:root{color-scheme:light dark;--ink:#1d2730;--soft:#556270;--line:#d9dfe5;--paper:#fff;--ground:#f4f6f8;--accent:#0b5c7a;--warn:#7a4b00;--warn-ground:#fff3d6}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebef;--soft:#a3b0bc;--line:#36424d;--paper:#1a2128;--ground:#12171c;--accent:#7cc7e6;--warn:#ffd48a;--warn-ground:#3a2c0c}.map image{filter:brightness(.72)}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.wide{max-width:64rem;margin:0 auto;padding:0 1.25rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.bar{background:var(--paper);border-bottom:1px solid var(--line)}
.bar .wide{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between;padding-top:.8rem;padding-bottom:.8rem}
.home{font-weight:650;text-decoration:none;color:inherit}
.demo{margin:0;padding:.45rem 1.25rem;text-align:center;background:var(--warn-ground);color:var(--warn);font-size:.9rem}
main{padding-top:1.75rem!important;padding-bottom:1rem!important}
h1{font-size:clamp(1.5rem,1.1rem + 1.8vw,2.2rem);line-height:1.2;margin:.15rem 0 .4rem;text-wrap:balance}
h2{font-size:1.05rem;margin:0 0 .6rem}
.kind{margin:0;color:var(--soft);font-size:.95rem}
.pid{margin:0 0 1.25rem}.pid span{font-size:.75rem;font-weight:700;letter-spacing:.06em;border:1px solid var(--line);border-radius:4px;padding:.1rem .4rem;color:var(--soft)}
.notice{background:var(--warn-ground);color:var(--warn);border-radius:6px;padding:.7rem 1rem}
.intro{display:grid;gap:1.25rem;margin-bottom:1.25rem}
.lead{margin:0;font-size:1.08rem;max-width:42rem;white-space:pre-line}.none{color:var(--soft)}
.map{margin:0;background:var(--paper);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.map svg{display:block;width:100%;height:auto}.map figcaption{padding:.45rem .8rem;font-size:.88rem;color:var(--soft)}
.dot{fill:#b3261e;stroke:#fff;stroke-width:1}.halo{fill:#b3261e;opacity:.22}
.sections{columns:20rem 2;column-gap:1.25rem}
section{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem 1.15rem;margin:0 0 1.25rem;break-inside:avoid}
dl{margin:0}dl>div{display:grid;grid-template-columns:minmax(6.5rem,9rem) 1fr;gap:0 .9rem;padding:.35rem 0;border-top:1px solid var(--line)}dl>div:first-child{border-top:0}
dt{color:var(--soft);grid-column:1}dt::first-letter{text-transform:uppercase}dd{margin:0;grid-column:2}dd+dd{margin-top:.4rem}
small{color:var(--soft);display:block;font-size:.85rem}
.count strong{font-size:2rem}
.list{list-style:none;padding:0;margin:1rem 0;background:var(--paper);border:1px solid var(--line);border-radius:8px}
.list li{padding:.6rem 1.15rem;border-top:1px solid var(--line)}.list li:first-child{border-top:0}
.pager{display:flex;gap:1.25rem;align-items:baseline}
.machine{font-size:.95rem}
footer{color:var(--soft);font-size:.9rem;padding-bottom:2rem!important}
@media(min-width:48rem){.intro{grid-template-columns:1fr minmax(18rem,24rem)}}
@media print{.bar nav,.skip,.machine{display:none}body{background:#fff}section{border-color:#999}}
`
