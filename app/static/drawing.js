/* What is drawn in HTML (tiles, matrices, strips, lines of years) as SVG: boxes and lines of text
   where the browser has laid them out. A picture of HTML inside SVG could not become a PNG. */
(() => {
  const SPACE = "http://www.w3.org/2000/svg", LEAST = 720;
  const SIDES = ["Top", "Right", "Bottom", "Left"];
  const DASHES = { dashed: [3, 2], dotted: [1, 1] };
  const number = words => parseFloat(words) || 0;
  const tidy = value => Math.round(value * 100) / 100;

  // A colour that lets something through is written as older programs read it.
  function paint(role, colour) {
    const parts = (colour.match(/[\d.]+/g) || []).map(Number);
    if (!/^rgba?\(/.test(colour)) return { [role]: colour };
    return { [role]: `rgb(${parts.slice(0, 3).join(",")})`, ...(parts.length > 3 ? { [`${role}-opacity`]: parts[3] } : {}) };
  }
  const clear = colour => !colour || colour === "transparent" || /,\s*0\)$/.test(colour);

  class Drawing {
    constructor(font) {
      this.font = font;
      this.group = this.element("g");
      this.pen = document.createElement("canvas").getContext("2d");
      this.ends = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
      this.patterns = new Map();
    }

    element(name, attributes = {}, text = "", parent = this.group) {
      const made = document.createElementNS(SPACE, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? tidy(value) : value);
      if (text) made.textContent = text;
      if (parent) parent.append(made);
      return made;
    }

    reach(rect) {
      const ends = this.ends;
      ends.left = Math.min(ends.left, rect.left);
      ends.top = Math.min(ends.top, rect.top);
      ends.right = Math.max(ends.right, rect.right);
      ends.bottom = Math.max(ends.bottom, rect.bottom);
    }

    // A hatched ground is a repeated gradient: a stripe of one colour on one of another.
    hatch(image) {
      if (this.patterns.has(image)) return this.patterns.get(image);
      const colours = image.match(/(?:rgba?|color)\([^)]*\)|transparent/g) || ["#888", "transparent"];
      const stops = (image.match(/[\d.]+px/g) || ["0", "2", "2", "6"]).map(number);
      const period = Math.max(...stops), name = `hatch-${Math.random().toString(36).slice(2)}`;
      const pattern = this.element("pattern", { id: name, width: period, height: period, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
      if (!clear(colours[colours.length - 1])) this.element("rect", { width: period, height: period, ...paint("fill", colours[colours.length - 1]) }, "", pattern);
      this.element("rect", { width: stops[1] || 1, height: period, ...paint("fill", colours[0]) }, "", pattern);
      this.patterns.set(image, `url(#${name})`);
      return `url(#${name})`;
    }

    // Ground and borders of a box; equal borders are one line around it.
    box(rect, style, more = {}) {
      const { left: x, top: y, width, height } = rect;
      if (width < .5 && height < .5) return;
      const radius = Math.min(style.borderTopLeftRadius.endsWith("%") ? width / 2 : number(style.borderTopLeftRadius), width / 2, height / 2);
      const whole = { x, y, width, height, rx: radius, ...more };
      if (!clear(style.backgroundColor)) this.element("rect", { ...whole, ...paint("fill", style.backgroundColor) });
      if (style.backgroundImage.includes("gradient")) this.element("rect", { ...whole, fill: this.hatch(style.backgroundImage) });
      const borders = SIDES.map(side => ({
        side, line: style[`border${side}Style`], colour: style[`border${side}Color`],
        thick: style[`border${side}Style`] === "none" ? 0 : number(style[`border${side}Width`]),
      })).filter(each => each.thick && !clear(each.colour));
      const [first] = borders;
      if (borders.length === 4 && borders.every(each => each.thick === first.thick && each.colour === first.colour)) {
        const inset = first.thick / 2, dash = DASHES[first.line];
        this.element("rect", {
          ...more, x: x + inset, y: y + inset, width: Math.max(0, width - first.thick), height: Math.max(0, height - first.thick),
          rx: Math.max(0, radius - inset), fill: "none", ...paint("stroke", first.colour), "stroke-width": first.thick,
          ...(dash ? { "stroke-dasharray": dash.map(each => each * first.thick).join(" ") } : {}),
        });
        return;
      }
      for (const { side, colour, thick } of borders) {
        const flat = side === "Top" || side === "Bottom";
        this.element("rect", {
          ...more, x: side === "Right" ? x + width - thick : x, y: side === "Bottom" ? y + height - thick : y,
          width: flat ? width : thick, height: flat ? thick : height, ...paint("fill", colour),
        });
      }
    }

    // A line of text begins where its direction begins; the browser that shows it shapes it again.
    words(text, rect, style) {
      const size = number(style.fontSize), right = style.direction === "rtl";
      this.pen.font = `${style.fontWeight} ${size}px ${this.font}`;
      const measured = this.pen.measureText("x");
      const share = measured.fontBoundingBoxAscent / (measured.fontBoundingBoxAscent + measured.fontBoundingBoxDescent);
      this.element("text", {
        x: right ? rect.right : rect.left, y: rect.top + (rect.bottom - rect.top) * share, direction: right ? "rtl" : "ltr",
        "font-family": this.font, "font-size": size, "font-weight": style.fontWeight, ...paint("fill", style.color),
      }, text);
      this.reach(rect);
    }

    // Upright lines turn with the clock; a turned element turns them on.
    upright(node, style, angle) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const rect = range.getBoundingClientRect(), x = tidy((rect.left + rect.right) / 2), y = tidy((rect.top + rect.bottom) / 2);
      const size = number(style.fontSize), right = style.direction === "rtl";
      if (!rect.height) return;
      this.element("text", {
        x, y: y + size * .35, direction: right ? "rtl" : "ltr", "text-anchor": "middle", transform: `rotate(${90 + angle} ${x} ${y})`,
        "font-family": this.font, "font-size": size, "font-weight": style.fontWeight, ...paint("fill", style.color),
      }, node.data.replace(/\s+/g, " ").trim());
      this.reach(rect);
    }

    text(node, style) {
      const range = document.createRange(), lines = [];
      const add = (start, end) => {
        range.setStart(node, start);
        range.setEnd(node, end);
        const rects = [...range.getClientRects()].filter(each => each.width);
        if (!rects.length) return;
        if (end - start > 1 && rects.some(each => Math.abs(each.top - rects[0].top) > 2)) {
          for (let place = start; place < end; place++) add(place, place + 1);
          return;
        }
        const own = { left: Math.min(...rects.map(each => each.left)), right: Math.max(...rects.map(each => each.right)), top: rects[0].top, bottom: rects[0].bottom };
        const last = lines[lines.length - 1];
        if (last && Math.abs(last.top - own.top) < 2) {
          Object.assign(last, { left: Math.min(last.left, own.left), right: Math.max(last.right, own.right), end });
        } else lines.push({ ...own, start, end });
      };
      for (const found of node.data.matchAll(/\S+/g)) add(found.index, found.index + found[0].length);
      for (const line of lines) this.words(node.data.slice(line.start, line.end).replace(/\s+/g, " "), line, style);
    }

    // What a style adds before or after an element has a place only where it is set apart.
    added(element, kind) {
      const style = getComputedStyle(element, kind);
      if (style.position !== "absolute" || style.content === "none" || style.content === "normal") return;
      const around = element.getBoundingClientRect(), own = getComputedStyle(element);
      const left = around.left + number(own.borderLeftWidth) + number(style.left), top = around.top + number(own.borderTopWidth) + number(style.top);
      const words = style.content.replace(/^"|"$/g, "");
      if (!words) {
        const extra = side => number(style[`border${side}Width`]) + number(style[`padding${side}`]);
        const width = number(style.width) + (style.boxSizing === "border-box" ? 0 : extra("Left") + extra("Right"));
        const height = number(style.height) + (style.boxSizing === "border-box" ? 0 : extra("Top") + extra("Bottom"));
        this.box({ left, top, width, height }, style);
        return;
      }
      const size = number(style.fontSize), middle = top + number(style.height) / 2;
      this.words(words, { left, right: left + number(style.width), top: middle - size * .7, bottom: middle + size * .7 }, style);
    }

    draw(element, angle = 0) {
      const style = getComputedStyle(element);
      if (style.display === "none" || style.clipPath !== "none" || !element.checkVisibility()) return;
      if (style.display !== "contents") {
        const turned = new DOMMatrix(style.transform === "none" ? "" : style.transform);
        angle += tidy(Math.atan2(turned.b, turned.a) * 180 / Math.PI);
        const rects = style.display === "inline" ? [...element.getClientRects()] : [element.getBoundingClientRect()];
        for (const rect of rects) {
          if (Math.abs(turned.b) < .001) {
            this.box(rect, style);
            continue;
          }
          const { offsetWidth: width, offsetHeight: height } = element, x = rect.left + rect.width / 2, y = rect.top + rect.height / 2;
          this.box({ left: x - width / 2, top: y - height / 2, width, height }, style, { transform: `rotate(${angle} ${tidy(x)} ${tidy(y)})` });
        }
        if (rects[0] && rects[0].width) this.reach(element.getBoundingClientRect());
      }
      this.added(element, "::before");
      for (const child of element.childNodes) {
        if (child.nodeType === Node.ELEMENT_NODE) this.draw(child, angle);
        else if (child.nodeType === Node.TEXT_NODE && style.writingMode.startsWith("vertical")) this.upright(child, style, angle);
        else if (child.nodeType === Node.TEXT_NODE) this.text(child, style);
      }
      this.added(element, "::after");
    }
  }

  // A copy lies beside the original for as long as it takes to measure it: whole, without its
  // scrolling box, and never narrower than the drawing needs.
  window.drawHtml = (box, font) => {
    const title = box.querySelector(".exhibit-title"), stage = document.createElement("div");
    for (const each of title.parentElement.children) {
      if (each.matches(".exhibit-foot")) break;
      if (!each.matches(".exhibit-title, .exhibit-subtitle, .heard")) stage.append(each.cloneNode(true));
    }
    const drawing = new Drawing(font), home = title.parentElement;
    Object.assign(stage.style, { position: "absolute", top: 0, insetInlineStart: 0, visibility: "hidden", width: `${Math.max(LEAST, home.clientWidth)}px` });
    home.append(stage);
    try {
      for (const each of stage.querySelectorAll("*")) {
        const style = getComputedStyle(each);
        if (style.position === "sticky") each.style.setProperty("position", "static", "important");
        if (/auto|scroll/.test(style.overflow + style.overflowX) && style.clipPath === "none") Object.assign(each.style, { overflow: "visible", maxBlockSize: "none" });
      }
      for (const each of stage.children) drawing.draw(each);
    } finally {
      stage.remove();
    }
    const { left, top, right, bottom } = drawing.ends;
    drawing.group.setAttribute("transform", `translate(${tidy(-left)} ${tidy(-top)})`);
    return { group: drawing.group, width: right - left, height: bottom - top };
  };
})();
