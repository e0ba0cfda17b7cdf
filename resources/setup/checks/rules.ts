import { isTable, MAX_LINES, RULES } from './rules-table.ts'
import { codeOnly, isTest, lineAt, type Outcome, type Source } from './sources.ts'

/** Finds what the house rules forbid, and files that are too long. */
export function checkRules(sources: readonly Source[]): Outcome {
  const findings: string[] = []
  for (const { path, text } of sources) {
    const code = codeOnly(text)
    for (const rule of RULES) {
      if (!rule.applies(path)) continue
      for (const match of (rule.where === 'code' ? code : text).matchAll(rule.pattern)) {
        findings.push(`${path}:${lineAt(text, match.index)} ${rule.advice} (${match[0].trim()})`)
      }
    }
    const lines = text.split('\n').length - 1
    if (lines > MAX_LINES && !isTest(path) && !isTable(path)) {
      findings.push(`${path} has ${lines} lines: split it, ${MAX_LINES} is the limit`)
    }
  }
  return { name: 'house rules', findings }
}
