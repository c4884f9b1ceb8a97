import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession, useSessionState } from '../../api/session-context.js';
import { PageFrame } from './page-frame.js';
import classes from './token-form.module.css';

/** Asks for the token once; it is kept for this tab only. */
export function TokenForm() {
  const session = useSession();
  const { need } = useSessionState();
  const [token, setToken] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) session.save(token.trim());
  };
  return (
    <PageFrame title="Token" heading="Enter your token">
      <form className={classes.form} onSubmit={save}>
        <p>
          This server answers only with an API token of the scope <code>read</code>. It is kept in this tab
          and forgotten when you close it.
        </p>
        <PasswordInput
          label="API token"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={
            need === 'refused' ? 'The server does not accept this token. It may have been revoked.' : null
          }
          autoComplete="off"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token', tabIndex: 0 }}
        />
        <Button type="submit">Continue</Button>
        <p className="soft">
          No token yet? Whoever runs the server makes one with{' '}
          <code>pulltrace token create --name page --scope read</code>; <code>pulltrace up</code> prints a
          link that brings it along.
        </p>
      </form>
    </PageFrame>
  );
}
