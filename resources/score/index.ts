import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Task, TaskResult } from './frame.ts'
import { readOptions, UsageProblem } from './options.ts'
import { TASKS } from './tasks.ts'
import { printed } from './text.ts'

function run(args: readonly string[]): number {
  const { dataDir, task, isJson } = readOptions(args, Object.keys(TASKS))
  if (!existsSync(dataDir))
    throw new UsageProblem(`${dataDir} does not exist: name the folder with the data sets`)
  const results: TaskResult[] = []
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const wanted: [string, Task][] = Object.entries(TASKS).filter(([name]) => task === null || task === name)
  for (const [name, score] of wanted) {
    const result = score(dataDir, (set) => say(`${name}: ${dataDir} has no ${set}, left out`))
    if (result === null) say(`${name}: nothing to score in ${dataDir}`)
    else results.push(result)
  }
  if (results.length === 0) {
    if (existsSync(join(dataDir, 'index.json')))
      throw new UsageProblem(`${dataDir} is itself a data set: name the folder that holds it`)
    return 1
  }
  const out = isJson ? JSON.stringify(task === null ? results : results[0]) : results.map(printed).join('\n')
  process.stdout.write(`${out}\n`)
  return 0
}

try {
  process.exitCode = run(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof Error)) throw cause
  const what = cause instanceof UsageProblem ? cause.message : `the data cannot be read: ${cause.message}`
  process.stderr.write(`${what}\n`)
  process.exitCode = 1
}
