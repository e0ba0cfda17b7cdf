import { expect, it } from 'vitest'
import { patternProblem } from './safe-pattern.ts'

it.each(['(a+)+', '((a+))*', '(?:a|b)+c', '(x(a*)y){2,}', '(?<k>a{2})+'])(
  'refuses %s, which can take for ever',
  (source) => {
    expect(patternProblem(source)).toBe('must not repeat a group that repeats something itself')
  },
)

it.each([
  '(a+)b',
  '(?:abc)+',
  '(?:a|b)c',
  '[(+*]+x',
  '\\(a+\\)+',
  '(?:a+)?',
  '(a)(b+)',
  '(?:x y+)? z',
  '[)(|]+',
  '-?\\d{1,3}',
])('takes %s', (source) => {
  expect(patternProblem(source)).toBeNull()
})

it.each(['.*a.*b.*x', '\\S+ \\w+ [a-z]+', '(?<a>.+)(?<b>.+)(?<c>.{0,200})', '(?:ab)+.*\\d*'])(
  'refuses %s, which has too many long repeats',
  (source) => {
    expect(patternProblem(source)).toContain('must not repeat more than two parts')
  },
)

it('counts only long repeats of several characters', () => {
  expect(patternProblem('TIME +A +B +C +D *')).toBeNull()
  expect(patternProblem('\\d{2}/\\d{1,3}/\\d{2}.*')).toBeNull()
  expect(patternProblem('a + +b')).toBe('must not repeat the same character twice in a row')
})

it('says what else is wrong', () => {
  expect(patternProblem('(')).toBe('is not a regular expression')
  expect(patternProblem('(a)\\1')).toBe('must not refer back to a group')
})
