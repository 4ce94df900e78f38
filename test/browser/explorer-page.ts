import type { Page } from 'playwright-core';

/** The explorer as somebody at a keyboard uses it. */
export class ExplorerPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(origin: string): Promise<void> {
    await this.#page.goto(`${origin}/explorer`);
    await this.#page.locator('.graphiql-query-editor .view-line').first().waitFor();
  }

  /** The names of its tabs. */
  async tabs(): Promise<readonly string[]> {
    const names = await this.#page.locator('[role=tab]').allInnerTexts();
    return names.map((name) => name.trim());
  }

  /** Opens a tab, and waits until its editors have what it has: its name, and a part of its variables. */
  async showTab(name: string, variables = ''): Promise<void> {
    await this.#page.locator(`.graphiql-tab-button[title='${name}']`).click();
    await this.#page.locator('.graphiql-query-editor .view-lines', { hasText: name }).waitFor();
    if (variables !== '')
      await this.#page.locator('.graphiql-editor-tool .view-lines', { hasText: variables }).first().waitFor();
  }

  /** Opens an empty tab and types a document into it, key by key. */
  async type(document: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'New tab' }).click();
    await this.#page.locator('.graphiql-query-editor').click();
    await this.#page.keyboard.type(document);
    // What the editor suggests lies over what it has.
    await this.#page.keyboard.press('Escape');
  }

  /** Types into the header editor. */
  async typeHeaders(headers: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Headers' }).click();
    await this.#page.locator('.graphiql-editor-tool .graphiql-editor:visible').last().click();
    await this.#page.keyboard.type(headers);
  }

  /** Runs what the open tab has, and answers what is shown as soon as it contains a text. */
  async run(expected: string): Promise<string> {
    await this.#page.locator('.graphiql-execute-button').click();
    const response = this.#page.locator('.graphiql-response .view-lines', { hasText: expected });
    await response.waitFor();
    // The editor writes its spaces as others.
    return (await response.innerText()).replaceAll('\u00a0', ' ');
  }
}
