import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Delimiters, STANDARD } from './codes.ts'
import { escapeText, unescapeText } from './escape.ts'

const WITH_TRUNCATION: Delimiters = { ...STANDARD, truncation: '#' }
/** What survives a message: line ends become one, other control characters go. */
const plain = (text: string) =>
  [...text.replaceAll(/\r\n?/g, '\n')].filter((one) => one >= ' ' || one === '\n').join('')

/** Any UTF-16 at all, half surrogate pairs and control characters included. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes))

describe('escaping', () => {
  it.each([
    ['a|b', 'a\\F\\b'],
    ['a^b', 'a\\S\\b'],
    ['a&b', 'a\\T\\b'],
    ['a~b', 'a\\R\\b'],
    ['a\\b', 'a\\E\\b'],
    ['\\F\\', '\\E\\F\\E\\'],
    ['one\r\ntwo\nthree\rfour', 'one\\.br\\two\\.br\\three\\.br\\four'],
    ['a\u0000\u000b\u001cb\t', 'ab'],
    ['心电图 🫀 ü', '心电图 🫀 ü'],
    ['#', '#'],
    ['', ''],
  ])('writes %j as %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
    expect(unescapeText(escaped)).toBe(plain(text))
  })

  it('escapes the truncation mark where the message has one', () => {
    expect(escapeText('a#b', WITH_TRUNCATION)).toBe('a\\P\\b')
    expect(unescapeText('a\\P\\b', WITH_TRUNCATION)).toBe('a#b')
  })

  it('gives back any text (decode of encode)', () => {
    const text = fc.oneof(
      anyText,
      fc.string({
        unit: fc.constantFrom('\\', '|', '^', '&', '~', '#', 'F', 'E', '.', 'X', '4', ' ', '\n', 'ü'),
      }),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(STANDARD, WITH_TRUNCATION), (one, delimiters) => {
        const escaped = escapeText(one, delimiters)
        const { field, component, repetition, subcomponent } = delimiters
        const marks = [field, component, repetition, subcomponent, '\r', '\n']
        const isSafe = !marks.some((mark) => escaped.includes(mark))
        return isSafe && unescapeText(escaped, delimiters) === plain(one)
      }),
    )
  })
})

describe('reading escapes of others', () => {
  it.each([
    ['\\X41\\\\X42\\', 'AB'],
    ['\\X48656C6C6F\\', 'Hello'],
    ['\\H\\bold\\N\\', 'bold'],
    ['a\\.br\\b', 'a\nb'],
    ['\\Z12\\', '\\Z12\\'],
    ['\\.sp+2\\x', '\\.sp+2\\x'],
    ['\\X4\\', '\\X4\\'],
    ['\\XZZ\\', '\\XZZ\\'],
    ['C:\\temp dir\\file', 'C:\\temp dir\\file'],
    ['lone \\ here \\F\\', 'lone \\ here |'],
    ['end\\', 'end\\'],
    ['\\\\', '\\\\'],
  ])('reads %j as %j', (leaf, text) => {
    expect(unescapeText(leaf)).toBe(text)
  })

  it('reads hex bytes in the character set of the message', () => {
    expect(unescapeText('\\XC3BC\\', STANDARD, 'UNICODE UTF-8')).toBe('ü')
    expect(unescapeText('\\XFC\\', STANDARD, '8859/1')).toBe('ü')
  })

  it('never throws', () => {
    fc.assert(fc.property(anyText, (one) => typeof unescapeText(one) === 'string'))
  })
})
