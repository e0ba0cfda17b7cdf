import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const RENDERER = join(import.meta.dirname, '..')

/** Only alarms flash, by two attributes of the root, and waves sweep: "reduce motion" has nothing to take away. */
it('moves nothing by a style sheet, so that less motion is not to be had', () => {
  const moving = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .filter((file) =>
      /^\s*(transition|animation|scroll-behavior)/m.test(readFileSync(join(RENDERER, file), 'utf8')),
    )
  expect(moving).toEqual([])
})
