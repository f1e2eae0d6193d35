// SPDX-License-Identifier: MIT
// Explainers: a picture of 100 or 1,000 people, drawn once; a frame moves three outlines and measures nothing.
//
// Two marks say four things, so that colour alone says none: a full disc is a person who is ill, a ring a person who is
// well; a frame around either is an alert. Each mark is one static path that covers everybody, shown through a clip whose
// outline is the run of people it applies to: a change of 1,000 people is three short attributes.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** One person is a cell of 10 × 10 units; a band is 100 people, 25 across: ten bands are 1,000. */
const cell = 10;
const bandGap = 6;

interface Grid {
  people: number;
  columns: number;
  /** Bands beside one another. */
  across: number;
}

/** Half-open run of people in reading order. */
interface Run {
  from: number;
  to: number;
}

/** Whole people in the order drawn: ill and not flagged, ill and flagged, well and flagged, well and not flagged. */
export interface PeopleCounts {
  illUnflagged: number;
  illFlagged: number;
  wellFlagged: number;
  wellUnflagged: number;
}

const gridFor = (people: number, wide: boolean): Grid =>
  people <= 100 ? { people, columns: 10, across: 1 } : { people, columns: 25, across: wide ? 2 : 1 };

const rowsOfBand = (grid: Grid) => Math.ceil(Math.min(grid.people, 100) / grid.columns);
const bandsOf = (grid: Grid) => Math.ceil(grid.people / 100);

function bandOrigin(grid: Grid, band: number): { x: number; y: number } {
  const down = Math.ceil(bandsOf(grid) / grid.across);
  return {
    x: Math.floor(band / down) * (grid.columns * cell + bandGap),
    y: (band % down) * (rowsOfBand(grid) * cell + bandGap),
  };
}

function sizeOf(grid: Grid): { width: number; height: number } {
  const down = Math.ceil(bandsOf(grid) / grid.across);
  return {
    width: grid.across * grid.columns * cell + (grid.across - 1) * bandGap,
    height: down * rowsOfBand(grid) * cell + (down - 1) * bandGap,
  };
}

/** One mark at every person's place. */
function everybody(grid: Grid, mark: (x: number, y: number) => string): string {
  let path = '';
  for (let person = 0; person < grid.people; ++person) {
    const origin = bandOrigin(grid, Math.floor(person / 100));
    const place = person % 100;
    path += mark(origin.x + (place % grid.columns) * cell, origin.y + Math.floor(place / grid.columns) * cell);
  }
  return path;
}

const circle = (radius: number) => (x: number, y: number) =>
  `M${x + cell / 2 - radius} ${y + cell / 2}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
const frame = (x: number, y: number) => `M${x + 0.9} ${y + 0.9}h${cell - 1.8}v${cell - 1.8}h${1.8 - cell}z`;

/** The outline of a run of people: in each band a block of rows whose first and last may be incomplete. */
export function outline(grid: Grid, run: Run): string {
  let path = '';
  for (let band = 0; band < bandsOf(grid); ++band) {
    const from = Math.max(run.from - band * 100, 0);
    const to = Math.min(run.to - band * 100, 100, grid.people - band * 100);
    if (from >= to) continue;
    const { x, y } = bandOrigin(grid, band);
    const at = (row: number) => y + row * cell;
    const right = x + grid.columns * cell;
    const firstRow = Math.floor(from / grid.columns);
    const lastRow = Math.floor((to - 1) / grid.columns);
    const start = x + (from % grid.columns) * cell;
    const end = x + (((to - 1) % grid.columns) + 1) * cell;
    path +=
      firstRow === lastRow
        ? `M${start} ${at(firstRow)}H${end}V${at(firstRow + 1)}H${start}z`
        : `M${start} ${at(firstRow)}H${right}V${at(lastRow)}H${end}V${at(lastRow + 1)}H${x}V${at(firstRow + 1)}H${start}z`;
  }
  return path;
}

let arrays = 0;

export class IconArray {
  readonly element = document.createElementNS(svgNamespace, 'svg');
  private grid: Grid | null = null;
  private readonly layers = new Map<string, { marks: SVGPathElement; clip: SVGPathElement }>();
  private readonly title = document.createElementNS(svgNamespace, 'title');

  constructor() {
    const id = `people-${++arrays}`; // clip ids live in one shadow root; two pictures may share it
    this.element.setAttribute('class', 'people');
    this.element.setAttribute('role', 'img');
    this.element.append(this.title);
    for (const name of ['alert', 'well', 'ill']) {
      const clipPath = document.createElementNS(svgNamespace, 'clipPath');
      clipPath.id = `${id}-${name}`;
      const clip = document.createElementNS(svgNamespace, 'path');
      clipPath.append(clip);
      const marks = document.createElementNS(svgNamespace, 'path');
      marks.setAttribute('class', name);
      marks.setAttribute('clip-path', `url(#${clipPath.id})`);
      this.layers.set(name, { marks, clip });
      this.element.append(clipPath, marks);
    }
  }

  /** The static part; only a change of the number of people or of the shape of the page comes here. */
  private build(people: number, wide: boolean): void {
    this.grid = gridFor(people, wide);
    const { width, height } = sizeOf(this.grid);
    this.element.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.element.setAttribute('data-people', String(people));
    this.element.setAttribute('data-across', String(this.grid.across));
    this.layers.get('well')!.marks.setAttribute('d', everybody(this.grid, circle(2.1)));
    this.layers.get('alert')!.marks.setAttribute('d', everybody(this.grid, frame));
    this.layers.get('ill')!.marks.setAttribute('d', everybody(this.grid, circle(2.7)));
  }

  /** `text` says the same numbers to those who do not see the picture. */
  draw(counts: PeopleCounts, wide: boolean, text: string): void {
    const ill = counts.illUnflagged + counts.illFlagged;
    const flaggedTo = ill + counts.wellFlagged;
    const people = flaggedTo + counts.wellUnflagged;
    if (this.grid?.people !== people || this.grid.across !== gridFor(people, wide).across) this.build(people, wide);
    const grid = this.grid!;
    this.layers.get('ill')!.clip.setAttribute('d', outline(grid, { from: 0, to: ill }));
    this.layers.get('alert')!.clip.setAttribute('d', outline(grid, { from: counts.illUnflagged, to: flaggedTo }));
    this.layers.get('well')!.clip.setAttribute('d', outline(grid, { from: ill, to: people }));
    if (this.title.textContent !== text) this.title.textContent = text;
  }
}
