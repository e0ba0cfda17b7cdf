import type { Circumstances } from './circumstances.ts'
import type { Machine } from './machine.ts'

function machineText(machine: Machine): string {
  const { cores, cpu, memoryGigabytes, system, electron, node, uplot, priority, commit } = machine
  const runtime = electron === undefined ? '' : `Electron ${electron} drawing in software on Xvfb, `
  const peer = uplot === undefined ? '' : `, uPlot ${uplot}`
  const nice = priority === undefined ? '' : `, all sides at nice ${priority}`
  return `${cores} cores (${cpu}), ${memoryGigabytes} GB, ${system}; ${runtime}Node ${node}${peer}${nice}; commit ${commit}`
}

/** Whether a pass line holds, in words. */
export function verdict(holds: boolean): string {
  return holds ? 'holds' : '**does not hold**'
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** When and on what something was measured, in one sentence. */
export function when({ date, load, machine }: Circumstances): string {
  return `Taken ${date.slice(0, 10)} with a load of ${load.min} to ${load.max}, on ${machineText(machine)}.`
}
