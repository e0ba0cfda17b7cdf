import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Tokens = Readonly<Record<string, string>>

const TOKENS = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

/** The tokens that a block of the sheet sets. In: how its last selector begins. */
function block(selector: string): Tokens {
  const from = TOKENS.indexOf(`${selector} {`)
  if (from < 0) throw new TypeError(`"${selector}" is missing in tokens.css`)
  const body = TOKENS.slice(from, TOKENS.indexOf('}', from))
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  )
}

const DARK = block(':root')
const NIGHT = block(':root[data-theme="night"] .theme-light')
const LIGHT = block('\n.theme-light')
const SETS: Readonly<Record<string, Tokens>> = {
  dark: DARK,
  night: { ...DARK, ...NIGHT },
  light: { ...DARK, ...LIGHT },
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(hex: string): number {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new TypeError(`"${hex}" is no colour`)
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(tokens: Tokens, ink: string, ground: string): number {
  const [light = 0, dark = 0] = [ink, ground]
    .map((name) => luminance(name.startsWith('#') ? name : (tokens[name] ?? '')))
    .sort((left, right) => right - left)
  return (light + 0.05) / (dark + 0.05)
}

/** Pairs of a set that fall short of a ratio, with what they have. */
function short(set: string, inks: readonly string[], grounds: readonly string[], least: number): string[] {
  const tokens = SETS[set] ?? {}
  return inks.flatMap((ink) =>
    grounds
      .map((ground) => ({ ground, ratio: contrast(tokens, ink, ground) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ ground, ratio }) => `${ink} on ${ground}: ${ratio.toFixed(2)}`),
  )
}

const KINDS = Object.keys(DARK).filter((name) => name.startsWith('kind-'))
const GROUNDS = ['page', 'surface-1', 'surface-2', 'surface-3', 'surface-4']
const NAMES = Object.keys(SETS)

describe('the contrast of the tokens', () => {
  it('is 7:1 or more for all text and every kind of number on dark, for the main text on every surface', () => {
    expect(short('dark', ['text-1'], GROUNDS, 7)).toEqual([])
    const alarms = ['alarm-high-text', 'alarm-medium-text', 'alarm-low-text']
    expect(short('dark', ['text-2', 'text-3', 'hatch-text', ...alarms, ...KINDS], ['surface-1'], 7)).toEqual(
      [],
    )
  })

  it.each(NAMES)('%s: is 4.5:1 or more for all text where it stands', (set) => {
    expect(short(set, ['text-1', 'text-2'], GROUNDS, 4.5)).toEqual([])
    expect(short(set, ['text-3', ...KINDS], ['surface-1'], 4.5)).toEqual([])
    expect(
      short(
        set,
        ['hatch-text', 'alarm-high-text', 'alarm-medium-text', 'alarm-low-text'],
        ['surface-1'],
        4.5,
      ),
    ).toEqual([])
    expect(short(set, ['primary-ink'], ['primary'], 4.5)).toEqual([])
  })

  it.each(NAMES)('%s: is 3:1 or more for edges of controls and the ring of the focus', (set) => {
    expect(short(set, ['line-3'], ['surface-1', 'surface-2'], 3)).toEqual([])
    expect(short(set, ['focus'], GROUNDS, 3)).toEqual([])
  })

  it.each(NAMES)(
    '%s: is 4.5:1 or more for alarm words, and 3:1 for fills or for the edge around them',
    (set) => {
      for (const level of ['high', 'medium', 'low'])
        expect(short(set, [`alarm-${level}-ink`], [`alarm-${level}`], 4.5)).toEqual([])
      expect(short(set, ['alarm-high-off'], ['#ffffff'], 4.5)).toEqual([])
      const edges = set === 'light' ? ['alarm-keyline'] : ['alarm-high', 'alarm-medium', 'alarm-low']
      expect(short(set, edges, ['page', 'surface-1'], 3)).toEqual([])
    },
  )
})

/** Linear red, green and blue of `#rrggbb`. */
function linear(hex: string): number[] {
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
}

/** Without red, green or blue cones (Machado, Oliveira, Fernandes 2009, severity 1), on linear red, green and blue. */
const CONES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function seen(hex: string, cones: string): string {
  const rgb = linear(hex)
  const channels = (CONES[cones] ?? []).map((row) => {
    const share = Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, part, index) => sum + part * (rgb[index] ?? 0), 0),
      ),
    )
    const shown = share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055
    return Math.round(shown * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

describe('the colours of alarms to people without a kind of cone', () => {
  it.each(Object.keys(CONES))(
    '%s: high is told from the others by lightness, and every word is read on its fill',
    (cones) => {
      const as = (name: string) => seen(DARK[name] ?? '', cones)
      for (const level of ['medium', 'low']) {
        // Shape, marks and words tell medium from low as well; high must not be taken for either at a glance.
        expect(contrast({}, as('alarm-high'), as(`alarm-${level}`)), level).toBeGreaterThan(1.5)
      }
      for (const level of ['high', 'medium', 'low']) {
        // Words on red are large (UI.md 2): 3:1.
        const least = level === 'high' ? 3 : 4.5
        expect(contrast({}, as(`alarm-${level}-ink`), as(`alarm-${level}`)), level).toBeGreaterThan(least)
        expect(contrast({}, as(`alarm-${level}`), as('surface-1')), level).toBeGreaterThan(2)
      }
    },
  )
})

describe('the sets of tokens', () => {
  const isColour = (name: string) =>
    /^(page|surface|line|text|primary|focus|hatch|simulated|kind|veil)/.test(name)

  it('name every colour, but those of alarms', () => {
    const all = Object.keys(DARK).filter(isColour).sort()
    expect(Object.keys(LIGHT).filter(isColour).sort()).toEqual(all)
    expect(Object.keys(NIGHT).filter(isColour).sort()).toEqual(all)
  })

  it('leaves alarms at full strength at night, and their fills and inks in a bright room', () => {
    expect(Object.keys(NIGHT).filter((name) => name.startsWith('alarm'))).toEqual([])
    const changed = Object.keys(LIGHT).filter((name) => name.startsWith('alarm'))
    expect(changed).toEqual(['alarm-high-text', 'alarm-medium-text', 'alarm-low-text', 'alarm-keyline'])
    expect(NIGHT['hatch-text']).toBe(DARK['hatch-text'])
  })

  it('open no bright panel at night', () => {
    for (const ground of GROUNDS) expect(luminance(SETS.night?.[ground] ?? ''), ground).toBeLessThan(0.02)
    expect(luminance(SETS.night?.primary ?? '')).toBeLessThan(0.35)
  })
})
