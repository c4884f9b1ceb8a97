/** A start that failed for a reason a person can act on. The message says what and how, without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
