/**
 * Where Vuetify's theme goes. By itself it writes a <style> element, which the page's policy
 * refuses; where the app offers a document head (`usehead`), it hands its rules to that. This head
 * takes them as a constructed style sheet, which the policy allows.
 */
interface Head {
  push: (describe: () => HeadEntry) => { patch: (describe: () => HeadEntry) => void }
}

interface HeadEntry {
  style: { textContent: string }[]
}

export function themeSheet(): Head {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  const write = (describe: () => HeadEntry): void => {
    sheet.replaceSync(
      describe()
        .style.map(({ textContent }) => textContent)
        .join('\n'),
    )
  }
  return {
    push: (describe) => {
      write(describe)
      return { patch: write }
    },
  }
}
