// SPDX-License-Identifier: MIT
// Desk: .ballots files read piece by piece, so that a long one shows how far it is and can be stopped.

/** Small enough that a piece takes a moment, large enough that messages do not count. */
const pieceBytes = 1 << 20;

/** Each piece is a .ballots text of its own: the file's first line, then whole lines. */
export async function* pieces(file: File): AsyncGenerator<{ text: string; read: number }> {
  let heading: string | null = null;
  let rest = '';
  for (let at = 0; at < file.size || (at === 0 && file.size === 0); at += pieceBytes) {
    // The format is ASCII: no character is cut in two.
    const text = rest + (await file.slice(at, at + pieceBytes).text());
    const read = Math.min(at + pieceBytes, file.size);
    const end = read === file.size ? text.length : text.lastIndexOf('\n') + 1;
    let whole = text.slice(0, end);
    rest = text.slice(end);
    if (heading === null) {
      const line = whole.indexOf('\n');
      if (line < 0 && read < file.size) {
        rest = text;
        continue;
      }
      heading = line < 0 ? whole : whole.slice(0, line + 1);
      whole = line < 0 ? '' : whole.slice(line + 1);
    }
    yield { text: heading + whole, read };
    if (file.size === 0) return;
  }
}
