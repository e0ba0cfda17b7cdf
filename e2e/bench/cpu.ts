import { readdirSync, readFileSync } from 'node:fs'
import { processTree } from '../support/processes.ts'
import { oneDecimal } from './statistics.ts'

/** Clock ticks a second in /proc (sysconf _SC_CLK_TCK on Linux). */
const TICKS_PER_SECOND = 100
/** Fields of /proc/PID/stat counted from the one after the name: user and system time. */
const USER_TIME_AT = 11
const SYSTEM_TIME_AT = 12
/** Likewise for children that have ended. */
const ENDED_USER_TIME_AT = 13
const ENDED_SYSTEM_TIME_AT = 14
const MS_PER_SECOND = 1000
const NS_PER_MS = 1e6
const PERCENT = 100

function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[USER_TIME_AT]) + Number(fields[SYSTEM_TIME_AT])
  } catch {
    return 0
  }
}

/** Starts to count the processor time of a process and all its children. Out: percent of one core so far. */
export function watchCpu(root: number): () => number {
  const startedMs = performance.now()
  const before = new Map(processTree(root).map((pid) => [pid, ticksOf(pid)]))
  return () => {
    let ticks = 0
    for (const [pid, from] of before) ticks += Math.max(0, ticksOf(pid) - from)
    const seconds = (performance.now() - startedMs) / MS_PER_SECOND
    return oneDecimal(((ticks / TICKS_PER_SECOND) * 100) / seconds)
  }
}

/** Time that all threads of a process have run, ns: exact where /proc/PID/stat counts in steps of 10 ms. Threads that ended do not count. */
function ranNs(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [ran = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
      return sum + Number(ran)
    }, 0)
  } catch {
    return 0
  }
}

/** As `watchCpu`, for processes without children that need little and keep their threads. */
export function watchSmallCpu(pids: readonly number[]): () => number {
  const total = () => pids.reduce((sum, pid) => sum + ranNs(pid), 0)
  const startedMs = performance.now()
  const before = total()
  return () => ((total() - before) / NS_PER_MS / (performance.now() - startedMs)) * PERCENT
}

/** Processor time of all children of this process that have ended, ms; /proc counts in steps of 10. */
export function endedChildrenCpuMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[ENDED_USER_TIME_AT]) + Number(fields[ENDED_SYSTEM_TIME_AT])
  return (ticks * MS_PER_SECOND) / TICKS_PER_SECOND
}
