import { expect, it } from 'vitest'
import { bytesOf, chunksOf, messageOf, readAll, sumIn } from './payload.ts'
import { FORMS } from './settings.ts'

it.each(FORMS)('carries every sample of a tick as %s', (form) => {
  const chunks = chunksOf(7)
  expect(readAll(structuredClone(messageOf(form, 7, chunks)))).toEqual({
    sequence: 7,
    sum: sumIn(form, chunks),
  })
})

it('counts bytes of buffers and text, and guesses none of objects', () => {
  const chunks = chunksOf(1)
  expect(bytesOf(messageOf('packed', 1, chunks))).toBe(16 + chunks.length * 16)
  expect(bytesOf(messageOf('JSON string', 1, chunks))).toBeGreaterThan(8_000)
  expect(bytesOf(messageOf('an object a wave', 1, chunks))).toBeNull()
})
