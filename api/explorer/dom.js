// Elements. Stored text is hostile: it only ever becomes a text node or an attribute that is no
// address and no code; links lead to places of this page, which address.js makes.

/** An element; of `given`, `on` holds listeners, `style` properties, all else is attributes. */
export function h(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") {
      for (const [event, heard] of Object.entries(value)) made.addEventListener(event, heard);
    } else if (key === "style") {
      for (const [property, set] of Object.entries(value)) made.style.setProperty(property, set);
    } else if (key === "href" && !String(value).startsWith("#")) {
      throw new Error(`a link leads out of the page: ${value}`);
    } else {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

/** Puts children in the place of all that an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
}

/** Says something to who listens to the page and to who looks at it, for a moment. */
export function tell(text) {
  const place = document.getElementById("told");
  place.textContent = text;
  clearTimeout(tell.until);
  tell.until = setTimeout(() => { place.textContent = ""; }, 6000);
}
