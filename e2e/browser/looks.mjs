import assert from 'node:assert/strict'

import { AxeBuilder } from '@axe-core/playwright'

import { screenshot } from './browser.mjs'

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1280, height: 860 }

/** Looks at a page in light and dark, on a desk and on a phone. */
export async function inAllLooksOf(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    for (const [look, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
      await page.setViewportSize(viewport)
      await page.waitForTimeout(300)
      await screenshot(page, `${name}-${colorScheme}-${look}`)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      assert.equal(overflow, 0, `${name} fits the width of a ${look}`)
    }
    await seriousFindingsOf(page, `${name}, ${colorScheme}`)
  }
  await page.setViewportSize(DESK)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Looks once what is fading in is there: half-way through, its contrast is nobody's. */
export async function seriousFindingsOf(page, where) {
  await page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const moving = () =>
      document
        .getAnimations()
        .filter((animation) => animation.effect.getTiming().iterations !== Infinity)
    // What is put on the page now begins to fade in two frames later.
    for (let frames = 0; frames < 3; frames++) {
      await drawn()
      if (moving().length > 0) {
        await Promise.allSettled(moving().map((animation) => animation.finished))
        frames = 0
      }
    }
  })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
    [],
    where,
  )
}
