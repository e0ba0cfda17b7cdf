import { expect, it } from 'vitest'
import { patternProblem } from './safe-pattern.ts'

it.each(['(a+)+', '((a+))*', '(?:a|b)+c', '(x(a*)y){2,}', '(?<k>a{2})+'])(
  'refuses %s, which can take for ever',
  (source) => {
    expect(patternProblem(source)).toBe('must not repeat a group that repeats something itself')
  },
)

it.each(['(a+)b', '(?:abc)+', '(?:a|b)c', '[(+*]+x', '\\(a+\\)+', '(?:a+)?', '(a)(b+)', '-?\\d{1,3}'])(
  'takes %s',
  (source) => {
    expect(patternProblem(source)).toBeNull()
  },
)

it('says what else is wrong', () => {
  expect(patternProblem('(')).toBe('is not a regular expression')
  expect(patternProblem('(a)\\1')).toBe('must not refer back to a group')
})
