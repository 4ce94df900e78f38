/* global document, fetch, self, sessionStorage, URL, Worker, YogaGraphiQL */

/**
 * The explorer's own part in the browser: where the editors' workers are, how a request is sent, and the sample
 * operations as tabs. Everything comes from the server that serves this page.
 */

const place = (path) => new URL(path, document.baseURI);

self.MonacoEnvironment = {
  globalAPI: false,
  getWorker: (_module, label) =>
    new Worker(place(`explorer/${label === 'json' || label === 'graphql' ? label : 'editor'}.worker.js`), {
      name: label,
    }),
};

async function send({ query, variables, operationName: chosen }, { headers } = {}) {
  // Just after another tab was opened, or its text was changed, the name is still that of an operation before.
  const operationName = new RegExp(`\\b${chosen}\\b`).test(query) ? chosen : undefined;
  const response = await fetch(place('graphql'), {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return response.json();
}

const tabs = await (await fetch(place('explorer/tabs.json'))).json();

// What is in the open tab has to be said: of a new one it would miss the variables, and after a reload it would open another.
const stored = sessionStorage.getItem('graphiql:tabState');
const open = stored === null ? { tabs, activeTabIndex: 0 } : JSON.parse(stored);
const { query, variables } = open.tabs[open.activeTabIndex];
// What it keeps beside the tabs may be newer than they are, and would be one more.
sessionStorage.removeItem('graphiql:query');
sessionStorage.removeItem('graphiql:variables');

YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  title: 'Accord',
  logo: ' ',
  fetcher: send,
  defaultTabs: tabs,
  query,
  variables,
  // Drafts may hold passwords: they go with the browser's tab.
  storage: sessionStorage,
  // Headers carry tokens: they stay in memory, and the setting that would keep them is not offered.
  shouldPersistHeaders: false,
  showPersistHeadersSettings: false,
  // By itself it would write each keystroke into the page's address, and passwords into the browser's history.
  onEditQuery: () => undefined,
});
