"use strict";(self.rspackChunkai_engineer_workbook=self.rspackChunkai_engineer_workbook||[]).push([[266],{646(e,r,o){var t=o(601),a=o.n(t),n=o(314),i=(o.n(n))()(a());i.push([e.id,`/* The course panel, and the cards below tests cells. Colours are JupyterLab's own, so that both themes hold. */

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
`,""]),o.d(r,{},{A:i})},314(e){e.exports=function(e){var r=[];return r.toString=function(){return this.map(function(r){var o="",t=void 0!==r[5];return r[4]&&(o+="@supports (".concat(r[4],") {")),r[2]&&(o+="@media ".concat(r[2]," {")),t&&(o+="@layer".concat(r[5].length>0?" ".concat(r[5]):""," {")),o+=e(r),t&&(o+="}"),r[2]&&(o+="}"),r[4]&&(o+="}"),o}).join("")},r.i=function(e,o,t,a,n){"string"==typeof e&&(e=[[null,e,void 0]]);var i={};if(t)for(var p=0;p<this.length;p++){var l=this[p][0];null!=l&&(i[l]=!0)}for(var c=0;c<e.length;c++){var d=[].concat(e[c]);t&&i[d[0]]||(void 0!==n&&(void 0===d[5]||(d[1]="@layer".concat(d[5].length>0?" ".concat(d[5]):""," {").concat(d[1],"}")),d[5]=n),o&&(d[2]&&(d[1]="@media ".concat(d[2]," {").concat(d[1],"}")),d[2]=o),a&&(d[4]?(d[1]="@supports (".concat(d[4],") {").concat(d[1],"}"),d[4]=a):d[4]="".concat(a)),r.push(d))}},r}},601(e){e.exports=function(e){return e[1]}},665(e,r,o){o.r(r);var t=o(72),a=o.n(t),n=o(825),i=o.n(n),p=o(659),l=o.n(p),c=o(56),d=o.n(c),s=o(540),u=o.n(s),b=o(113),f=o.n(b),w=o(646),h={};h.styleTagTransform=f(),h.setAttributes=d(),h.insert=l().bind(null,"head"),h.domAPI=i(),h.insertStyleElement=u(),a()(w.A,h);let v=w.A&&w.A.locals?w.A.locals:void 0;o.d(r,{},{default:v})},72(e){var r=[];function o(e){for(var o=-1,t=0;t<r.length;t++)if(r[t].identifier===e){o=t;break}return o}function t(e,t){for(var a={},n=[],i=0;i<e.length;i++){var p=e[i],l=t.base?p[0]+t.base:p[0],c=a[l]||0,d="".concat(l," ").concat(c);a[l]=c+1;var s=o(d),u={css:p[1],media:p[2],sourceMap:p[3],supports:p[4],layer:p[5]};if(-1!==s)r[s].references++,r[s].updater(u);else{var b=function(e,r){var o=r.domAPI(r);return o.update(e),function(r){r?(r.css!==e.css||r.media!==e.media||r.sourceMap!==e.sourceMap||r.supports!==e.supports||r.layer!==e.layer)&&o.update(e=r):o.remove()}}(u,t);t.byIndex=i,r.splice(i,0,{identifier:d,updater:b,references:1})}n.push(d)}return n}e.exports=function(e,a){var n=t(e=e||[],a=a||{});return function(e){e=e||[];for(var i=0;i<n.length;i++){var p=o(n[i]);r[p].references--}for(var l=t(e,a),c=0;c<n.length;c++){var d=o(n[c]);0===r[d].references&&(r[d].updater(),r.splice(d,1))}n=l}}},659(e){var r={};e.exports=function(e,o){var t=function(e){if(void 0===r[e]){var o=document.querySelector(e);if(window.HTMLIFrameElement&&o instanceof window.HTMLIFrameElement)try{o=o.contentDocument.head}catch(e){o=null}r[e]=o}return r[e]}(e);if(!t)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");t.appendChild(o)}},540(e){e.exports=function(e){var r=document.createElement("style");return e.setAttributes(r,e.attributes),e.insert(r,e.options),r}},56(e,r,o){e.exports=function(e){var r=o.nc;r&&e.setAttribute("nonce",r)}},825(e){e.exports=function(e){if("u"<typeof document)return{update:function(){},remove:function(){}};var r=e.insertStyleElement(e);return{update:function(o){var t,a,n;t="",o.supports&&(t+="@supports (".concat(o.supports,") {")),o.media&&(t+="@media ".concat(o.media," {")),(a=void 0!==o.layer)&&(t+="@layer".concat(o.layer.length>0?" ".concat(o.layer):""," {")),t+=o.css,a&&(t+="}"),o.media&&(t+="}"),o.supports&&(t+="}"),(n=o.sourceMap)&&"u">typeof btoa&&(t+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(n))))," */")),e.styleTagTransform(t,r,e.options)},remove:function(){var e;null===(e=r).parentNode||e.parentNode.removeChild(e)}}}},113(e){e.exports=function(e,r){if(r.styleSheet)r.styleSheet.cssText=e;else{for(;r.firstChild;)r.removeChild(r.firstChild);r.appendChild(document.createTextNode(e))}}}}]);