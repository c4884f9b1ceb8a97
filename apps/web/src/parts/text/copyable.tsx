import { ActionIcon, CopyButton } from '@mantine/core';
import { CheckIcon, CopyIcon } from '../shell/icons.js';
import { visibleText } from './visible-text.js';

/**
 * A button that copies exactly what is shown: hidden characters are copied as their escapes, so that
 * nothing reaches a terminal that the reader did not see. `what` names the thing for screen readers.
 */
export function Copyable({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <CopyButton value={visibleText(text)} timeout={2000}>
      {({ copied, copy }) => (
        <ActionIcon
          className="screen-only"
          variant="subtle"
          color="gray"
          size={28}
          onClick={copy}
          aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
          title={copied ? 'Copied' : `Copy ${what}`}
        >
          {copied ? <CheckIcon /> : <CopyIcon />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
