import { expect, it } from 'vitest'
import { screenKey } from './screen-key.ts'

it('names a screen anew whenever the size of its pixels may have changed', () => {
  const screen = { id: 7, scaleFactor: 1, size: { width: 1920, height: 1080 } }
  const keys = [
    screen,
    { ...screen, id: 8 },
    { ...screen, scaleFactor: 1.5 },
    { ...screen, size: { width: 1280, height: 720 } },
  ].map(screenKey)
  expect(new Set(keys).size).toBe(keys.length)
  expect(screenKey({ ...screen })).toBe(keys[0])
})
