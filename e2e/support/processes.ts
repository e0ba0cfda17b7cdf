import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** State LISTEN in /proc/net/tcp (include/net/tcp_states.h). */
const LISTENING = '0A'

function parentOf(pid: number): number {
  try {
    // The name in brackets may hold spaces, so fields are counted from the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

/** A process and all its descendants that run now. */
export function processTree(root: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]))
  const tree = [root]
  for (let at = 0; at < tree.length; at++) {
    for (const [pid, parent] of parents) if (parent === tree[at] && !tree.includes(pid)) tree.push(pid)
  }
  return tree
}

function socketsOf(pid: number): Set<string> {
  const inodes = new Set<string>()
  let handles: string[] = []
  try {
    handles = readdirSync(`/proc/${pid}/fd`)
  } catch {
    return inodes
  }
  for (const handle of handles) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${handle}`))?.[1]
      if (inode !== undefined) inodes.add(inode)
    } catch {
      // Closed since it was listed.
    }
  }
  return inodes
}

/** Local addresses (hexadecimal, as the kernel writes them) of the TCP ports that these processes listen on. */
export function listeningPorts(pids: readonly number[]): string[] {
  const own = new Set(pids.flatMap((pid) => [...socketsOf(pid)]))
  return ['tcp', 'tcp6'].flatMap((family) =>
    readFileSync(`/proc/net/${family}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTENING && own.has(fields[9] ?? ''))
      .map((fields) => `${family} ${fields[1]}`),
  )
}
