import { initial } from './0001-initial.ts'
import { comparison } from './0002-comparison.ts'
import { ledgers } from './0004-ledgers.ts'

/** SQL of each step; its place in the list + 1 is the `user_version` it leads to. Only ever append. */
export const migrations: readonly string[] = [initial, comparison, ledgers]
