import type { Figures, TaskResult } from './frame.ts'

function line(name: string, figures: Figures): string {
  const cells = Object.entries(figures).filter(([, value]) => typeof value !== 'string')
  return `  ${name}: ${cells.map(([key, value]) => `${key} ${value ?? '-'}`).join(', ')}`
}

/** A result for people: pooled, per set, and the notes; the records are in `--json`. */
export function printed({ task, pooled, set, notes }: TaskResult): string {
  const sets = Object.entries(set).map(([name, figures]) => line(name, figures))
  return [task, line('pooled', pooled), ...sets, ...notes.map((note) => `  (${note})`)].join('\n')
}
