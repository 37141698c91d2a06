/** Smaller frames hold buttons, counters and advertisements, no part of the page (CSS pixels). */
export const leastFrame = { width: 200, height: 80 };
