// One colour for each speaker of a document, the same in the text, the preview and the cast.

import type { Overview } from './overviews';

/** Number of colours; with more speakers they repeat. */
export const COLOURS = 8;

/** Id of the theme colour with this number, from 0. */
export function themeColour(colour: number): string {
  return `ascribe.speaker${colour + 1}`;
}

/** Colour of each actor who says something, by order of appearance. */
export function colours({ statements }: Pick<Overview, 'statements'>): Map<string, number> {
  const colours = new Map<string, number>();
  for (const id of statements.filter(({ kind }) => kind !== 'mention').flatMap(({ actors }) => actors)) {
    if (!colours.has(id)) colours.set(id, colours.size % COLOURS);
  }
  return colours;
}
