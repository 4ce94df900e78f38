/**
 * The example of the page "PUT /platform/adminuser/accounts/{userId}", key by key, with a value of its own for each, and
 * with what an update must not lose: a field that the page does not know, and numbers beyond 2^53.
 */
export const kiboUserJson = `{
  "emailAddress": "ana.kovac@example.com",
  "userName": "ana.kovac",
  "phoneNumber": "+385 1 4870 111",
  "externalId": "ERP-000017",
  "localeCode": "hr",
  "firstName": "Ana",
  "lastName": "Kovač",
  "password": "canary-echoed-password",
  "optInToEmail": true,
  "optInToTextMessage": false,
  "id": "1f0c9a7e55d04b0c8e21",
  "systemData": {
    "isPasswordChangeRequired": true,
    "lastPasswordChangeOn": "2023-01-07T05:31:56.123Z",
    "isLocked": true,
    "lastLockedOn": "2023-02-07T05:31:56Z",
    "failedLoginAttemptCount": 3,
    "remainingLoginAttempts": 2,
    "firstFailedLoginAttemptOn": "2023-03-07T05:31:56Z",
    "lastLoginOn": "2023-04-07T05:31:56Z",
    "createdOn": "2023-05-07T05:31:56Z",
    "updatedOn": "2023-06-07T05:31:56Z"
  },
  "roles": [
    {
      "userId": "1f0c9a7e55d04b0c8e21",
      "assignedInScope": { "type": "Tenant", "id": 9007199254740993, "name": "Adriatic Outfitters" },
      "roleId": 7,
      "roleName": "Administrator",
      "roleResources": [{ "type": "Site", "id": "200" }],
      "roleTags": ["core"],
      "auditInfo": {
        "updateDate": "2023-07-07T05:31:56Z",
        "createDate": "2023-08-07T05:31:56Z",
        "updateBy": "root",
        "createBy": "system"
      }
    }
  ],
  "isActive": true,
  "identityProviderId": "saml-adriatic",
  "futureField": { "big": 123456789012345678901234567890, "text": "stays" }
}`;

/** The body that an update without changes to it would send: no systemData, no auditInfo, no password. */
export const kiboReplacementJson =
  '{"emailAddress":"ana.kovac@example.com","userName":"ana.kovac","phoneNumber":"+385 1 4870 111",' +
  '"externalId":"ERP-000017","localeCode":"hr","firstName":"Ana","lastName":"Kovač","optInToEmail":true,' +
  '"optInToTextMessage":false,"id":"1f0c9a7e55d04b0c8e21","roles":[{"userId":"1f0c9a7e55d04b0c8e21",' +
  '"assignedInScope":{"type":"Tenant","id":9007199254740993,"name":"Adriatic Outfitters"},"roleId":7,' +
  '"roleName":"Administrator","roleResources":[{"type":"Site","id":"200"}],"roleTags":["core"]}],"isActive":true,' +
  '"identityProviderId":"saml-adriatic","futureField":{"big":123456789012345678901234567890,"text":"stays"}}';
