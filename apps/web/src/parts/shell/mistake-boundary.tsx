import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Notice } from './notice.js';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a mistake in one page from taking the header with it. React offers this to classes only. */
export class MistakeBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert">
        <Notice title="This page could not be shown" tone="bad">
          <p>That is a mistake in Pulltrace, not in your cluster. The same answers are served under /v1.</p>
          <Button variant="default" size="sm" onClick={() => window.location.reload()}>
            Load again
          </Button>
        </Notice>
      </div>
    );
  }
}
