// The upright of now in the picture of the timeline. The picture says where its minutes stand: from, until, left, right
// of each stretch, counted from T-0. Between two stretches the scale is broken: there now stands in the middle.
const drawing = tminus.one("svg[data-scale]");
const zero = Date.parse(tminus.plan?.zero ?? "");

if (drawing && !Number.isNaN(zero)) {
  const numbers = drawing.dataset.scale.split(" ").map(Number);
  const make = (tag, name) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    element.setAttribute("class", name);
    return element;
  };
  const group = make("g", "here");
  const line = make("path", "now");
  const words = make("text", "onnow b");
  group.setAttribute("aria-hidden", "true");
  group.append(line, words);
  const { width, height } = drawing.viewBox.baseVal;

  const place = (minute) => {
    let before;
    for (let at = 0; at < numbers.length; at += 4) {
      const [from, until, left, right] = numbers.slice(at, at + 4);
      if (minute < from) return before === undefined ? undefined : (before + left) / 2;
      if (minute <= until) return until > from ? left + ((minute - from) / (until - from)) * (right - left) : left;
      before = right;
    }
    return undefined;
  };

  const draw = () => {
    const x = place((tminus.now() - zero) / 60000);
    group.remove();
    if (x === undefined) return;
    const said = tminus.count(zero);
    const wide = said.length * 8.2 + 12;
    const left = Math.min(x - 2, width - wide);
    line.setAttribute("d", `M${left} 0h${wide}v22H${x + 2}V${height}h-4V22H${left}z`);
    words.setAttribute("x", left + 7);
    words.setAttribute("y", 16);
    words.textContent = said;
    drawing.prepend(group);
  };
  draw();
  setInterval(draw, 20000);
}
