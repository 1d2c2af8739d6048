const all = () => document.querySelectorAll("details");
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
addEventListener("DOMContentLoaded", () => location.hash && reveal());
let closed = [];
addEventListener("beforeprint", () => { closed = [...all()].filter(d => !d.open); closed.forEach(d => d.open = true); });
addEventListener("afterprint", () => closed.forEach(d => d.open = false));
