import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { foldBed } from '../client/station-state.ts'
import { inventBed } from '../fixture/beds.ts'
import { recipesOf } from '../fixture/wards.ts'
import { Label } from '../parts/label.tsx'
import { largeRows } from './large-rows.ts'
import { NumberCell } from './number-cell.tsx'
import { missingNumber } from './numbers.ts'
import { type Placed, RowRegistry } from './row-registry.ts'
import { tileNumbers } from './slots.ts'
import { StateLineView } from './state-line.tsx'
import { TileHeader } from './tile-header.tsx'
import { tileModel } from './tile-model.ts'

const NUMBERS = tileNumbers({ numerics: [], current: true, ageOf: () => 0, nowUtcMs: 0 })

describe('parts of a tile', () => {
  it('lowers the 2 of gases and nothing else', () => {
    const html = (text: string) => renderToStaticMarkup(<Label text={text} />)
    expect(html('SpO2 79 < 92')).toBe('<span>SpO<sub>2</sub> 79 &lt; 92</span>')
    expect(html('EtCO2')).toContain('EtCO<sub>2</sub>')
    expect(html('N2O')).toContain('N<sub>2</sub>O')
    expect(html('T2')).toBe('<span>T2</span>')
  })

  it('puts the question who is in the bed where an identifier would stand, never in its place', () => {
    const header = (index: number) => {
      const bed = inventBed(1, recipesOf('who', 0)[index] ?? {}, 0)
      const moment = { connection: 'connected', lostSinceUtcMs: null, monotonicMs: 0, utcMs: 0 } as const
      const model = tileModel(foldBed(undefined, bed, moment), moment)
      return renderToStaticMarkup(<TileHeader model={model} />)
    }
    expect(header(0)).toContain('Monitor names a patient')
    expect(header(1)).toContain('ID ends 702')
    expect(header(1)).not.toContain('Monitor names a patient')
  })

  it('prints `--` in grey where there is no number', () => {
    const html = renderToStaticMarkup(
      <NumberCell model={missingNumber('HR', 'ecg', '/min')} size="heart-rate" />,
    )
    expect(html).toContain('class="number heart-rate kind-ecg gone"')
    expect(html).toContain('--')
  })

  it('steps a pressure of seven characters down and underlines a questionable number', () => {
    const model = {
      ...missingNumber('NIBP', 'nibp', 'mmHg'),
      text: '248/148',
      questionable: true,
      freshness: 'live',
    } as const
    expect(renderToStaticMarkup(<NumberCell model={model} size="pressure" />)).toContain(
      'live long questionable',
    )
  })

  it('keeps the space of a state line that says nothing', () => {
    expect(renderToStaticMarkup(<StateLineView line={null} status={null} />)).toBe(
      '<span class="state-line"></span>',
    )
  })

  it('sets long bedside texts smaller and never cuts them', () => {
    const text = 'Arterial line disconnected, check transducer and cable'
    const line = {
      priority: 'medium',
      kind: 'technical',
      phase: 'active',
      endedUtcMs: null,
      mark: '!!',
      text,
      who: 'bedside',
      sinceUtcMs: 0,
      more: 2,
    } as const
    const html = renderToStaticMarkup(<StateLineView line={line} status={null} />)
    expect(html).toContain('fit-text')
    expect(html).toContain(text)
    expect(html).toContain('+2')
  })

  it('always has three rows in a large tile, with the heart rate beside the ECG', () => {
    const { rows, footer } = largeRows([], NUMBERS)
    expect(rows.map(({ number }) => number?.label)).toEqual(['HR', 'SpO2', 'RR'])
    expect(footer.map(({ label }) => label)).toEqual(['NIBP', 'Temp'])
  })
})

describe('the row registry', () => {
  const placed = (x: number, width: number): Placed => ({
    getBoundingClientRect: () => ({ x, y: 5, width, height: 10 }),
  })
  const spec = {
    key: 'b1/II',
    bed: 'b1',
    channel: 1,
    kind: 'ecg',
    colour: '#fff',
    speedMmPerSecond: 25,
    ecgGain: 'auto',
    simulated: false,
    guides: false,
    hatch: null,
  } as const

  it('measures from the corner of the stage and leaves out what has no area', () => {
    const registry = new RowRegistry<Placed>({
      changed: () => undefined,
      added: () => undefined,
      removed: () => undefined,
    })
    registry.setRow(spec, placed(30, 100))
    registry.addPanel(placed(0, 0))
    const { rows, panels } = registry.measure(placed(10, 500))
    expect(rows[0]?.rect).toEqual({ x: 20, y: 0, width: 100, height: 10 })
    expect(panels).toEqual([])
  })

  it('does not take a row away that another element has taken over', () => {
    const registry = new RowRegistry<Placed>({
      changed: () => undefined,
      added: () => undefined,
      removed: () => undefined,
    })
    const old = placed(0, 10)
    registry.setRow(spec, old)
    registry.setRow(spec, placed(5, 10))
    registry.removeRow(spec.key, old)
    expect(registry.measure(placed(0, 1)).rows).toHaveLength(1)
  })
})
