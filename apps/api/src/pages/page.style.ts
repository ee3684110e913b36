/** The look of every page of ours: one small file, no fonts to fetch, both directions, light and dark, readable at 320 px. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1b2733;--soft:#4a5a69;--paper:#fff;--line:#c3ccd5;--field:#6b7a88;--tint:#eef2f6;--act:#0b5cad;--act-ink:#fff;--good:#1d6b3a;--bad:#a3231f;--bad-tint:#fdecea;--good-tint:#e8f5ec}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#b3c0cc;--paper:#14191f;--line:#3a4652;--field:#8b99a7;--tint:#1e262e;--act:#7db8f5;--act-ink:#0d1218;--good:#7fd3a0;--bad:#ff9d96;--bad-tint:#341c1b;--good-tint:#16301f}}
*{box-sizing:border-box}
html{font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
body{margin:0}
[hidden]{display:none!important}
a{color:var(--act);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.skip{position:absolute;inset-inline-start:0;inset-block-start:-10rem;background:var(--paper);padding:.75rem 1rem;z-index:2}
.skip:focus{inset-block-start:0}
.bar{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;justify-content:space-between;padding:.5rem 1rem;border-block-end:1px solid var(--line)}
.bar nav ul{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:0;padding:0}
.bar nav a,.bar nav strong{display:inline-flex;align-items:center;min-block-size:2.75rem;padding-inline:.5rem}
.exit{display:inline-flex;align-items:center;min-block-size:2.75rem;padding-inline:1rem;border-radius:.5rem;background:var(--bad);color:var(--paper);font-weight:600;text-decoration:none;position:sticky;inset-block-start:.25rem}
.top{position:sticky;inset-block-start:0;background:var(--paper);z-index:1}
main{max-inline-size:42rem;margin-inline:auto;padding:1rem;padding-block-end:3rem}
h1{font-size:1.5rem;line-height:1.25;margin-block:.5rem 1rem}
h2{font-size:1.2rem;line-height:1.3;margin-block:1.75rem .5rem}
h3{font-size:1.05rem;margin-block:1.25rem .25rem}
p,ul,ol,dl{margin-block:.5rem}
.soft{color:var(--soft)}
.card{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin-block:.75rem}
.card>:first-child{margin-block-start:0}.card>:last-child{margin-block-end:0}
.menu{list-style:none;padding:0;border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
.menu li+li{border-block-start:1px solid var(--line)}
.menu a{display:block;padding:.75rem 1rem;text-decoration:none;font-weight:600}
.menu small{display:block;color:var(--soft);font-weight:400;font-size:.95rem}
dl.facts{display:grid;gap:.1rem .75rem;grid-template-columns:1fr}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0 0 .5rem;font-weight:500}
@media (min-width:34rem){dl.facts{grid-template-columns:minmax(8rem,2fr) 3fr}dl.facts dd{margin:0}}
form{margin-block:1rem}
.field{margin-block:1rem}
label,legend{font-weight:600}
.hint{display:block;color:var(--soft);font-weight:400}
input:not([type=checkbox],[type=radio],[type=hidden]),select,textarea{display:block;inline-size:100%;min-block-size:2.75rem;padding:.5rem .75rem;margin-block-start:.25rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--field);border-radius:.4rem}
textarea{min-block-size:7rem}
input.code{letter-spacing:.08em;direction:ltr;text-align:start}
fieldset{border:0;padding:0;margin:1rem 0}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding-block:.6rem}
.choice label{font-weight:400}
.choice input{inline-size:1.5rem;block-size:1.5rem;flex:none;margin:0}
button{font:inherit;font-weight:600;min-block-size:2.75rem;padding:.5rem 1.25rem;border:0;border-radius:.5rem;background:var(--act);color:var(--act-ink);cursor:pointer}
button.plain{background:transparent;color:var(--act);border:1px solid var(--act)}
button.grave{background:var(--bad);color:var(--paper)}
.notice{border-inline-start:.3rem solid var(--act);background:var(--tint);padding:.75rem 1rem;margin-block:1rem;border-radius:.25rem}
.notice.bad{border-color:var(--bad);background:var(--bad-tint)}
.notice.good{border-color:var(--good);background:var(--good-tint)}
.notice>:first-child{margin-block-start:0}.notice>:last-child{margin-block-end:0}
.wrong{color:var(--bad);font-weight:600}
ol.road{list-style:none;padding:0}
ol.road li{border-inline-start:.25rem solid var(--line);padding:.1rem 0 .6rem .1rem;padding-inline-start:.9rem}
ol.road li[aria-current]{border-color:var(--act)}
table{border-collapse:collapse;inline-size:100%}
caption{text-align:start;font-weight:600;padding-block:.5rem}
th,td{text-align:start;padding:.35rem;border-block-end:1px solid var(--line)}
td.now{font-weight:700;background:var(--tint)}
.bare td,.bare th{text-align:center}
pre{white-space:pre-wrap;font:inherit}
footer{max-inline-size:42rem;margin-inline:auto;padding:1rem;border-block-start:1px solid var(--line)}
@media print{.bar,.exit,footer,form{display:none}}
`;
