import { computed, reactive, ref, shallowRef, type Ref } from 'vue'

import { ApiError, messageOf } from '../../shared/api/apiError'
import { listIntensities, listSites, type Site, type SiteIntensity } from '../../shared/api/sites'
import { tell } from '../../shared/toasts'
import {
  formField,
  previewOf,
  problemsOf,
  type Preview,
  type ServerForm,
  type ServerProblems,
} from './serverForm'

export interface ServerFormState {
  form: Ref<ServerForm>
  sites: Readonly<Ref<readonly Site[]>>
  site: Readonly<Ref<Site | undefined>>
  intensity: Readonly<Ref<SiteIntensity | undefined>>
  preview: Readonly<Ref<Preview | undefined>>
  /** Of fields that differ from what the form began with or were left; of all once it was sent. */
  problems: Readonly<Ref<ServerProblems>>
  /** What no field is to blame for. */
  problem: Ref<string>
  busy: Readonly<Ref<boolean>>
  left: (field: keyof ServerForm) => void
  begin: (with_: ServerForm) => void
  fetchSites: () => Promise<void>
  takeSite: (added: Site) => void
  /** Sends the form unless it has problems, and shows those that the platform finds. */
  submit: (send: (form: ServerForm) => Promise<void>) => Promise<void>
}

/** The form of a server: what is typed, what is wrong with it and what a year of it would cost. */
export function useServerForm(begun: ServerForm): ServerFormState {
  const form = ref(begun)
  const untouched = shallowRef({ ...begun })
  const sites = shallowRef<Site[]>([])
  const intensities = shallowRef<SiteIntensity[]>([])
  const problem = ref('')
  const busy = ref(false)
  const tried = ref(false)
  const leftFields = reactive(new Set<keyof ServerForm>())
  const refused = ref<{ field: keyof ServerForm; text: string; reason: string }[]>([])

  const site = computed(() => sites.value.find(({ id }) => id === form.value.siteId))
  const intensity = computed(() =>
    intensities.value.find(({ siteId }) => siteId === form.value.siteId),
  )
  const preview = computed(() => previewOf(form.value, site.value, intensity.value))
  const found = computed(() => problemsOf(form.value))
  const problems = computed(() => {
    const shown: ServerProblems = {}
    for (const [name, reason] of Object.entries(found.value)) {
      const field = name as keyof ServerForm
      const touched = leftFields.has(field) || form.value[field] !== untouched.value[field]
      if (tried.value || touched) {
        shown[field] = reason
      }
    }
    // A refusal holds until the field says something else.
    for (const { field, text, reason } of refused.value) {
      if (form.value[field] === text) {
        shown[field] ??= reason
      }
    }
    return shown
  })

  function begin(with_: ServerForm): void {
    form.value = { ...with_ }
    untouched.value = { ...with_ }
    tried.value = false
    refused.value = []
    problem.value = ''
    leftFields.clear()
  }

  async function fetchSites(): Promise<void> {
    try {
      ;[sites.value, intensities.value] = await Promise.all([listSites(), listIntensities()])
      if (sites.value.length === 1 && form.value.siteId === '') {
        form.value.siteId = sites.value[0]?.id ?? ''
      }
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  function takeSite(added: Site): void {
    sites.value = [...sites.value, added]
    form.value.siteId = added.id
    tell(`Site ${added.name} made`)
    void fetchSites()
  }

  async function submit(send: (form: ServerForm) => Promise<void>): Promise<void> {
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
      const name = formField(field)
      return name === undefined ? [] : [{ field: name, text: form.value[name], reason }]
    })
    if (refused.value.length === 0) {
      problem.value = messageOf(error)
    }
  }

  return {
    form,
    sites,
    site,
    intensity,
    preview,
    problems,
    problem,
    busy,
    left: (field) => leftFields.add(field),
    begin,
    fetchSites,
    takeSite,
    submit,
  }
}
