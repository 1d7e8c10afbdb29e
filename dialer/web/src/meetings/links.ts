/** A stretch of text, or an address in it that may be opened. */
export interface Piece {
  at: number;
  text: string;
  href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+/gi;
const TRAILING = /[.,;:!?)\]}]+$/;

/** Notes with their links found. Only http and https: nothing else that looks like an address is ever opened. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = trimmed(found[0]);
    if (!isWeb(address)) continue;
    if (found.index > done) pieces.push({ at: done, text: text.slice(done, found.index) });
    pieces.push({ at: found.index, text: address, href: address });
    done = found.index + address.length;
  }
  if (done < text.length) pieces.push({ at: done, text: text.slice(done) });
  return pieces;
}

/** What ends the sentence is not part of the address, a bracket only if it was opened in it. */
function trimmed(address: string): string {
  const end = TRAILING.exec(address)?.[0] ?? "";
  const opened = address.includes("(") && end.startsWith(")");
  return address.slice(0, address.length - (opened ? end.length - 1 : end.length));
}

function isWeb(address: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
