import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drivers } from './registry.ts'

/** The section of a driver's README that says what proves it. */
function proof(id: string): string {
  const file = join(import.meta.dirname, id, 'README.md')
  if (!existsSync(file)) return ''
  const [, section = ''] = readFileSync(file, 'utf8').split(/^## What proves what$/m)
  return section.split(/^## /m)[0] ?? ''
}

describe.each(drivers.map(({ id, evidence }) => ({ id, evidence })))(
  'the README of $id',
  ({ id, evidence }) => {
    it('says what a recording proves, and what is only written down or uncertain', () => {
      expect(proof(id)).toMatch(/recording/i)
      expect(proof(id)).toMatch(/\*\*(Vendor's text only|Only written down|Uncertain[^*]*)\*\*/)
    })

    it('claims no more than its evidence', () => {
      const claim = {
        'real capture': /\*\*Recordings?\b[^*]*\*\*/,
        'vendor document': /\*\*Printed by the vendor\*\*/,
        derived: /\*\*Recording\*\*: none\. The evidence is `derived`/,
      }[evidence]
      expect(proof(id)).toMatch(claim)
    })
  },
)
