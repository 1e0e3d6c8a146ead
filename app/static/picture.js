/* A chart as one picture that says what it is: title, subtitle, drawing, source, data version and
   address. The SVG stands alone, its fonts inside; the PNG is drawn from it at twice the size. */
(() => {
  const SPACE = "http://www.w3.org/2000/svg", MARGIN = 24, SCALE = 2, MOST = 16e6;
  const FONT = "'IBM Plex Sans Arabic', 'Segoe UI', 'Noto Sans Arabic', Tahoma, Arial, sans-serif";
  const FILES = [["arabic", 400], ["arabic", 600], ["latin", 400], ["latin", 600]];
  const RANGES = { arabic: "U+0600-06FF, U+0750-077F, U+200C-200E, U+FB50-FDFF, U+FE70-FEFC", latin: "U+0000-00FF, U+2000-206F, U+2122, U+2190-2212" };
  let fonts, scripted;

  // Only what is drawn in HTML needs the script that reads it.
  const reader = () => scripted ||= new Promise((ready, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: "./app/static/drawing.js", onload: ready, onerror: failed });
    document.head.append(script);
  }).catch(fault => { scripted = null; throw fault; });

  const base64 = blob => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });

  // Without its fonts a picture falls back to the reader's own: still whole.
  const faces = () => fonts ||= Promise.all(FILES.map(async ([script, weight]) => {
    const answer = await fetch(`./app/static/fonts/ibm-plex-sans-arabic-${script}-${weight}-normal.woff2`);
    if (!answer.ok) return "";
    const data = await base64(new Blob([await answer.blob()], { type: "font/woff2" }));
    return `@font-face{font-family:"IBM Plex Sans Arabic";font-weight:${weight};src:url(${data}) format("woff2");unicode-range:${RANGES[script]}}`;
  })).then(found => found.join("")).catch(() => { fonts = null; return ""; });

  const element = (name, attributes, text) => {
    const made = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  // Words into lines that fit; a word is never cut, only an address is.
  function lines(words, width, size, weight) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px ${FONT}`;
    const found = [];
    let line = "";
    for (let word of words.split(/\s+/)) {
      while (pen.measureText(word).width > width) {
        let fits = word.length - 1;
        while (fits > 1 && pen.measureText(word.slice(0, fits)).width > width) fits--;
        if (line) found.push(line);
        found.push(word.slice(0, fits));
        word = word.slice(fits);
        line = "";
      }
      const longer = line ? `${line} ${word}` : word;
      if (line && pen.measureText(longer).width > width) { found.push(line); line = word; }
      else line = longer;
    }
    return line ? [...found, line] : found;
  }

  const said = (box, selector) => [...box.querySelectorAll(selector)].map(each => each.textContent.trim()).filter(Boolean);

  async function picture(box) {
    const plots = [...box.querySelectorAll(".js-plotly-plot")];
    const frames = plots.map(each => each.getBoundingClientRect());
    if (!plots.length) await reader();
    const drawn = plots.length ? null : window.drawHtml(box, FONT);
    const width = Math.ceil(Math.max(480, drawn ? drawn.width : 0, ...frames.map(each => each.width))) + 2 * MARGIN;
    const style = getComputedStyle(document.querySelector("[data-testid=stApp]") || document.body);
    const right = getComputedStyle(box).direction === "rtl";
    const root = element("svg", { xmlns: SPACE, direction: right ? "rtl" : "ltr", "xml:lang": document.documentElement.lang, role: "img" });
    const title = said(box, ".exhibit-title")[0] || document.title;
    root.append(element("title", {}, title));
    root.append(element("style", {}, await faces()));
    const paper = element("rect", { width, fill: style.backgroundColor });
    root.append(paper);
    let y = MARGIN;
    const write = (words, size, weight, faint, ltr) => {
      for (const line of lines(words, width - 2 * MARGIN, size, weight)) {
        y += size * 1.45;
        const start = right && !ltr;
        root.append(element("text", {
          x: right ? width - MARGIN : MARGIN, y: y - size * .35, "font-family": FONT, "font-size": size,
          "font-weight": weight, fill: style.color, "fill-opacity": faint ? .8 : 1,
          direction: start ? "rtl" : "ltr", "text-anchor": right && ltr ? "end" : "start",
        }, line));
      }
    };
    for (const each of said(document, "[data-testid=stMain] h1, [data-testid=stMain] .context").slice(0, 2)) write(each, 14, 400, true);
    write(title, 20, 600, false);
    for (const each of said(box, ".exhibit-subtitle")) write(each, 14, 400, true);
    y += 8;
    plots.forEach((plot, place) => {
      const left = (width - frames[place].width) / 2;
      for (const layer of plot.querySelectorAll(".main-svg")) {
        const copy = layer.cloneNode(true);
        copy.querySelectorAll(".hoverlayer, .modebar-container").forEach(each => each.remove());
        copy.removeAttribute("style");
        copy.setAttribute("x", left);
        copy.setAttribute("y", y);
        copy.setAttribute("direction", "ltr");
        root.append(copy);
      }
      y += frames[place].height;
    });
    if (drawn) {
      const place = element("g", { transform: `translate(${(width - drawn.width) / 2} ${y})` });
      place.append(drawn.group);
      root.append(place);
      y += drawn.height;
    }
    y += 6;
    for (const each of said(box, ".exhibit-foot .note, .exhibit-foot .source p")) write(each, 12, 400, true);
    for (const each of said(document, ".footer [data-version]")) write(each, 12, 400, true);
    write(location.href, 12, 400, true, true);
    const height = Math.ceil(y + MARGIN);
    paper.setAttribute("height", height);
    for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(key, value);
    return { body: new XMLSerializer().serializeToString(root), width, height };
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function painted({ body, width, height }) {
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(body);
    await image.decode();
    // A very large canvas stays empty in some browsers.
    const scale = Math.min(SCALE, Math.sqrt(MOST / (width * height)));
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.scale(scale, scale);
    // A picture's own fonts are read after it counts as loaded: draw until nothing changes.
    for (let last = "", turn = 0; turn < 10; turn++) {
      pen.clearRect(0, 0, width, height);
      pen.drawImage(image, 0, 0);
      const now = canvas.toDataURL();
      if (turn > 1 && now === last) break;
      last = now;
      await new Promise(done => setTimeout(done, 100));
    }
    return new Promise(done => canvas.toBlob(done, "image/png"));
  }

  window.savePicture = async button => {
    const box = button.closest("[class*=st-key-exhibit-]");
    if (!box) return;
    button.setAttribute("aria-busy", "true");
    try {
      const found = await picture(box), kind = button.dataset.picture;
      save(kind === "png" ? await painted(found) : new Blob([found.body], { type: "image/svg+xml" }), `${button.dataset.name}.${kind}`);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
})();
