import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '../../electron/ipc/look.ts'
import en from '../../resources/locales/en.json'
import { LANGUAGE_FACTS, type Texts } from './languages.ts'
import { calendarDate, duration, shortAge } from './times.ts'
import { printedUnit } from './units.ts'
import { printedNumber, printedPercent, printedRange, printedValue } from './values.ts'
import { speak, words } from './words.ts'

const LOCALES = join(import.meta.dirname, '../../resources/locales')
const ENGLISH: Texts = en
const OTHERS = LANGUAGES.filter((language) => language !== 'en')
const PLURAL = /_(zero|one|two|few|many)$/
/** A new text is said in English until somebody translates it: so many of a hundred, each named by this test. */
const MOST_MISSING_PERCENT = 20
/** Characters of a cause that fit on a tile of 16. */
const LONGEST_SHORT_CAUSE = 26

function textsOf(language: Language): Texts {
  return JSON.parse(readFileSync(join(LOCALES, `${language}.json`), 'utf8'))
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).sort()
}

/** Key of the usual form; the key itself where it is none of a plural. */
function baseOf(key: string): string {
  return key.replace(PLURAL, '')
}

afterEach(() => speak('en'))

describe('the languages', () => {
  it('are the files in resources/locales', () => {
    expect(readdirSync(LOCALES).sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort())
  })

  it.each(OTHERS)('%s has a text for every key, and names those it says in English', (language) => {
    const texts = textsOf(language)
    const missing = Object.keys(ENGLISH).filter((key) => !PLURAL.test(key) && texts[key] === undefined)
    if (missing.length > 0) console.info(`${language} says in English: ${missing.join(', ')}`)
    expect((100 * missing.length) / Object.keys(ENGLISH).length).toBeLessThan(MOST_MISSING_PERCENT)
  })

  it.each(OTHERS)('%s has no key that English lacks, no empty text, and is sorted', (language) => {
    const keys = Object.keys(textsOf(language))
    expect(keys.filter((key) => ENGLISH[baseOf(key)] === undefined)).toEqual([])
    expect(Object.values(textsOf(language)).filter((text) => text.trim() === '')).toEqual([])
    expect(keys).toEqual([...keys].sort())
  })

  it.each(OTHERS)('%s fills in the same values as English', (language) => {
    const wrong = Object.entries(textsOf(language)).filter(([key, text]) => {
      const wanted = placeholders(ENGLISH[baseOf(key)] ?? '')
      const found = placeholders(text)
      // A form of a plural may say its number in words.
      const said = PLURAL.test(key) ? [...found, '{{count}}'] : found
      return JSON.stringify([...new Set(said)].sort()) !== JSON.stringify([...new Set(wanted)].sort())
    })
    expect(wrong).toEqual([])
  })

  it.each(OTHERS)('%s is as plain as English', (language) => {
    for (const text of Object.values(textsOf(language))) expect(text).not.toMatch(/!/)
  })

  it.each(OTHERS)('%s has every form of a plural that it knows, where English has one', (language) => {
    const texts = textsOf(language)
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
    const asked = pluralCategories.filter((form) => form !== 'other' && form !== 'zero')
    // In French, Spanish and Portuguese `many` begins at a million.
    const needed = language === 'ar' ? asked : asked.filter((form) => form !== 'many')
    const counted = Object.keys(ENGLISH)
      .filter((key) => PLURAL.test(key))
      .map(baseOf)
    const lacking = counted.flatMap((key) =>
      needed.map((form) => `${key}_${form}`).filter((form) => texts[form] === undefined),
    )
    expect(lacking).toEqual([])
  })

  it.each(OTHERS)('%s keeps names of days and months apart by single blanks', (language) => {
    const texts = textsOf(language)
    expect(texts['time.weekdays']?.split(' ')).toHaveLength(7)
    expect(texts['time.months']?.split(' ')).toHaveLength(12)
  })

  it('names in their own words, each of one direction', () => {
    expect(LANGUAGES.map((language) => LANGUAGE_FACTS[language].name)).toEqual([
      'English',
      'Français',
      'Español',
      'Português',
      'العربية',
    ])
  })
})

