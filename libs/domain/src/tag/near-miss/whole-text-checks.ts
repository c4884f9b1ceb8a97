import { renderedNumber, yamlNumbers } from '../yaml-number.js';
import type { NearMissCheck } from './near-miss-rule.js';
import { areSlugsOfOneName, slugTools } from './slug-relation.js';

export const caseCheck: NearMissCheck = {
  examine: (asked, pushed) =>
    asked.text.toLowerCase() === pushed.text.toLowerCase()
      ? { rule: 'case', explanation: `differs only in upper and lower case: '${pushed.text}' was pushed` }
      : null,
};

/** `pushed` without quotes in YAML is a number, and `asked` is how that number is printed. */
export const numberCheck: NearMissCheck = {
  examine: (asked, pushed) => {
    const rendered = renderedNumber(asked.text);
    if (rendered === null || !yamlNumbers(pushed.text).includes(rendered)) return null;
    // Zeros that are lost at either end leave no trace, so other tags would look the same.
    const lostZeros = /^0\d|\..*0$/.test(pushed.text);
    const explanation = `'${asked.text}' is what '${pushed.text}' becomes when it is read as a number${lostZeros ? ', as other tags do' : ''}; it has to be quoted`;
    return { rule: 'number', explanation, ...(lostZeros ? { ambiguous: true } : {}) };
  },
};

const withoutV = (text: string) => text.replace(/^[vV]+(?=\d)/, '');

export const vPrefixCheck: NearMissCheck = {
  examine: (asked, pushed) => {
    if (withoutV(asked.text) !== withoutV(pushed.text)) return null;
    const vees = (text: string) => `'${text.slice(0, text.length - withoutV(text).length)}'`;
    const written = (text: string) => (withoutV(text) === text ? "no 'v'" : vees(text));
    const explanation = `asks for ${written(asked.text)} before the version, ${written(pushed.text)} was pushed`;
    return { rule: 'v_prefix', explanation };
  },
};

/** A year of four digits, or of two with a dot behind it, and then a month. */
const CALENDAR = /^v?(?:20\d\d[.-]|[1-9]\d\.)(?:0?[1-9]|1[0-2])(?!\d)/;
const unpadded = (text: string) => text.replace(/([-._])0+(?=\d+(?:[-._]|$))/g, '$1');

export const calendarPaddingCheck: NearMissCheck = {
  examine: (asked, pushed) => {
    const isPair = CALENDAR.test(asked.text) && CALENDAR.test(pushed.text);
    if (!isPair || unpadded(asked.text) !== unpadded(pushed.text)) return null;
    const explanation = `is the same date, written '${pushed.text}' with other leading zeros`;
    return { rule: 'calendar_padding', explanation };
  },
};

export const slugCheck: NearMissCheck = {
  examine: (asked, pushed, { branches }) => {
    if (!areSlugsOfOneName(asked.text, pushed.text)) return null;
    const tools = slugTools(asked.text, pushed.text, branches);
    const explanation = tools
      ? `is branch '${tools.branch}' as ${tools.asked} writes it; it was pushed as ${tools.pushed} writes it`
      : `is the same name with other separators, case or length: '${pushed.text}' was pushed`;
    return { rule: 'slug', explanation };
  },
};
