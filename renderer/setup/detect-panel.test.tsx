import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { DetectionClaim } from '../../electron/ipc/detection.ts'
import { Claims } from './detect-panel.tsx'

const claim = (driver: string): DetectionClaim => ({
  driver,
  link: `serial:/dev/x`,
  goodFrames: 5,
  badFrames: 0,
  understood: 1,
  values: [{ label: 'SpO2', value: '97', unit: '%', id: 'MDC_PULS_OXIM_SAT_O2' }],
  waves: [],
})
const render = (claims: readonly DetectionClaim[]) =>
  renderToStaticMarkup(<Claims claims={claims} drivers={[]} onUse={() => undefined} />)

it('chooses nothing for people where several drivers claim the line', () => {
  const html = render([claim('one'), claim('two')])
  expect(html.match(/type="radio"/g)).toHaveLength(2)
  expect(html).not.toContain('checked=""')
  expect(html).toMatch(/<button[^>]*disabled=""/)
  expect(html.match(/SpO2 97 %/g)).toHaveLength(2)
})

it('offers the only driver that claims it', () => {
  const html = render([claim('one')])
  expect(html).toContain('checked=""')
  expect(html).not.toMatch(/<button[^>]*disabled=""/)
})
