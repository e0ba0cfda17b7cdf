import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceWatch } from './device-watch.ts'

const ONE = { model: 'MX450', serial: 'DE100' }
const OTHER = { model: 'MX450', serial: 'DE200' }

function watching(...said: readonly Readonly<Record<string, string>>[]): DeviceWatch {
  const watch = new DeviceWatch('b1', false)
  said.forEach((fields, index) => {
    watch.hear(fields, index)
  })
  return watch
}

describe('H3 a monitor that changes behind a port', () => {
  it('is an alarm that names both, until a person takes the new one', () => {
    const watch = watching(ONE)
    watch.lineLost()
    expect(watch.alarm('Bed 1')).toBeNull()
    watch.hear(OTHER, 9)
    expect(watch.alarm('Bed 1')).toMatchObject({
      kind: 'technical',
      priority: 'medium',
      text: 'Another monitor is on this line (MX450 DE200, before MX450 DE100): check who is in Bed 1',
      sinceUtcMs: 9,
    })
    watch.take()
    expect(watch.alarm('Bed 1')).toBeNull()
    watch.hear(ONE, 10)
    expect(watch.change).toMatchObject({ to: 'MX450 DE100', sinceUtcMs: 10 })
  })

  it('is over when the monitor from before is back', () => {
    const watch = watching(ONE, OTHER)
    watch.hear(ONE, 3)
    expect(watch.change).toBeNull()
  })

  it('stays open over a lost line', () => {
    const watch = watching(ONE, OTHER)
    watch.lineLost()
    expect(watch.change).not.toBeNull()
  })

  it('is told by its model where no serial number is sent', () => {
    expect(watching({ model: 'MP50' }, { model: 'MX450' }).change).toEqual({
      from: 'MP50',
      to: 'MX450',
      sinceUtcMs: 1,
    })
  })

  it('is no alarm while it names itself piece by piece, in any order', () => {
    expect(watching({ model: 'MX450' }, { serial: 'DE100' }, { software: 'L.10' }).change).toBeNull()
    expect(watching({ serial: 'DE100' }, { model: 'MX450' }, ONE).change).toBeNull()
    expect(watching({ serial: 'DE100' }, { model: '' }, { serial: '' }).change).toBeNull()
  })

  it('is never told by a simulated line', () => {
    const watch = new DeviceWatch('b1', true)
    watch.hear(ONE, 0)
    watch.hear(OTHER, 1)
    expect(watch.alarm('Bed 1')).toBeNull()
  })

  it('alarms exactly while the serial number differs from the one taken', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('hear' as const), serial: fc.constantFrom('A', 'B', 'C') }),
      fc.record({ type: fc.constant('take' as const) }),
    )
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const watch = new DeviceWatch('b1', false)
        let known: string | null = null
        let now: string | null = null
        for (const one of steps) {
          if (one.type === 'hear') {
            watch.hear({ serial: one.serial }, 0)
            now = one.serial
            known ??= now
          } else {
            watch.take()
            known = now
          }
          expect(watch.change !== null).toBe(known !== now)
        }
      }),
    )
  })
})
