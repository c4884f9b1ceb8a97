import type { Level } from '../../api/types.js';

export interface LevelView {
  readonly label: string;
  /** Bars of the meter, 0 to 3. */
  readonly strength: number;
  /** What the level promises, in a sentence. */
  readonly meaning: string;
}

/** The four levels in words; they follow the order of evidence that verdicts are ranked by. */
export const LEVEL_VIEWS: Readonly<Record<Level, LevelView>> = {
  proven: {
    label: 'Proven',
    strength: 3,
    meaning: 'A recorded event names this image directly, and nothing recorded contradicts it.',
  },
  likely: {
    label: 'Likely',
    strength: 2,
    meaning: 'Recorded events support it, though none of them names this image and settles it alone.',
  },
  possible: {
    label: 'Possible',
    strength: 1,
    meaning: 'It rests on something that was not seen, or on usual durations. Check before you act.',
  },
  unknown: {
    label: 'Unknown',
    strength: 0,
    meaning: 'What was recorded does not carry a verdict. See what was looked for, and what is missing.',
  },
};
