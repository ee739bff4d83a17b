import { expect, test } from 'vitest'

import { ApiError, messageOf, type FieldProblem } from './apiError'

const refusal = (detail: string, ...fields: FieldProblem[]) =>
  messageOf(new ApiError(400, 'Bad Request', detail, fields))

const GENERAL = 'The request has fields that can’t be accepted.'
const NAME = { field: 'name', reason: 'is required' }

test('a person is told the reasons of a refusal, where its detail has none', () => {
  expect(refusal(GENERAL, NAME)).toBe('Name is required.')
  expect(refusal(GENERAL, NAME, { field: 'cores', reason: 'must be a number' })).toBe(
    'Name is required. Cores must be a number.',
  )
  expect(refusal(GENERAL, { field: 'body', reason: 'must begin with the header a,b' })).toBe(
    'What was sent must begin with the header a,b.',
  )
})

test('a detail that has them, or is all there is, is told as it is', () => {
  expect(refusal('The name is required.', NAME)).toBe('The name is required.')
  expect(refusal('There is no such server.')).toBe('There is no such server.')
  expect(refusal('')).toBe('Bad Request')
})
