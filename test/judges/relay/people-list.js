import { graphql } from 'relay-runtime';

// Read by the Relay compiler, never run: a client with a list that grows page by page.
export const peopleList = graphql`
  query peopleListQuery($first: Int!, $after: String, $filter: AccountFilter) {
    accounts(first: $first, after: $after, filter: $filter)
      @connection(key: "peopleList_accounts", filters: ["filter"]) {
      edges {
        node {
          id
          displayName
          source {
            id
            label
          }
        }
      }
      problems {
        code
        source {
          id
        }
      }
    }
  }
`;
