/** The parts of mozu-node-sdk 2.15.14 that the judges use; the package has no types of its own. */
declare module 'mozu-node-sdk' {
  /** Where to call, as whom, and for which tenant. */
  export interface MozuContext {
    readonly appKey: string;
    readonly sharedSecret: string;
    readonly baseUrl: string;
    readonly tenant: number;
    readonly site?: number;
    readonly adminUser?: { readonly emailAddress: string; readonly password: string };
  }

  /** A client, good for making further ones. */
  export interface MozuClient {
    readonly context: MozuContext;
  }

  const sdk: { client(context: MozuContext): MozuClient };
  export default sdk;
}

declare module 'mozu-node-sdk/clients/platform/adminuser/adminUser.js' {
  import type { MozuClient } from 'mozu-node-sdk';

  /** ISO dates with a fraction come back as Date. */
  export interface MozuAdminUser {
    readonly id: string;
    readonly emailAddress: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly systemData: { readonly createdOn: Date };
  }

  /** The two calls on admin users that the package has. */
  export interface MozuAdminUserClient {
    getUser(parameters: { readonly userId: string }): Promise<MozuAdminUser>;
    getTenantScopesForUser(): Promise<{ readonly totalCount: number; readonly items: { readonly id: number }[] }>;
  }

  const createAdminUserClient: (client: MozuClient) => MozuAdminUserClient;
  export default createAdminUserClient;
}
