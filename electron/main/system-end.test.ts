import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { watchSystemEnd } from './system-end.ts'

it('tells the end of the system once, whichever event comes, and lets a shutdown wait', () => {
  const power = new EventEmitter()
  const window = new EventEmitter()
  let told = 0
  let waits = 0
  let mayEnd = 0
  watchSystemEnd(
    power,
    window,
    () => told++,
    () => mayEnd++,
  )
  expect(told).toBe(0)
  window.emit('query-session-end')
  expect([told, mayEnd]).toEqual([0, 1])
  window.emit('session-end')
  power.emit('shutdown', { preventDefault: () => waits++ })
  expect([told, waits]).toEqual([1, 1])
})
