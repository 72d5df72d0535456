// How people are told apart where there is little room: a badge of letters, and a name without its brackets.

const parts = (name) => name.replace(/\(.*/, "").split(/\s+/).filter(Boolean);
const initials = (name) => parts(name).slice(0, 2).map((part) => part[0]).join("").toUpperCase();

// name -> its badge. Where two would carry the same letters, more of the first name is shown.
export function badges(names) {
  const told = new Map(names.map((name) => [name, initials(name)]));
  const twice = (letters) => [...told.values()].filter((other) => other === letters).length > 1;
  const shared = names.filter((name) => twice(told.get(name)));
  for (const name of shared) {
    const [first, second = ""] = parts(name);
    told.set(name, first.slice(0, 2) + second.slice(0, 1));
  }
  return told;
}

// Without what stands in brackets.
export const plainName = (name) => parts(name).join(" ");
