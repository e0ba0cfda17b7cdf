/** The end of every sentence of refusal. */
export const UNCHANGED = 'Nothing is changed.'
