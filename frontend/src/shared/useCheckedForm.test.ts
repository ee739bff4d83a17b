import { describe, expect, test } from 'vitest'

import { ApiError } from './api/apiError'
import { useCheckedForm, type ProblemsOf } from './useCheckedForm'

interface Form {
  name: string
  size: string
}

function checks({ name, size }: Form): ProblemsOf<Form> {
  return {
    ...(name === '' && { name: 'is wanted' }),
    ...(size === 'huge' && { size: 'is too much' }),
  }
}

const begin = () => useCheckedForm<Form>({ name: '', size: 'small' }, checks)
const nothing = () => Promise.resolve()

describe('a problem', () => {
  test('is told once its field says something else than at the beginning', () => {
    const { form, problems } = begin()
    expect(problems.value).toEqual({})
    form.value.size = 'huge'
    expect(problems.value).toEqual({ size: 'is too much' })
    form.value.size = 'large'
    expect(problems.value).toEqual({})
  })

  test('is told when its field was left, and of every field when the form is sent', async () => {
    const { problems, left, submit } = begin()
    left('size')
    expect(problems.value).toEqual({})
    left('name')
    expect(problems.value).toEqual({ name: 'is wanted' })
    await submit(() => Promise.reject(new Error('must not be sent')))
    expect(problems.value).toEqual({ name: 'is wanted' })
  })

  test('that the platform finds holds until the field is changed', async () => {
    const { form, problems, problem, submit } = begin()
    form.value.name = 'web-01'
    const refusal = new ApiError(409, 'Conflict', '', [{ field: 'name', reason: 'is taken' }])
    await submit(() => Promise.reject(refusal))
    expect(problems.value).toEqual({ name: 'is taken' })
    expect(problem.value).toBe('')
    form.value.name = 'web-02'
    expect(problems.value).toEqual({})
  })

  test.each([
    [[], 'Not now.'],
    [[{ field: 'moon', reason: 'is full' }], 'Moon is full.'],
  ])('of no field of the form, as with %j, is told of the whole', async (fields, told) => {
    const { form, problems, problem, submit } = begin()
    form.value.name = 'web-01'
    const refusal = new ApiError(409, 'Conflict', 'Not now.', fields)
    await submit(() => Promise.reject(refusal))
    expect(problems.value).toEqual({})
    expect(problem.value).toBe(told)
  })
})

test('a form that begins anew has forgotten what was typed and what was wrong', async () => {
  const given: Form = { name: '', size: 'huge' }
  const { form, problems, problem, begin, submit } = useCheckedForm<Form>(given, checks)
  await submit(nothing)
  expect(Object.keys(problems.value)).toEqual(['name', 'size'])
  problem.value = 'Not now.'
  begin({ name: '', size: 'small' })
  expect(form.value).toEqual({ name: '', size: 'small' })
  expect(problems.value).toEqual({})
  expect(problem.value).toBe('')
  expect(given).toEqual({ name: '', size: 'huge' })
})

test('what is known is filled in without counting as typed', () => {
  const { form, changed, presume } = begin()
  presume({ name: 'web-01' })
  expect(form.value.name).toBe('web-01')
  expect(changed.value).toBe(false)
  form.value.size = 'large'
  expect(changed.value).toBe(true)
})

describe('a list of choices', () => {
  interface Choices {
    zones: string[]
  }

  const choices = (zones: string[]) =>
    useCheckedForm<Choices>({ zones }, (form) =>
      form.zones.includes('moon') ? { zones: 'is too far' } : {},
    )

  test('that nobody touched, or whose change was undone, is not changed', () => {
    const { form, changed } = choices([])
    expect(changed.value).toBe(false)
    form.value.zones = ['DE']
    expect(changed.value).toBe(true)
    form.value.zones = []
    expect(changed.value).toBe(false)
  })

  test('is changed by another one of as many', () => {
    const { form, changed } = choices(['DE', 'FR'])
    form.value.zones = ['DE', 'SE']
    expect(changed.value).toBe(true)
  })

  test('has its problem told once it was changed', () => {
    const { form, problems } = choices(['moon'])
    expect(problems.value).toEqual({})
    form.value.zones = ['moon', 'DE']
    expect(problems.value).toEqual({ zones: 'is too far' })
  })

  test('that is refused stays so until it says something else', async () => {
    const { form, problems, submit } = choices(['DE'])
    const refusal = new ApiError(400, 'Bad Request', '', [{ field: 'zones', reason: 'is unknown' }])
    await submit(() => Promise.reject(refusal))
    form.value.zones = ['DE']
    expect(problems.value).toEqual({ zones: 'is unknown' })
    form.value.zones = ['FR']
    expect(problems.value).toEqual({})
  })
})

test('a form that is under way is not sent once more', async () => {
  const { form, submit } = begin()
  form.value.name = 'web-01'
  let answer = (): void => undefined
  let sent = 0
  const send = (): Promise<void> => {
    sent++
    return new Promise((resolve) => {
      answer = resolve
    })
  }
  const sending = submit(send)
  void submit(send)
  expect(sent).toBe(1)
  answer()
  await sending
  void submit(send)
  expect(sent).toBe(2)
})

test('a form that nobody answered is not said to be sent again by itself', async () => {
  const { form, problem, submit } = begin()
  form.value.name = 'web-01'
  await submit(() => Promise.reject(ApiError.unreachable()))
  expect(problem.value).toContain('try this again')
  expect(problem.value).not.toContain('goes on trying')
})
