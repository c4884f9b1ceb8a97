import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './show-more.module.css';

interface Props {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly children: ReactNode;
}

/** Asks for the next page of a list, while there is one. */
export function ShowMore({ pages, children }: Props) {
  if (!pages.hasNextPage) return null;
  return (
    <Button
      className={`${classes.more} screen-only`}
      variant="default"
      size="sm"
      onClick={() => void pages.fetchNextPage()}
      // Mantine's own `loading` would take the focus away by disabling the button.
      aria-busy={pages.isFetchingNextPage}
    >
      {children}
    </Button>
  );
}
