/** Exit codes of the command line: a contract that others script against (DESIGN 4). */
export const EXIT = { done: 0, wrongUseOrIo: 1, noGoodFrame: 2, damageFound: 3 } as const
