import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface ScoreOptions {
  readonly dataDir: string
  readonly task: string | null
  readonly isJson: boolean
}

/** Wrong use: one sentence that says what to do. */
export class UsageProblem extends TypeError {}

/** Reads the arguments. Throws UsageProblem. */
export function readOptions(args: readonly string[], tasks: readonly string[]): ScoreOptions {
  const usage = `use: npm run -s score -- --data DIR [--task ${tasks.join('|')}] [--json]`
  let values: { data?: string | undefined; task?: string | undefined; json?: boolean | undefined }
  try {
    values = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, task: { type: 'string' }, json: { type: 'boolean' } },
    }).values
  } catch (cause) {
    throw new UsageProblem(`${cause instanceof Error ? cause.message : 'wrong arguments'}; ${usage}`)
  }
  const { data, task, json } = values
  if (data === undefined || data === '') throw new UsageProblem(`--data names no folder; ${usage}`)
  if (task !== undefined && !tasks.includes(task))
    throw new UsageProblem(`there is no task ${task}; ${usage}`)
  return { dataDir: data, task: task ?? null, isJson: json ?? false }
}