describe('speaking a language', () => {
  it('says what it has, and English where it has nothing', async () => {
    await speak('fr')
    expect(words('tab.bed')).toBe('Lit')
    expect(words('neverTranslated' as never)).toBe('neverTranslated')
    await speak('en')
    expect(words('tab.bed')).toBe('Bed')
  })

  it('chooses the form of the plural by the rules of the language', async () => {
    expect(words('banner.many', { count: '1' })).toBe('1 alarm')
    expect(words('banner.many', { count: '0' })).toBe('0 alarms')
    await speak('fr')
    expect(words('banner.many', { count: '3' })).toBe('3 alarmes')
    await speak('ar')
    const said = ['0', '1', '2', '3', '11', '100'].map((count) => words('banner.many', { count }))
    expect(said).toEqual(['لا إنذارات', 'إنذار واحد', 'إنذاران', '3 إنذارات', '11 إنذارًا', '100 إنذار'])
  })

  it('H7 isolates values in a sentence from right to left, and leaves other sentences alone', async () => {
    await speak('ar')
    expect(words('cause.portMissing', { target: '/dev/ttyUSB0' })).toContain('\u2066/dev/ttyUSB0\u2069')
    expect(words('setup.saved', { bed: 'سرير 7' })).toContain('\u2067سرير 7\u2069')
    const turned = [
      printedRange(50, 120, 0),
      printedValue(-4, 0),
      printedUnit('{beat}/min'),
      printedPercent(2.4, 1),
    ]
    expect(turned.filter((text) => !/^\u2066.*\u2069$/.test(text))).toEqual([])
    expect(printedValue(72, 0)).toBe('72')
    await speak('es')
    expect(words('cause.portMissing', { target: '/dev/ttyUSB0' })).not.toMatch(/[\u2066-\u2069]/)
    expect(printedRange(50, 120, 0)).toBe('50–120')
  })

  it('H7 prints a decimal comma only where the chosen language has one, digits always Latin', async () => {
    const printed: string[] = []
    for (const language of LANGUAGES) {
      await speak(language)
      const negative = printedValue(-36.84, 1).replace(/[\u2066\u2069]/g, '')
      printed.push(`${negative} ${printedNumber(6.25)} ${printedValue(1_234_567.8, 0)}`)
    }
    const [point, comma] = ['−36.8 6.25 1234568', '−36,8 6,25 1234568']
    expect(printed).toEqual([point, comma, comma, comma, point])
  })

  it('prints dates, lengths and ages in its words', async () => {
    const at = new Date(2026, 5, 16, 7, 5, 9).getTime()
    await speak('pt')
    expect([calendarDate(at), duration(27_780_000), shortAge(7_900)]).toEqual([
      'ter. 16 jun. 2026',
      '7 h 43 min',
      'há 7 s',
    ])
  })
})

describe('words on a tile', () => {
  it.each(OTHERS)('%s says causes of a line shortly', (language) => {
    const texts = textsOf(language)
    const short = Object.keys(ENGLISH).filter((key) => key.endsWith('.short'))
    expect(short.filter((key) => (texts[key] ?? '').length > LONGEST_SHORT_CAUSE)).toEqual([])
  })

  it('no sign is turned round: one that runs from right to left would draw ≥ as ≤', () => {
    const isolated = /\u2066[^\u2069]*\u2069/g
    const turned = OTHERS.filter((language) => LANGUAGE_FACTS[language].direction === 'rtl').flatMap(
      (language) =>
        Object.entries(textsOf(language)).filter(([, text]) => /[<>≤≥]/.test(text.replaceAll(isolated, ''))),
    )
    expect(turned).toEqual([])
  })
})
