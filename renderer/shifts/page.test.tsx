import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { inventSummary } from '../fixture/shift.ts'
import { SummaryPage } from './page.tsx'

const SUMMARY = inventSummary({ bed: 'b1', fromUtcMs: 0, toUtcMs: 8 * 3_600_000 }, 'Bed 1')

function count(text: string, part: string): number {
  return text.split(part).length - 1
}

describe('the hand-over page', () => {
  it('has the notice, the record check and SIMULATED on every sheet', () => {
    const page = renderToStaticMarkup(<SummaryPage summary={SUMMARY} />)
    const sheets = count(page, '<article')
    expect(sheets).toBeGreaterThan(1)
    expect(count(page, 'SECONDARY DISPLAY – NOT A MEDICAL DEVICE')).toBe(sheets)
    expect(count(page, 'class="watermark"')).toBe(sheets)
    expect(count(page, SUMMARY.recordCheck)).toBe(sheets)
  })

  it('says at least where a score is partial, and how many alarms have no strip', () => {
    const page = renderToStaticMarkup(<SummaryPage summary={SUMMARY} />)
    expect(page).toContain('≥ 1')
    expect(page).toContain('1 more without a strip')
    expect(page).toContain('50–120 *')
    expect(page).toContain('Other limits held earlier')
    expect(page).toContain('Walked to the bathroom (S.L.)')
  })

  it('does not say SIMULATED over a real bed, and no more than the end of its identifier', () => {
    const real = { ...SUMMARY, simulated: false, patient: { id: '4711482', authority: 'HOSP' } }
    const page = renderToStaticMarkup(<SummaryPage summary={real} />)
    expect(page).not.toContain('SIMULATED')
    expect(page).not.toContain('4711482')
    expect(page).toContain('ID ends 482')
  })

  it('holds up with nothing in it', () => {
    const empty = {
      ...SUMMARY,
      parameters: [],
      gaps: [],
      alerts: [],
      alarms: [],
      notes: [],
      eventStrips: [],
      stripsLeftOut: 0,
      scores: { version: 'RCP 2017', notGiven: 'noAgeClass' as const, points: [], inputs: [] },
      burden: { anyMs: 0, byPriority: [], byParameter: [] },
      notMeasured: [],
      strip: null,
      patient: null,
    }
    const page = renderToStaticMarkup(<SummaryPage summary={empty} />)
    expect(page).toContain('No alarm, no gap and no entry in this time.')
    expect(page).toContain('The alarm log has no alarm in this time.')
    expect(page).toContain('No NEWS2: nobody has chosen an age class.')
    expect(page).toContain('No identifier')
    expect(page).toContain('No value in this time.')
  })
})
