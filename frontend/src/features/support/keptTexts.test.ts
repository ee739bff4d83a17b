import { beforeEach, expect, test, vi } from 'vitest'

import { forgetTexts, KeptTexts } from './keptTexts'

beforeEach(() => {
  localStorage.clear()
})

test('a text is kept for its person and kind alone, until it is empty', () => {
  const drafts = new KeptTexts('u1', 'draft')
  drafts.set('c1', 'half a sen')
  expect(new KeptTexts('u1', 'draft').get('c1')).toBe('half a sen')
  expect(new KeptTexts('u2', 'draft').get('c1')).toBe('')
  expect(new KeptTexts('u1', 'outgoing').names()).toEqual([])
  expect(drafts.names()).toEqual(['c1'])
  drafts.set('c1', '')
  expect(drafts.names()).toEqual([])
})

test('whoever signs out leaves none behind, and nothing else is touched', () => {
  localStorage.setItem('kilowatch.preferences', '{}')
  new KeptTexts('u1', 'draft').set('c1', 'secret')
  forgetTexts()
  expect(Object.keys(localStorage)).toEqual(['kilowatch.preferences'])
})

test('without storage a text is kept while the page is open', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const drafts = new KeptTexts('u1', 'draft')
  drafts.set('c1', 'half a sen')
  expect(drafts.get('c1')).toBe('half a sen')
})
