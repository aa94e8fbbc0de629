"use strict";(self.rspackChunkai_engineer_workbook=self.rspackChunkai_engineer_workbook||[]).push([[266],{646(o,e,r){var t=r(601),a=r.n(t),n=r(314),i=(r.n(n))()(a());i.push([o.id,`/* The course panel, and the cards below tests cells. Colours are JupyterLab's own, so that both themes hold. */

.wb-button {
  font: inherit;
  color: var(--jp-ui-font-color1);
  background: var(--jp-layout-color2);
  border: 1px solid var(--jp-border-color1);
  border-radius: 4px;
  padding: 3px 10px;
  cursor: pointer;
}

.wb-button:hover {
  background: var(--jp-layout-color3);
}

.wb-button:focus-visible,
.wb-panel summary:focus-visible,
.wb-strip summary:focus-visible,
.wb-strip pre:focus-visible {
  outline: 2px solid var(--jp-ui-font-color1);
  outline-offset: 2px;
}

.wb-primary {
  color: #fff;
  background: #0b5cad;
  border-color: #0b5cad;
  font-weight: 600;
}

.wb-primary:hover {
  background: #084a8c;
}

.wb-button.wb-primary:focus-visible {
  box-shadow: 0 0 0 2px var(--jp-layout-color1), 0 0 0 4px var(--jp-ui-font-color1); /* JupyterLab's outline is blue too */
}

.wb-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

/* panel */

.wb-panel {
  display: flex;
  flex-direction: column;
  overflow-y: auto;
  min-width: 240px;
  color: var(--jp-ui-font-color1);
  background: var(--jp-layout-color1);
  font-size: var(--jp-ui-font-size1);
  line-height: 1.35;
}

.wb-head {
  padding: 10px 12px 12px;
  border-bottom: 1px solid var(--jp-border-color2);
}

.wb-head h2 {
  margin: 0 0 2px;
  font-size: var(--jp-ui-font-size2);
}

.wb-head p {
  margin: 0 0 6px;
}

.wb-head progress {
  width: 100%;
  height: 10px;
  accent-color: #0b5cad;
}

.wb-head .wb-continue {
  display: block;
  width: 100%;
  margin-top: 8px;
  padding: 7px 10px;
  text-align: left;
}

.wb-continue small {
  display: block;
  font-weight: 400;
}

.wb-hand-in {
  margin-top: 8px;
}

.wb-hand-in a {
  color: var(--jp-content-link-color);
  text-decoration: underline;
}

.wb-unit .wb-hand-in {
  margin: 4px 12px 12px 32px;
}

.wb-hand-in p,
.wb-hand-in ul {
  margin: 4px 0;
}

.wb-hand-in ul {
  padding-left: 16px;
}

.wb-hand-in button:is(:disabled, [aria-disabled='true']) {
  opacity: 1;
  color: var(--jp-ui-font-color2);
  border-style: dashed;
  cursor: not-allowed;
}

.wb-history {
  display: block;
  width: 100%;
  height: 36px;
  margin-top: 8px;
}

.wb-history polyline {
  fill: none;
  stroke: var(--jp-ui-font-color1);
  stroke-width: 1.5;
  vector-effect: non-scaling-stroke;
}

.wb-panel ul {
  list-style: none;
  margin: 0;
  padding: 0;
}

.wb-row {
  display: grid;
  grid-template-columns: 18px 1fr auto;
  gap: 0 6px;
  align-items: baseline;
  width: 100%;
  box-sizing: border-box;
  padding: 5px 12px 5px 8px;
  border: 0;
  border-radius: 0;
  background: none;
  text-align: left;
}

.wb-unit > .wb-row {
  font-weight: 600;
  border-top: 1px solid var(--jp-border-color2);
}

.wb-unit li .wb-row {
  padding-left: 26px;
}

.wb-row small {
  font-weight: 400;
  font-size: var(--jp-ui-font-size0);
  color: var(--jp-ui-font-color1);
  white-space: nowrap;
}

.wb-row .wb-minutes {
  grid-column: 2 / 4;
}

.wb-here > .wb-row {
  background: var(--jp-layout-color2);
  box-shadow: inset 3px 0 0 #0b5cad;
}

.wb-problem {
  padding: 12px;
}

/* below a tests cell */

.wb-strip {
  margin: 2px 0 10px calc(var(--jp-cell-prompt-width) + var(--jp-cell-collapser-width) + 4px);
  color: var(--jp-content-font-color1);
  font-family: var(--jp-ui-font-family);
  font-size: var(--jp-ui-font-size1);
  line-height: 1.45;
}

.wb-actions {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  align-items: center;
}

.wb-busy {
  font-style: italic;
}

.wb-card {
  margin-top: 6px;
  padding: 8px 12px;
  max-width: 90ch;
  border: 1px solid var(--jp-border-color1);
  border-left-width: 5px;
  border-radius: 4px;
  background: var(--jp-layout-color1);
}

.wb-card.wb-passed {
  border-left-color: #2e7d32;
}

.wb-card.wb-partial {
  border-left-color: #b26a00;
}

.wb-card.wb-failed,
.wb-card.wb-stopped,
.wb-card.wb-broken,
.wb-card.wb-error {
  border-left-color: #c62828;
}

.wb-card h3,
.wb-card h4,
.wb-card p,
.wb-card dl {
  margin: 0 0 4px;
}

.wb-card h3 {
  font-size: var(--jp-ui-font-size2);
}

.wb-card h4 {
  font-size: var(--jp-ui-font-size1);
}

.wb-sign {
  display: inline-block;
  width: 1.3em;
}

.wb-part {
  margin-top: 6px;
}

.wb-checked,
.wb-card dd {
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

.wb-card dl {
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: 1px 12px;
}

.wb-card dt {
  font-weight: 600;
}

.wb-card dd {
  margin: 0;
  max-height: 12em;
  overflow-y: auto;
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
}

.wb-card pre {
  max-height: 24em;
  overflow: auto;
  font-size: var(--jp-code-font-size);
}

.wb-explain {
  border-left-color: #0b5cad;
}

.wb-explain :is(h3, h4):focus {
  outline: none;
}

.wb-explain pre {
  max-height: 16em;
  margin: 6px 0;
  padding: 4px 8px;
  background: var(--jp-layout-color2);
}

.wb-explain .wb-marked {
  font-weight: 700;
}

.wb-explain code {
  overflow-wrap: anywhere;
  font-size: var(--jp-code-font-size);
}

.wb-explain .wb-actions {
  margin: 8px 0 4px;
}

.wb-question fieldset {
  margin: 6px 0;
  padding: 2px 10px 6px;
  border: 1px solid var(--jp-border-color1);
  border-radius: 4px;
}

.wb-question fieldset label {
  display: block;
}

.wb-prediction {
  width: min(40em, 60%);
  padding: 3px 6px;
  color: var(--jp-ui-font-color1);
  background: var(--jp-layout-color1);
  border: 1px solid var(--jp-ui-font-color2);
  border-radius: 4px;
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
}

.wb-question input:focus-visible {
  outline: 2px solid var(--jp-ui-font-color1);
  outline-offset: 1px;
}

.wb-card summary {
  cursor: pointer;
}

.wb-solution {
  overflow-y: auto;
  padding: 8px 16px;
  background: var(--jp-layout-color0);
}

[data-jp-theme-light='false'] .wb-head progress {
  color-scheme: dark;
}

/* the lesson itself */

.jp-Cell.wb-locked .jp-InputArea-editor {
  background: repeating-linear-gradient(
    135deg,
    var(--jp-layout-color2) 0 6px,
    var(--jp-layout-color1) 6px 12px
  );
}

.jp-Cell.wb-locked .jp-InputArea-editor .cm-editor {
  background: color-mix(in srgb, var(--jp-layout-color1) 88%, transparent);
}

.jp-Cell.wb-locked .jp-InputArea-editor::after {
  content: 'locked';
  position: absolute;
  right: 6px;
  bottom: 2px;
  padding: 0 5px;
  border-radius: 3px;
  color: var(--jp-ui-font-color1);
  background: var(--jp-layout-color1);
  font-family: var(--jp-ui-font-family);
  font-size: var(--jp-ui-font-size0);
  pointer-events: none;
}

/* A tests cell's last value, which nbgrader reads: the card above says it all. */
.jp-OutputArea-child:has(> .jp-OutputArea-output.jp-RenderedHTML:empty) {
  display: none;
}

.jp-RenderedHTMLCommon :is(p, li, td) a:any-link {
  text-decoration: underline;
}

/* Drawings on white, made dark with their hues kept. Photographs stay as they are. */
[data-jp-theme-light='false'] .jp-MarkdownOutput img[src*='.svg'],
[data-jp-theme-light='false'] .jp-OutputArea-output svg[role='img']:not(:has(image)) {
  filter: invert(0.93) hue-rotate(180deg);
  border-radius: 4px;
}
`,""]),r.d(e,{},{A:i})},314(o){o.exports=function(o){var e=[];return e.toString=function(){return this.map(function(e){var r="",t=void 0!==e[5];return e[4]&&(r+="@supports (".concat(e[4],") {")),e[2]&&(r+="@media ".concat(e[2]," {")),t&&(r+="@layer".concat(e[5].length>0?" ".concat(e[5]):""," {")),r+=o(e),t&&(r+="}"),e[2]&&(r+="}"),e[4]&&(r+="}"),r}).join("")},e.i=function(o,r,t,a,n){"string"==typeof o&&(o=[[null,o,void 0]]);var i={};if(t)for(var p=0;p<this.length;p++){var l=this[p][0];null!=l&&(i[l]=!0)}for(var d=0;d<o.length;d++){var s=[].concat(o[d]);t&&i[s[0]]||(void 0!==n&&(void 0===s[5]||(s[1]="@layer".concat(s[5].length>0?" ".concat(s[5]):""," {").concat(s[1],"}")),s[5]=n),r&&(s[2]&&(s[1]="@media ".concat(s[2]," {").concat(s[1],"}")),s[2]=r),a&&(s[4]?(s[1]="@supports (".concat(s[4],") {").concat(s[1],"}"),s[4]=a):s[4]="".concat(a)),e.push(s))}},e}},601(o){o.exports=function(o){return o[1]}},665(o,e,r){r.r(e);var t=r(72),a=r.n(t),n=r(825),i=r.n(n),p=r(659),l=r.n(p),d=r(56),s=r.n(d),c=r(540),u=r.n(c),b=r(113),f=r.n(b),w=r(646),h={};h.styleTagTransform=f(),h.setAttributes=s(),h.insert=l().bind(null,"head"),h.domAPI=i(),h.insertStyleElement=u(),a()(w.A,h);let x=w.A&&w.A.locals?w.A.locals:void 0;r.d(e,{},{default:x})},72(o){var e=[];function r(o){for(var r=-1,t=0;t<e.length;t++)if(e[t].identifier===o){r=t;break}return r}function t(o,t){for(var a={},n=[],i=0;i<o.length;i++){var p=o[i],l=t.base?p[0]+t.base:p[0],d=a[l]||0,s="".concat(l," ").concat(d);a[l]=d+1;var c=r(s),u={css:p[1],media:p[2],sourceMap:p[3],supports:p[4],layer:p[5]};if(-1!==c)e[c].references++,e[c].updater(u);else{var b=function(o,e){var r=e.domAPI(e);return r.update(o),function(e){e?(e.css!==o.css||e.media!==o.media||e.sourceMap!==o.sourceMap||e.supports!==o.supports||e.layer!==o.layer)&&r.update(o=e):r.remove()}}(u,t);t.byIndex=i,e.splice(i,0,{identifier:s,updater:b,references:1})}n.push(s)}return n}o.exports=function(o,a){var n=t(o=o||[],a=a||{});return function(o){o=o||[];for(var i=0;i<n.length;i++){var p=r(n[i]);e[p].references--}for(var l=t(o,a),d=0;d<n.length;d++){var s=r(n[d]);0===e[s].references&&(e[s].updater(),e.splice(s,1))}n=l}}},659(o){var e={};o.exports=function(o,r){var t=function(o){if(void 0===e[o]){var r=document.querySelector(o);if(window.HTMLIFrameElement&&r instanceof window.HTMLIFrameElement)try{r=r.contentDocument.head}catch(o){r=null}e[o]=r}return e[o]}(o);if(!t)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");t.appendChild(r)}},540(o){o.exports=function(o){var e=document.createElement("style");return o.setAttributes(e,o.attributes),o.insert(e,o.options),e}},56(o,e,r){o.exports=function(o){var e=r.nc;e&&o.setAttribute("nonce",e)}},825(o){o.exports=function(o){if("u"<typeof document)return{update:function(){},remove:function(){}};var e=o.insertStyleElement(o);return{update:function(r){var t,a,n;t="",r.supports&&(t+="@supports (".concat(r.supports,") {")),r.media&&(t+="@media ".concat(r.media," {")),(a=void 0!==r.layer)&&(t+="@layer".concat(r.layer.length>0?" ".concat(r.layer):""," {")),t+=r.css,a&&(t+="}"),r.media&&(t+="}"),r.supports&&(t+="}"),(n=r.sourceMap)&&"u">typeof btoa&&(t+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(n))))," */")),o.styleTagTransform(t,e,o.options)},remove:function(){var o;null===(o=e).parentNode||o.parentNode.removeChild(o)}}}},113(o){o.exports=function(o,e){if(e.styleSheet)e.styleSheet.cssText=o;else{for(;e.firstChild;)e.removeChild(e.firstChild);e.appendChild(document.createTextNode(o))}}}}]);