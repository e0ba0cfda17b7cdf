import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../resources/locales/en.json'
import { causeSentence, causeWords, gapCause, shortCause } from './link-causes.ts'
import { words } from './words.ts'

const RENDERER = join(import.meta.dirname, '..')
const LINK = {
  phase: 'unplugged',
  cause: 'unplugged',
  target: '/dev/ttyUSB3',
  sinceUtcMs: 0,
  retryAtUtcMs: null,
  notes: [],
  bytesPerSecond: 0,
  goodFrames: 0,
  badFrames: 0,
} as const

/** Letters between two tags, and attributes that are read out. */
const OWN_TEXT = />[^<>{}=;()]*\p{L}{2,}[^<>{}=;()]*<\//gu
const OWN_NAME = /\b(?:aria-label|title|placeholder|alt)="[^"]*\p{L}[^"]*"/gu
/** Names of the program and of keys. */
const SAME_EVERYWHERE = ['Vigil', 'Esc']

function screenParts(): { file: string; code: string }[] {
  return readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .map((file) => ({ file, code: readFileSync(join(RENDERER, file), 'utf8') }))
}

/** A form of a plural belongs to the key of the usual form. */
function baseOf(key: string): string {
  return key.replace(/_(zero|one|two|few|many)$/, '')
}

function sources(): string {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .map((file) => readFileSync(join(RENDERER, file), 'utf8'))
    .join('\n')
}

describe('the word table', () => {
  it('holds every text: no part of a screen has one of its own', () => {
    const own = screenParts().flatMap(({ file, code }) =>
      [...code.matchAll(OWN_TEXT), ...code.matchAll(OWN_NAME)]
        .map(([text]) => text.trim())
        .filter((text) => !SAME_EVERYWHERE.some((known) => text.includes(known)))
        .map((text) => `${file}: ${text}`),
    )
    expect(own).toEqual([])
  })

  it('has no entry that no screen uses', () => {
    const code = sources()
    // The states of the store are looked up by name.
    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${baseOf(key)}'`) && !key.startsWith('store.'),
    )
    expect(unused).toEqual([])
  })

  it('is plain: no exclamation, no please, no oops, no successfully, no claim', () => {
    for (const text of Object.values(en)) {
      expect(text).not.toMatch(/!|please|oops|successful|compliant|certified|hospital-grade|saves lives/i)
    }
  })

  it('is sorted, so that two people who add a word do not collide', () => {
    const keys = Object.keys(en)
    expect(keys).toEqual([...keys].sort())
  })

  it('fills in values as they are given', () => {
    expect(words('bar.watched', { watched: '3', all: '4' })).toBe('3 of 4 beds watched')
    expect(words('tile.idEnds', { ending: '<b>' })).toBe('ID ends <b>')
  })
})

describe('link causes', () => {
  it('says what happened, where, and what to do', () => {
    expect(causeSentence(LINK)).toBe(
      'The cable at /dev/ttyUSB3 was unplugged. Plug it in. Vigil goes on by itself.',
    )
    expect(shortCause(LINK)).toBe('Cable unplugged')
  })

  it('has words for a cause it does not know', () => {
    expect(causeWords('fromTheFuture')).toEqual(causeWords('error'))
    expect(causeWords('constructor')).toEqual(causeWords('error'))
  })

  it('names the causes of the gap ledger, and prints unknown ones as they are', () => {
    expect(gapCause('crash')).toBe('Vigil stopped')
    expect(gapCause('unplugged')).toBe('Cable unplugged')
    expect(gapCause('somethingNew')).toBe('somethingNew')
  })
})
