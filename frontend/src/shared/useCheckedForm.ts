import { computed, reactive, ref, shallowRef, type Ref } from 'vue'

import { ApiError, messageOfSent } from './api/apiError'

export type ProblemsOf<F> = Partial<Record<keyof F, string>>

export interface CheckedForm<F> {
  form: Ref<F>
  /** Of fields that differ from what the form began with or were left; of all once it was sent. */
  problems: Readonly<Ref<ProblemsOf<F>>>
  /** What no field is to blame for. */
  problem: Ref<string>
  busy: Readonly<Ref<boolean>>
  /** Whether something was typed since it began. */
  changed: Readonly<Ref<boolean>>
  left: (field: keyof F) => void
  begin: (with_: F) => void
  /** Fills in what is known, which nobody typed. */
  presume: (known: Partial<F>) => void
  /**
   * Sends the form unless it has problems, and shows those that the platform finds. While it is under
   * way it is not sent once more: Enter in a field sends a form whose button is busy, too.
   */
  submit: (send: (form: F) => Promise<void>) => Promise<void>
}

/**
 * A form that is checked as one types. `fieldOf` tells which of its fields a field of the platform's
 * refusal is about.
 */
export function useCheckedForm<F extends object>(
  begun: F,
  problemsOf: (form: F) => ProblemsOf<F>,
  fieldOf: (field: string) => keyof F | undefined = (field) =>
    field in begun ? (field as keyof F) : undefined,
): CheckedForm<F> {
  const form = ref({ ...begun }) as Ref<F>
  const untouched = shallowRef<F>({ ...begun })
  const problem = ref('')
  const busy = ref(false)
  const tried = ref(false)
  const leftFields = reactive(new Set<keyof F>()) as Set<keyof F>
  const refused = shallowRef<{ field: keyof F; value: F[keyof F]; reason: string }[]>([])

  const found = computed(() => problemsOf(form.value))
  const changed = computed(() =>
    (Object.keys(form.value) as (keyof F)[]).some(
      (field) => !saysTheSame(form.value[field], untouched.value[field]),
    ),
  )
  const problems = computed(() => {
    const shown: ProblemsOf<F> = {}
    for (const field of Object.keys(found.value) as (keyof F)[]) {
      const touched = !saysTheSame(form.value[field], untouched.value[field])
      if (tried.value || leftFields.has(field) || touched) {
        shown[field] = found.value[field]
      }
    }
    // A refusal holds until the field says something else.
    for (const { field, value, reason } of refused.value) {
      if (saysTheSame(form.value[field], value)) {
        shown[field] ??= reason
      }
    }
    return shown
  })

  function begin(with_: F): void {
    form.value = { ...with_ }
    untouched.value = { ...with_ }
    tried.value = false
    refused.value = []
    problem.value = ''
    leftFields.clear()
  }

  function presume(known: Partial<F>): void {
    Object.assign(form.value, known)
    untouched.value = { ...untouched.value, ...known }
  }

  async function submit(send: (form: F) => Promise<void>): Promise<void> {
    if (busy.value) {
      return
    }
    tried.value = true
    problem.value = ''
    refused.value = []
    if (Object.keys(found.value).length > 0) {
      return
    }
    busy.value = true
    try {
      await send(form.value)
    } catch (error) {
      refuse(error)
    } finally {
      busy.value = false
    }
  }

  function refuse(error: unknown): void {
    const fields = error instanceof ApiError ? error.fields : []
    refused.value = fields.flatMap(({ field, reason }) => {
      const name = fieldOf(field)
      return name === undefined ? [] : [{ field: name, value: form.value[name], reason }]
    })
    if (refused.value.length === 0) {
      problem.value = messageOfSent(error)
    }
  }

  return {
    form,
    problems,
    problem,
    busy,
    changed,
    left: (field) => leftFields.add(field),
    begin,
    presume,
    submit,
  }
}

/** Of a list, what is in it counts: the form holds another object than it began with. */
function saysTheSame(one: unknown, other: unknown): boolean {
  return Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((part, at) => part === other[at])
    : one === other
}
