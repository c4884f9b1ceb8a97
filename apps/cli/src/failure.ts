/** What was asked for cannot be given. The message is for a person; the exit code is 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
