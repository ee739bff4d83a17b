import { expect, test } from 'vitest'

import { ApiError, messageOf, messageOfSent, type FieldProblem } from './apiError'

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

test('what a person has sent is not said to be sent again by itself, and else told as all is', () => {
  expect(messageOf(ApiError.unreachable())).toContain('goes on trying')
  expect(messageOfSent(ApiError.unreachable())).toContain('try this again')
  expect(messageOfSent(new ApiError(409, 'Conflict', 'It has gone.'))).toBe('It has gone.')
})
