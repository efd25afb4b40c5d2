// Run inside a kiosk page by benchmarks/standards.py: what the screen measures against each rule.
// Gives rows [rule, value, what]: the value is a number to be compared with the rule's limit; what names the culprit.
({ colours }) => {
  const mm = parseFloat(document.documentElement.style.getPropertyValue("--mm"));
  const seen = (each) => each.getClientRects().length > 0 && !each.closest(".heard, [hidden]") && getComputedStyle(each).clipPath === "none";
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const box = (each) => each.getBoundingClientRect();
  const name = (each) => each.value || each.textContent.trim().slice(0, 24) || each.className || each.localName;
  const css = (each) => getComputedStyle(each);
  const inked = (each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  };
  const rows = [];
  const tell = (rule, value, what) => rows.push([rule, value, what]);

  const choices = all(".choice, .key"), others = all(".command, .microphone"), targets = [...choices, ...others];
  const texts = all("h1, .sentence span, .own span, .label, .command span, .digit, .key span, .microphone > span, .typed b, .mark .number")
    .filter((each) => each.textContent.trim() && !each.querySelector("img"));

  // fingers
  tell("choices", all(".choice").length, "");
  for (const each of choices) {
    const { width, height } = box(each);
    tell("target", Math.min(width, height) / mm, name(each));
    tell("dp", Math.min(width, height), name(each));
  }
  for (const each of others) tell("other", Math.min(box(each).width, box(each).height), name(each));
  const places = targets.map(box);
  targets.forEach((one, place) => {
    const a = places[place], apart = places.map((b, other) => (other === place ? Infinity
      : Math.max(Math.max(a.left, b.left) - Math.min(a.right, b.right), Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom))));
    const nearest = apart.indexOf(Math.min(...apart));
    if (nearest >= 0 && targets.length > 1) tell("spacing", apart[nearest] / mm, `${name(one)} | ${name(targets[nearest])}`);
  });

  // letters: the capitals of the family are 0.733 em high
  for (const each of texts) tell("capitals", (parseFloat(css(each).fontSize) * 0.733) / mm, name(each));
  for (const each of all(".sentence span")) {
    const style = css(each), size = parseFloat(style.fontSize);
    tell("length", Math.max(...[...each.getClientRects()].map((line) => line.width)) / size, name(each));
    tell("height", parseFloat(style.lineHeight) / size, name(each));
    tell("justified", style.textAlign === "justify" ? 1 : 0, name(each));
  }
  const read = all(".kind-page .prompt > .sentence").filter((each) => !each.querySelector("img"));
  read.slice(1).forEach((each, place) => {
    const line = parseFloat(css(each).lineHeight);
    tell("paragraph", (box(each).top - box(read[place]).bottom + line) / line, name(each));
  });

  // nothing cut off, nothing on anything else, nothing beyond the screen
  const inside = (each) => each.closest("button") ?? each.closest("header") ?? each.closest("main") ?? document.body;
  for (const each of texts) {
    // letters in their full width, lines in the height that is theirs: the family's own box is higher than its ink
    const room = box(inside(each)), wide = inked(each), high = box(each);
    tell("cut", Math.max(wide.right - room.right, high.bottom - room.bottom, room.left - wide.left, room.top - high.top), name(each));
    const style = css(each);
    const clips = style.textOverflow === "ellipsis" || (style.overflow !== "visible" && each.scrollWidth > each.clientWidth + 1);
    tell("truncated", clips ? 1 : 0, name(each));
  }
  // a word stands on one line: what spaces, hyphens, quotation marks and the places of kiosk/breaking.py part
  const torn = (each) => {
    const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (const { 0: word, index } of text.data.matchAll(/[“‘]?[^\s“”‘’-]+[-”’]?/g)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top))).size > 1) return word;
      }
    }
    return "";
  };
  for (const each of texts) {
    const word = torn(each);
    tell("torn", word ? 1 : 0, word || name(each));
  }
  tell("scrolls", Math.max(document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth), "");
  const parts = [...choices, ...all(".typed, nav, .prompt, .notes, header, .token, .story")];
  const rooms = parts.map(box);
  parts.forEach((one, place) => {
    const a = rooms[place], deep = rooms.map((b, other) => (other === place ? -Infinity
      : Math.min(Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))));
    const deepest = deep.indexOf(Math.max(...deep));
    tell("overlap", Math.max(0, deep[deepest]), `${name(one)} | ${name(parts[deepest])}`);
  });
  for (const each of all(".choice")) {
    const badge = each.querySelector(".digit"), picture = each.querySelector("img, .letter");
    if (!badge || !picture) continue;
    const one = box(badge), other = box(picture);
    const apart = Math.hypot(one.left + one.width / 2 - other.left - other.width / 2, one.top + one.height / 2 - other.top - other.height / 2);
    tell("badge", one.width / 2 + (Math.min(other.width, other.height) / 2) * 0.72 - apart, name(each));
    tell("picture", Math.min(other.width, other.height) / mm, name(each));
  }

  // what stands always in the same place
  const place = (what, selector) => {
    const each = document.querySelector(selector);
    if (each) rows.push([`place ${what}`, [box(each).left, box(each).top, box(each).width, box(each).height].map(Math.round), ""]);
  };
  for (const each of ["home", "back", "help", "again"]) place(each, `nav [value="command:${each}"]`);
  place("microphone", "[data-microphone-button]");

  // what moves though nobody did anything, for longer than five seconds
  const moving = document.getAnimations().filter((each) => each.playState === "running" && each.effect.getComputedTiming().endTime > 5000);
  tell("moves", moving.length, moving.map((each) => each.animationName ?? each.transitionProperty).join());

  if (colours) {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const pixel = (colour, under) => {
      canvas.clearRect(0, 0, 1, 1);
      if (under) {
        canvas.fillStyle = under;
        canvas.fillRect(0, 0, 1, 1);
      }
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
      const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    };
    const ground = (each) => {
      const layers = [];
      for (let at = each; at; at = at.parentElement) layers.unshift(css(at).backgroundColor);
      const painted = [255, 255, 255];
      return layers.reduce((under, layer) => pixel(layer, `rgb(${under.slice(0, 3)})`), painted);
    };
    for (const each of texts) tell("text contrast", ratio(pixel(css(each).color), ground(each)), name(each));
    for (const each of all(".choice .letter")) if (css(each).color) tell("letter contrast", ratio(pixel(css(each).color), light(pixel(css(each).color)) > 0.5 ? [0, 0, 0] : [255, 253, 248]), name(each));
    for (const each of all(".choice, .key, .digit, .typed b, .microphone .ring, .token, .notice")) {
      const border = pixel(css(each).borderLeftColor || css(each).borderTopColor);
      const [inside, outside] = [ground(each), ground(each.parentElement)];
      // a line around it parts it from what lies about it, or its own colour does
      tell("border contrast", Math.max(ratio(inside, outside), Math.min(ratio(border, inside), ratio(border, outside))), name(each));
    }
    // pictograms are outlined in black: what lies under them must be light
    for (const each of document.querySelectorAll("img")) {
      if (!seen(each)) continue;
      const plate = css(each).getPropertyValue("--plate").trim();
      const disc = each.matches(".choice img, .animal img") ? [255, 253, 248] : undefined;
      const under = disc ?? (plate && plate !== "transparent" ? pixel(plate) : ground(each));
      tell("icon contrast", ratio([0, 0, 0], under), each.getAttribute("src"));
    }
  }
  return rows;
}
