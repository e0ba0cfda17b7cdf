import { describe, expect, it } from 'vitest'
import { isWallAddress } from '../client/window-role.ts'
import { barZoom } from '../shell/use-bar-zoom.ts'
import { arrangementText } from './arrangement-text.ts'
import { labelRanges } from './label-ranges.ts'

const label = (id: string) => `Bed ${id.slice(1)}`

describe('what was moved, in words', () => {
  it.each([
    [['b1', 'b2'], ['b2', 'b1'], 'Bed 2 and Bed 1 change places'],
    [['b1', 'b2'], ['b1', null, null, 'b2'], 'Bed 2 moves to place 4'],
    [['b1', 'b2', 'b3'], ['b2', 'b3', 'b1'], '3 beds stand in other places'],
    [['b1', 'b2'], ['b1', 'b2'], null],
  ])('%j to %j', (before, after, text) => {
    expect(arrangementText(before, after, label)).toBe(text)
  })
})

describe('names of beds that are not shown', () => {
  it.each([
    [['Bed 17', 'Bed 18', 'Bed 19'], 'Bed 17 to Bed 19'],
    [['Bed 1', 'Bed 2'], 'Bed 1, Bed 2'],
    [['Bed 7', 'Side room', 'Bay 8', 'Bed 9'], 'Bed 7, Side room, Bay 8, Bed 9'],
    [[], ''],
  ])('%j', (labels, text) => {
    expect(labelRanges(labels)).toBe(text)
  })
})

it('tells the window on the wall by its whole address', () => {
  expect([isWallAddress('?window=wall'), isWallAddress('?x=1&window=wall')]).toEqual([true, true])
  expect([isWallAddress(''), isWallAddress('?window=walls')]).toEqual([false, false])
})

it('draws the bars larger only on screens that are larger both ways', () => {
  expect([barZoom(1_920, 1_080), barZoom(800, 600), barZoom(3_840, 1_080), barZoom(3_840, 2_160)]).toEqual([
    1, 1, 1, 2,
  ])
})
