// What is on the page stands open where there is room for it. Styles see to it too, so nothing moves.
const wide = matchMedia("(min-width: 64rem)");
const open = () => {
  for (const details of tminus.all(".contents > details")) details.open = wide.matches;
};
open();
wide.addEventListener("change", open);
