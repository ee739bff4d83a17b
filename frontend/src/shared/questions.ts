import { shallowRef } from 'vue'

export interface Question {
  title: string
  text: string
  /** What the button says that goes on. */
  yes: string
  /** What the other one says; without it, that one stays. */
  no?: string
}

interface OpenQuestion extends Question {
  answer: (yes: boolean) => void
}

/** What is being asked; the shell shows it over the page. */
export const question = shallowRef<OpenQuestion>()

/** Asks, and waits for the answer. What was asked before and not answered is answered with no. */
export function ask(asked: Question): Promise<boolean> {
  question.value?.answer(false)
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer: (yes) => {
        question.value = undefined
        resolve(yes)
      },
    }
  })
}
