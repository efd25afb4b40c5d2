// Run inside a kiosk page by benchmarks/measuring.py: the page without its words.
// Elements, classes, roles, names of attributes, and where there is text or a value and where there is none.
() => {
  const kept = /^(class|role|lang|type|hidden|tabindex|aria-(?!label).*)$/;
  const attribute = ({ name, value }) => (kept.test(name) ? `${name}=${value}` : `${name}${value.trim() ? "" : "="}`);
  const bones = (each) => {
    if (each.nodeType === Node.TEXT_NODE) return each.data.trim() ? "x" : "";
    if (each.nodeType !== Node.ELEMENT_NODE || each.localName === "wbr") return "";
    const inside = [...each.childNodes].map(bones).join("").replace(/x+/g, "x");
    return `<${each.localName} ${[...each.attributes].map(attribute).sort()}>${inside}</>`;
  };
  return bones(document.documentElement);
}
