"use strict";(self.rspackChunkai_engineer_workbook=self.rspackChunkai_engineer_workbook||[]).push([[266],{646(e,o,r){var t=r(601),a=r.n(t),n=r(314),i=(r.n(n))()(a());i.push([e.id,`/* The course panel, and the cards below tests cells. Colours are JupyterLab's own, so that both themes hold. */

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

.wb-hand-in button:disabled {
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
`,""]),r.d(o,{},{A:i})},314(e){e.exports=function(e){var o=[];return o.toString=function(){return this.map(function(o){var r="",t=void 0!==o[5];return o[4]&&(r+="@supports (".concat(o[4],") {")),o[2]&&(r+="@media ".concat(o[2]," {")),t&&(r+="@layer".concat(o[5].length>0?" ".concat(o[5]):""," {")),r+=e(o),t&&(r+="}"),o[2]&&(r+="}"),o[4]&&(r+="}"),r}).join("")},o.i=function(e,r,t,a,n){"string"==typeof e&&(e=[[null,e,void 0]]);var i={};if(t)for(var p=0;p<this.length;p++){var l=this[p][0];null!=l&&(i[l]=!0)}for(var d=0;d<e.length;d++){var c=[].concat(e[d]);t&&i[c[0]]||(void 0!==n&&(void 0===c[5]||(c[1]="@layer".concat(c[5].length>0?" ".concat(c[5]):""," {").concat(c[1],"}")),c[5]=n),r&&(c[2]&&(c[1]="@media ".concat(c[2]," {").concat(c[1],"}")),c[2]=r),a&&(c[4]?(c[1]="@supports (".concat(c[4],") {").concat(c[1],"}"),c[4]=a):c[4]="".concat(a)),o.push(c))}},o}},601(e){e.exports=function(e){return e[1]}},665(e,o,r){r.r(o);var t=r(72),a=r.n(t),n=r(825),i=r.n(n),p=r(659),l=r.n(p),d=r(56),c=r.n(d),s=r(540),u=r.n(s),b=r(113),f=r.n(b),w=r(646),h={};h.styleTagTransform=f(),h.setAttributes=c(),h.insert=l().bind(null,"head"),h.domAPI=i(),h.insertStyleElement=u(),a()(w.A,h);let v=w.A&&w.A.locals?w.A.locals:void 0;r.d(o,{},{default:v})},72(e){var o=[];function r(e){for(var r=-1,t=0;t<o.length;t++)if(o[t].identifier===e){r=t;break}return r}function t(e,t){for(var a={},n=[],i=0;i<e.length;i++){var p=e[i],l=t.base?p[0]+t.base:p[0],d=a[l]||0,c="".concat(l," ").concat(d);a[l]=d+1;var s=r(c),u={css:p[1],media:p[2],sourceMap:p[3],supports:p[4],layer:p[5]};if(-1!==s)o[s].references++,o[s].updater(u);else{var b=function(e,o){var r=o.domAPI(o);return r.update(e),function(o){o?(o.css!==e.css||o.media!==e.media||o.sourceMap!==e.sourceMap||o.supports!==e.supports||o.layer!==e.layer)&&r.update(e=o):r.remove()}}(u,t);t.byIndex=i,o.splice(i,0,{identifier:c,updater:b,references:1})}n.push(c)}return n}e.exports=function(e,a){var n=t(e=e||[],a=a||{});return function(e){e=e||[];for(var i=0;i<n.length;i++){var p=r(n[i]);o[p].references--}for(var l=t(e,a),d=0;d<n.length;d++){var c=r(n[d]);0===o[c].references&&(o[c].updater(),o.splice(c,1))}n=l}}},659(e){var o={};e.exports=function(e,r){var t=function(e){if(void 0===o[e]){var r=document.querySelector(e);if(window.HTMLIFrameElement&&r instanceof window.HTMLIFrameElement)try{r=r.contentDocument.head}catch(e){r=null}o[e]=r}return o[e]}(e);if(!t)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");t.appendChild(r)}},540(e){e.exports=function(e){var o=document.createElement("style");return e.setAttributes(o,e.attributes),e.insert(o,e.options),o}},56(e,o,r){e.exports=function(e){var o=r.nc;o&&e.setAttribute("nonce",o)}},825(e){e.exports=function(e){if("u"<typeof document)return{update:function(){},remove:function(){}};var o=e.insertStyleElement(e);return{update:function(r){var t,a,n;t="",r.supports&&(t+="@supports (".concat(r.supports,") {")),r.media&&(t+="@media ".concat(r.media," {")),(a=void 0!==r.layer)&&(t+="@layer".concat(r.layer.length>0?" ".concat(r.layer):""," {")),t+=r.css,a&&(t+="}"),r.media&&(t+="}"),r.supports&&(t+="}"),(n=r.sourceMap)&&"u">typeof btoa&&(t+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(n))))," */")),e.styleTagTransform(t,o,e.options)},remove:function(){var e;null===(e=o).parentNode||e.parentNode.removeChild(e)}}}},113(e){e.exports=function(e,o){if(o.styleSheet)o.styleSheet.cssText=e;else{for(;o.firstChild;)o.removeChild(o.firstChild);o.appendChild(document.createTextNode(e))}}}}]);