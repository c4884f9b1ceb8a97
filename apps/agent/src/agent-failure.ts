/** The agent cannot do what it was asked to. The message is for a person. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
}
